"""Deletion classes: the picture over time and the matrix of period by kind of start (DIN 66398).

Law: classes come from the rules; a class that the declaration names is printed with its name. Every rule stands in exactly
one cell, so the matrix and the rules never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zusage.document.tree import Figure, Paragraph, Section, Sentence, Table, plain
from zusage.policy.rule import Rule
from zusage.writer.concepts.kinds_of_data import DataKind, Length, kind_of_start, length_of
from zusage.writer.concepts.timeline import Bar, bars
from zusage.writer.concepts.timeline_svg import draw
from zusage.writer.pen import Pen, para

STARTS = ("creation", "process", "relationship")
_LETTER = {"creation": "E", "process": "V", "relationship": "B"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with its class."""

    kind: DataKind
    rule: Rule
    length: Length
    start: str
    name: str


def placed(pen: Pen, kinds: tuple[DataKind, ...]) -> tuple[Placed, ...]:
    """Every rule with its class: letter of the start and number of the period."""
    rows = [(kind, rule, length_of(rule, pen.as_of)) for kind in kinds for rule in kind.rules]
    order = {key: number for number, key in enumerate(sorted({_key(length) for _, _, length in rows}), 1)}
    return tuple(
        Placed(kind, rule, length, start, rule.deletion_class or _name(length, start, order))
        for kind, rule, length in rows
        for start in (kind_of_start(pen.policy, rule),)
    )


def _name(length: Length, start: str, order: dict[tuple[float, str], int]) -> str:
    return "–" if length.days is None else f"{_LETTER[start]}{order[_key(length)]}"


def _key(length: Length) -> tuple[float, str]:
    if length.undecided:
        return (2e9, "")
    return (1e9, "") if length.days is None else (length.days + (366 if length.year_end else 0), str(length.period))


def classes_section(pen: Pen, kinds: tuple[DataKind, ...]) -> Section:
    """Picture and matrix."""
    found = placed(pen, kinds)
    intro = para(
        pen.s(
            "Jede Löschregel gehört zu einer Löschklasse aus Frist und Art des Startzeitpunkts. Die Buchstaben stehen für "
            "Erhebung oder Entstehung (E), Ende eines Vorgangs (V) und Ende der Beziehung (B), die Zahlen für die "
            "Fristen in "
            "aufsteigender Länge.",
            "Every deletion rule belongs to a deletion class, made of its period and the kind of its start. The letters "
            "stand "
            "for collection or creation (E), end of a process (V) and end of the relationship (B), the numbers for the "
            "periods by length.",
        )
    )
    return Section(
        "classes",
        pen.say("Löschklassen", "Deletion classes"),
        (intro, _figure(pen, kinds), _matrix(pen, found), *_endless(pen, found)),
    )


def _figure(pen: Pen, kinds: tuple[DataKind, ...]) -> Figure:
    found = bars(pen, kinds)
    caption = pen.say(
        "Datenarten über der Zeit: wie lange sie nach dem Startzeitpunkt bleiben und was dann geschieht. Die Abschnitte "
        "der "
        "Zeitachse sind verschieden lang; gezeigt ist der längste Verlauf im Regelfall.",
        "Kinds of data over time: how long they stay after the start, and what happens then. The stretches of the axis "
        "are of "
        "different length; shown is the longest regular course.",
    )
    return Figure(draw(pen, found), _alternative(pen, found), caption)


def _alternative(pen: Pen, found: tuple[Bar, ...]) -> str:
    lead = pen.say("Zeitstrahl der Datenarten.", "Timeline of the kinds of data.")
    return " ".join((lead, *(f"{bar.number} {bar.label}: {bar.words}." for bar in found)))


def _matrix(pen: Pen, found: tuple[Placed, ...]) -> Table:
    head = (
        pen.say("Frist", "Period"),
        pen.say("ab Erhebung oder Entstehung", "from collection or creation"),
        pen.say("ab Ende eines Vorgangs", "from the end of a process"),
        pen.say("ab Ende der Beziehung", "from the end of the relationship"),
    )
    lengths = {_key(one.length): one.length for one in found if one.length.days is not None}
    rows = tuple(
        (
            plain(_upper(lengths[key].words(pen))),
            *(_cell(pen, [one for one in found if _key(one.length) == key and one.start == start]) for start in STARTS),
        )
        for key in sorted(lengths)
    )
    caption = pen.say(
        "Löschklassen mit den Nummern der Datenarten", "Deletion classes with the numbers of the kinds of data"
    )
    return Table(caption, head, rows, "deletion-classes", ("period", *STARTS), (5, 5, 5, 5))


def _endless(pen: Pen, found: tuple[Placed, ...]) -> tuple[Paragraph, ...]:
    """Kinds of data that no class holds: kept without end, or not decided."""
    unlimited = _numbers(one for one in found if one.length.days is None and not one.length.undecided)
    open_ones = _numbers(one for one in found if one.length.undecided)
    said = []
    if unlimited:
        said.append(
            pen.s(
                f"Ohne Löschfrist und deshalb in keiner Klasse: Datenart {pen.list(unlimited)}.",
                f"Without a deletion period, and so in no class: kind {pen.list(unlimited)}.",
            )
        )
    if open_ones:
        numbers = pen.list(open_ones)
        said.append(pen.ask(f"eine Frist für Datenart {numbers}", f"a period for kind {numbers}"))
    return (para(*said),) if said else ()


def _numbers(found: Iterable[Placed]) -> list[str]:
    return list(dict.fromkeys(str(one.kind.number) for one in found))


def _cell(pen: Pen, found: list[Placed]) -> Sentence:
    names: dict[str, list[str]] = {}
    for one in found:
        names.setdefault(one.name, []).append(str(one.kind.number))
    if not names:
        return plain("–")
    word = pen.say("Datenart", "kind")
    return plain("; ".join(f"{name}: {word} {', '.join(dict.fromkeys(numbers))}" for name, numbers in names.items()))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
