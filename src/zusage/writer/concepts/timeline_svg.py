"""The picture of a deletion concept: classes over time, drawn as SVG.

Law: every stretch of the axis is as broad as the next (at once, seven days, 30 days … 30 years), so that days and decades
are readable side by side; the breaks are named. No colour alone carries meaning: looks differ by pattern too. Colours are
attributes, which every renderer reads; a style sheet inside changes them for dark screens only.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from zusage.writer.concepts.timeline import YEAR, Bar, Span
from zusage.writer.pen import Pen

_TICKS = (0.0, 7.0, 30.0, 90.0, YEAR, 3 * YEAR, 6 * YEAR, 10 * YEAR, 30 * YEAR)
_NAMES_DE = ("sofort", "7 Tage", "30 Tage", "90 Tage", "1 Jahr", "3 Jahre", "6 Jahre", "10 Jahre", "30 Jahre")
_NAMES_EN = ("at once", "7 days", "30 days", "90 days", "1 year", "3 years", "6 years", "10 years", "30 years")
_LEFT, _RIGHT, _ROW, _BAR, _WIDTH = 338.0, 852.0, 25.0, 11.0, 864
_INK, _SOFT, _LINE, _PAPER = "#1d2126", "#545c66", "#d9dcd8", "#ffffff"
_FILL = {"kept": "#2f7d68", "duty": "#8a5a00", "locked": "#5b79a8", "restricted": "#a4578c", "shortened": "#8fc0ae",
         "year": "url(#zt-year)", "backup": "url(#zt-backup)", "undecided": _PAPER}  # fmt: skip
_GONE = "#a32a2a"
_DARK = """@media screen and (prefers-color-scheme: dark) {
.zt-ink { fill: #e8e9e6 } .zt-soft { fill: #aab2b6 } .zt-line { stroke: #363c3f } .zt-rule { stroke: #aab2b6 }
.zt-kept { fill: #55a98f } .zt-duty { fill: #d49a3a } .zt-locked { fill: #87a5d6 } .zt-restricted { fill: #cf86b8 }
.zt-shortened { fill: #2f6555 } .zt-gone { fill: #f08a80 } .zt-paper { fill: #15181a } .zt-dot { fill: #aab2b6 }
.zt-hatch { stroke: #d49a3a } .zt-band { fill: #1e2224 } }"""


def draw(pen: Pen, found: tuple[Bar, ...]) -> str:
    """The picture."""
    body, y = [], 96.0
    for group, title in _groups(pen):
        rows = [bar for bar in found if bar.group == group]
        if rows:
            body.append(_text(16, y + 17, title, "ink", 12.5, weight=600))
            y += 26
            for index, bar in enumerate(rows):
                body.append(_row(bar, y, banded=index % 2 == 0))
                y += _ROW
            y += 10
    height = y + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" '
        f'height="{height:.0f}" font-family="Noto Sans, Liberation Sans, Arial, sans-serif">'
        f"<style>{_DARK}</style>{_patterns()}{_legend(pen)}{_axis(pen, y)}{''.join(body)}</svg>"
    )


def _groups(pen: Pen) -> tuple[tuple[str, str], ...]:
    return (
        ("creation", pen.say("ab Erhebung oder Entstehung", "from collection or creation")),
        ("process", pen.say("ab Ende eines Vorgangs", "from the end of a process")),
        ("relationship", pen.say("ab Ende der Beziehung zur Person", "from the end of the relationship")),
        ("none", pen.say("ohne Löschfrist", "without a deletion period")),
    )


def place(day: float) -> float:
    """Where a day lies on the axis."""
    for index, (low, high) in enumerate(pairwise(_TICKS)):
        if day <= high:
            width = (_RIGHT - _LEFT - 24) / (len(_TICKS) - 1)
            return _LEFT + width * (index + (day - low) / (high - low))
    return _RIGHT - 12


def _patterns() -> str:
    return (
        '<defs><pattern id="zt-year" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path class="zt-hatch" d="M0 0V5" stroke="{_FILL["duty"]}" stroke-width="3.4"/></pattern>'
        '<pattern id="zt-backup" width="4.4" height="4.4" y="0.5" patternUnits="userSpaceOnUse">'
        f'<circle class="zt-dot" cx="2.2" cy="2.2" r="1" fill="{_SOFT}"/></pattern></defs>'
    )


def _axis(pen: Pen, bottom: float) -> str:
    names = _NAMES_DE if pen.language == "de" else _NAMES_EN
    parts = []
    for day, name in zip(_TICKS, names, strict=True):
        x = place(day)
        parts.append(
            f'<path class="zt-line" d="M{x:.1f} 88V{bottom - 8:.0f}" stroke="{_LINE}" stroke-width="1"/>'
            f'<text class="zt-soft" x="{x:.1f}" y="80" text-anchor="middle" font-size="11" fill="{_SOFT}">{name}</text>'
        )
    return "".join(parts)


def _row(bar: Bar, y: float, *, banded: bool) -> str:
    band = f'<rect class="zt-band" x="8" y="0" width="{_WIDTH - 16}" height="{_ROW}" fill="#f4f5f3"/>' if banded else ""
    base = _ROW / 2 + 4
    label = _text(34, base, _cut(bar.label, 48), "ink", 12)
    number = _text(28, base, str(bar.number), "soft", 11, anchor="end")
    title = f"<title>{escape(f'{bar.number} {bar.label}: {bar.words}')}</title>"
    spans = "".join(_span(span, (_ROW - _BAR) / 2) for span in bar.spans)
    return f'<g transform="translate(0 {y:.1f})">{title}{band}{number}{label}{spans}{_end(bar)}</g>'


def _span(span: Span, top: float) -> str:
    begin, end = place(span.begin), place(span.end)
    if span.look == "exception":
        middle = top + _BAR / 2
        return (
            f'<path class="zt-rule" d="M{begin:.1f} {middle:.1f}H{end:.1f}" stroke="{_SOFT}" stroke-width="1.4" '
            f'stroke-dasharray="2 3" fill="none"/><path class="zt-rule" d="M{end:.1f} {top:.1f}v{_BAR}" '
            f'stroke="{_SOFT}" stroke-width="1.4"/>'
        )
    more = f' stroke="{_SOFT}" stroke-width="1" stroke-dasharray="4 3"' if span.look == "undecided" else ""
    kind = "paper" if span.look == "undecided" else span.look
    width = max(end - begin, 1.5)
    return (
        f'<rect class="zt-{kind}" x="{begin:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_BAR}" '
        f'fill="{_FILL[span.look]}"{more}/>'
    )


def _end(bar: Bar) -> str:
    middle = _ROW / 2
    if bar.endless:
        x = _RIGHT - 12
        return f'<path class="zt-kept" d="M{x} {middle - 9}l12 9l-12 9z" fill="{_FILL["kept"]}"/>'
    x = place(bar.gone or 0.0)
    return f'<rect class="zt-gone" x="{x - 1.8:.1f}" y="{middle - 9:.1f}" width="3.6" height="18" rx="1" fill="{_GONE}"/>'


def _legend(pen: Pen) -> str:
    rows = (
        (
            ("kept", pen.say("vorhanden", "available"), 104),
            ("duty", pen.say("aus Pflicht aufbewahrt", "kept for a duty"), 180),
            ("year", pen.say("weiter bis zum Jahresende", "on to the end of the year"), 196),
            ("locked", pen.say("nur lesbar", "read-only"), 108),
            ("restricted", pen.say("eingeschränkt", "restricted"), 126),
            ("shortened", pen.say("gekürzt", "shortened"), 90),
        ),
        (
            ("gone", pen.say("gelöscht", "deleted"), 104),
            ("backup", pen.say("noch in Sicherungen", "still in backups"), 180),
            ("endless", pen.say("läuft weiter", "goes on"), 196),
            ("exception", pen.say("längstens, wo ein Gesetz die Aufbewahrung verlangt",
                                  "at the latest, where a statute obliges to keep"), 300),
        ),
    )  # fmt: skip
    parts = []
    for y, row in zip((18.0, 42.0), rows, strict=True):
        x = 16.0
        for look, words, width in row:
            parts.append(_mark(look, x, y) + _text(x + 27, y + 10, words, "ink", 11.5))
            x += width
    return "".join(parts)


def _mark(look: str, x: float, y: float) -> str:
    if look == "gone":
        return f'<rect class="zt-gone" x="{x + 8}" y="{y - 4}" width="3.6" height="18" rx="1" fill="{_GONE}"/>'
    if look == "endless":
        return f'<path class="zt-kept" d="M{x + 4} {y - 3}l12 8.5l-12 8.5z" fill="{_FILL["kept"]}"/>'
    if look == "exception":
        middle = y + _BAR / 2
        return f'<path class="zt-rule" d="M{x} {middle}h20" stroke="{_SOFT}" stroke-width="1.4" stroke-dasharray="2 3"/>'
    return f'<rect class="zt-{look}" x="{x}" y="{y}" width="20" height="{_BAR}" fill="{_FILL[look]}"/>'


def _text(x: float, y: float, words: str, look: str, size: float, *, weight: int = 400, anchor: str = "start") -> str:
    fill = _INK if look == "ink" else _SOFT
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text class="zt-{look}" x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{bold} '
        f'fill="{fill}">{escape(words)}</text>'
    )


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip(" ,:(") + "…"
