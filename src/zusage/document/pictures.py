"""Pictures for forms that know no style sheets and no SVG."""

from __future__ import annotations

import re

_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*(?:\([^()]*\)[^()]*)*)\)")
_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)


def plain_svg(svg: str) -> str:
    """`svg` on paper: every variable of a style sheet by its fallback, and no style for screens."""
    while (plain := _VARIABLE.sub(r"\1", svg)) != svg:
        svg = plain
    return _STYLE.sub("", svg)


def png(svg: str, dots_per_inch: int = 220) -> bytes:
    """The picture as PNG; the same picture gives the same bytes."""
    import typst

    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes({quoted(plain_svg(svg))}), format: "svg")'
    return typst.compile(source.encode(), format="png", ppi=dots_per_inch, ignore_system_fonts=True)


def quoted(text: str) -> str:
    """A text as a literal of typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", "\\t")
    return f'"{escaped}"'
