"""Kinds of data and their rules in a deletion concept (DIN 66398: Datenarten, Löschregeln, Umsetzungsvorgaben).

Law: per kind of data its objects and systems; per rule start, holding period, regular period, what is done, by which
statute, with which exceptions, how deep, and when backups and recipients follow. The promise stands there as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zusage.document.tree import Block, Bullets, Cell, Definitions, Paragraph, Section, Sentence, Strong, Table, plain
from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.moments import after
from zusage.kinds.words.periods import statute, within
from zusage.kinds.words.places import recipients
from zusage.language.durations import duration
from zusage.language.grammar import capitalised, nominative
from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.policy.classes import regular
from zusage.policy.rule import Bound, Keep, Rule
from zusage.writer.concepts.deletion_classes import Placed
from zusage.writer.concepts.kinds_of_data import DataKind, promises_of, term_on, waited
from zusage.writer.concepts.timeline import stage_words
from zusage.writer.pen import Pen, bullets, impersonal, para


def kinds_section(pen: Pen, kinds: tuple[DataKind, ...]) -> Section:
    """Every kind of data with its objects."""
    head = (
        pen.say("Nr.", "No."),
        pen.say("Datenart", "Kind of data"),
        pen.say("Tätigkeit und Zweck", "Activity and purpose"),
        pen.say("Betroffene", "Data subjects"),
        pen.say("Datenobjekte und Systeme", "Data objects and systems"),
    )
    rows = tuple(_kind(pen, kind) for kind in kinds)
    caption = pen.say("Datenarten", "Kinds of data")
    keys = ("number", "data", "activity", "subjects", "objects")
    table = Table(caption, head, rows, "kinds-of-data", keys, (2, 8, 9, 9, 7))
    return Section("kinds", pen.say("Datenarten", "Kinds of data"), (table,))


def _kind(pen: Pen, kind: DataKind) -> tuple[Cell, ...]:
    purposes = pen.list(pen.to(purpose.text) for purpose in kind.activity.purposes)
    people = pen.list(pen.to(pen.policy.subjects[s].label) for s in kind.activity.subjects if s in pen.policy.subjects)
    activity = plain(f"{pen.to(kind.activity.title)}: {purposes}")
    lines = [plain(words) for words in dict.fromkeys(_objects(kind))]
    objects = tuple(lines) or (pen.ask("wo diese Daten liegen", "where these data are"),)
    return (plain(str(kind.number)), plain(kind.name(pen)), activity, plain(capitalised(people)), objects)


def _objects(kind: DataKind) -> Iterator[str]:
    for rule in kind.rules:
        yield from rule.whole
        for unit in rule.units:
            place = f"{unit.system}.{unit.table}" if unit.table and unit.table != unit.system else unit.system
            if unit.columns is not None and len(unit.columns) <= 4:
                place = f"{place} ({', '.join(unit.columns)})"
            yield place
    for datum in kind.data if not any(rule.units or rule.whole for rule in kind.rules) else ():
        yield f"{datum.system}.{datum.table}" if datum.table else datum.system


def rules_section(pen: Pen, found: tuple[Placed, ...]) -> Section:
    """All rules at a glance, then each with its exceptions and its implementation."""
    head = (
        pen.say("Nr.", "No."),
        pen.say("Startzeitpunkt", "Start"),
        pen.say("Vorhaltefrist", "Holding period"),
        pen.say("Regellöschfrist", "Regular deletion period"),
        pen.say("Was geschieht", "What is done"),
        pen.say("Klasse", "Class"),
    )
    rows = tuple(_row(pen, one) for one in found)
    keys = ("number", "start", "holding_period", "regular_period", "act", "class")
    table = Table(pen.say("Löschregeln im Überblick", "Deletion rules at a glance"), head, rows, "deletion-rules", keys,
                  (2, 9, 6, 8, 9, 4))  # fmt: skip
    details = []
    for kind in dict.fromkeys(one.kind for one in found):
        number = pen.say(f"Datenart {kind.number}", f"Kind {kind.number}")
        title = f"{number}: {pen.to(kind.activity.title)} – {kind.name(pen)}"
        own = [one for one in found if one.kind is kind]
        blocks = tuple(block for one in own for block in (*_heading(pen, one, own), *_details(pen, one)))
        details.append(Section(f"kind-{kind.number}", title, blocks))
    title = pen.say("Löschregeln", "Deletion rules")
    return Section("rules", title, (para(_intro(pen)), table), tuple(details))


def _intro(pen: Pen) -> Sentence:
    grace = within(pen.policy.run.grace or Period(hours=1), pen.language)
    return pen.s(
        f"Die Regellöschfrist enthält die Zeit für die Durchführung: Eine Löschung „nach“ einer Frist gilt als "
        f"rechtzeitig, "
        f"wenn sie {grace} nach deren Ende geschehen ist; „innerhalb“ einer Frist ist die "
        f"Frist selbst die Grenze.",
        f"The regular deletion period holds the time to carry it out: a deletion “after” a period is in time if it was "
        f"done "
        f"{grace} of its end; “within” a period means that the period itself is the bound.",
    )  # fmt: skip


def _row(pen: Pen, one: Placed) -> tuple[Cell, ...]:
    acts = tuple(plain(capitalised(stage_words(pen, one.rule, stage))) for stage in one.rule.stages)
    nothing = (plain(capitalised(one.length.words(pen))),)
    return (
        plain(str(one.kind.number)),
        plain(capitalised(start_words(pen, one.rule))),
        holding(pen, one.rule),
        plain(_regular(pen, one)),
        acts or nothing,
        plain(one.name),
    )


def start_words(pen: Pen, rule: Rule) -> str:
    """The start in the nominative where grammar allows, else behind "nach"."""
    if not rule.event and not rule.stages:
        return "–"
    words = impersonal(after(rule, pen.policy, pen.language), pen.language)
    words = words.replace("their ", "the ", 1) if words.startswith("their ") else re.sub("^ihrer ", "der ", words)
    words = re.sub(r"^(Der|Die|Des|Dem|Den|The)\b", lambda found: found[1].lower(), words)
    if pen.language == "en":
        return words
    plainly = nominative(words)
    return plainly if plainly and ", " not in words and " oder " not in words else f"nach {words}"


def holding(pen: Pen, rule: Rule) -> Sentence:
    """The time for which data stay at least."""
    if (term := term_on(rule, pen.as_of)) is not None:
        words = duration(term.period, pen.language, "nominative")
        tail = pen.say(" ab Jahresende", " from the end of the year") if term.clock is not Clock.AT else ""
        return plain(capitalised(words + tail))
    if rule.keep is not None and rule.keep.unlimited is not None:
        return pen.s("Unbefristet", "Unlimited")
    stage = next((stage for stage in reversed(rule.stages)), None)
    whole = waited(rule.start) + stage.period if stage is not None else None
    if stage is None or not whole or stage.bound is Bound.WITHIN:
        return pen.s("Keine", "No minimum")
    return plain(capitalised(duration(whole, pen.language, "nominative")))


def _regular(pen: Pen, one: Placed) -> str:
    found = regular(pen.policy, one.rule, pen.as_of)
    words = capitalised(one.length.words(pen))
    more = duration(found.carried_out_in, pen.language, "nominative") if found is not None else ""
    return pen.say(f"{words}, dazu {more}", f"{words}, plus {more}") if more and found and found.period else words


def _heading(pen: Pen, one: Placed, own: list[Placed]) -> tuple[Paragraph, ...]:
    if len(own) == 1:
        return ()
    words = pen.say(f"Regel {own.index(one) + 1}: ", f"Rule {own.index(one) + 1}: ") + start_words(pen, one.rule)
    return (Paragraph((Sentence((Strong(words),)),)),)


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    block: Paragraph | Bullets


def _details(pen: Pen, one: Placed) -> tuple[Block, ...]:
    promises = promises_of(pen.policy, one.rule)
    entries = [_Entry(pen.say("Zugesagt", "Promised"), _lines(tuple(pen.promised(p) for p in promises)))] if promises else []
    for de, en, sentences in (
        ("Grund der Frist", "Reason of the period", reason(pen, one.rule)),
        ("Ausnahmen", "Exceptions", exceptions(pen, one.rule)),
        ("Ausführung", "Implementation", implementation(pen, one)),
        ("Tiefe", "Level", level(pen, one.rule)),
        ("Kopien bei Empfängern", "Copies at recipients", _copies(pen, one)),
        ("Bleibt bestehen", "Stays", _leaves(pen, one.rule)),
    ):
        if sentences:
            entries.append(_Entry(pen.say(de, en), _lines(sentences)))
    return (Definitions(tuple((entry.term, (entry.block,)) for entry in entries)),)


def _lines(sentences: tuple[Sentence, ...]) -> Paragraph | Bullets:
    return bullets(sentences) if len(sentences) > 1 else Paragraph(sentences)


def reason(pen: Pen, rule: Rule) -> tuple[Sentence, ...]:
    """The statute, the declared reason, or who looked at it."""
    found = []
    keep = rule.keep
    if keep is not None and keep.law:
        found.append(_statute(pen, keep))
    for words in (keep.because if keep else None, rule.because):
        if words is not None:
            found.append(pen.full(words))
    if keep is not None and keep.reviewer:
        who = pen.role(keep.reviewer)
        found.append(pen.s(f"Diesen Grund hat geprüft: {who}.", f"This reason was reviewed by: {who}."))
    return tuple(found)


def _statute(pen: Pen, keep: Keep) -> Sentence:
    norm = statute(keep, pen.language)
    match keep.kind:
        case "duty":
            return pen.s(f"Gesetzliche Aufbewahrungspflicht: {norm}.", f"Statutory duty to keep: {norm}.")
        case "limitation":
            return pen.s(f"Verjährung von Ansprüchen: {norm}.", f"Limitation of claims: {norm}.")
        case _:
            return pen.s(f"Grundlage: {norm}.", f"Based on: {norm}.")


def exceptions(pen: Pen, rule: Rule) -> tuple[Sentence, ...]:
    """Duties, holds and restrictions that stand against the regular deletion."""
    found = []
    if rule.unless is not None:
        found.append(_duty(pen, rule))
    labels = pen.list((pen.to(pen.policy.holds[id].label) for id in rule.holds if id in pen.policy.holds), "or")
    if labels:
        found.append(
            pen.s(
                f"Einzelne Daten bleiben in einem begründeten und genehmigten Fall stehen: {labels}.",
                f"Individual data stay in a documented and approved case: {labels}.",
            )
        )
    if "erasure" in rule.survives:
        found.append(
            pen.s(
                "Ein Verlangen nach Löschung lässt diese Daten stehen; den Grund nennt die Antwort.",
                "A request for erasure leaves these data; the answer gives the reason.",
            )
        )
    return tuple(found)


def _duty(pen: Pen, rule: Rule) -> Sentence:
    assert rule.unless is not None
    keep, then = rule.unless.keep, rule.unless.then
    norm = statute(keep, pen.language)
    term = keep.term(pen.as_of)
    long = duration(term.period, pen.language) if term else ""
    inner = ", ".join(part for part in (norm, long) if part)
    where = as_far_as(rule.unless.where, pen.language)
    state = {"restrict": pen.say("eingeschränkt", "restricted"), "lock": pen.say("nur lesbar", "read-only")}.get(then, "")
    tail = pen.say(f"; die Daten sind bis dahin {state}", f"; until then the data are {state}") if state else ""
    cited = f" ({inner})" if inner else ""
    return pen.s(
        f"Gilt eine Aufbewahrungspflicht{cited}, wird erst danach gelöscht{where}{tail}.",
        f"Where a duty to keep applies{cited}, deletion waits for its end{where}{tail}.",
    )


def implementation(pen: Pen, one: Placed) -> tuple[Sentence, ...]:
    """How the rule is carried out where the data are."""
    rule = one.rule
    if rule.same_as:
        return (pen.s(f"Geschieht zusammen mit {rule.same_as}.", f"Happens together with {rule.same_as}."),)
    if not rule.stages:
        return ()
    known = [pen.policy.systems[id] for id in dict.fromkeys((*rule.whole, *(u.system for u in rule.units)))
             if id in pen.policy.systems]  # fmt: skip
    watched = [system.id for system in known if system.connector in ("sql", "files", "logfiles")]
    other = [system.id for system in known if system.id not in watched]
    found = []
    if watched:
        names = pen.list(watched)
        found.append(pen.s(f"Löschlauf in {names}.", f"Deletion run in {names}."))
    if other or not known:
        names = pen.list(other)
        where = pen.say(f" in {names}", f" in {names}") if names else ""
        found.append(
            pen.ask(f"wer diese Daten{where} von Hand löscht und wie er es belegt",
                    f"who deletes these data{where} by hand, and how that is shown")
        )  # fmt: skip
    if rule.undo is not None and rule.undo:
        undo = duration(rule.undo, pen.language)
        found.append(
            pen.s(f"Gelöschtes lässt sich {undo} lang zurückholen, noch innerhalb der Frist.",
                  f"What was deleted can be put back for {undo}, inside the period.")
        )  # fmt: skip
    return tuple(found)


def level(pen: Pen, rule: Rule) -> tuple[Sentence, ...]:
    """When nothing can be queried any more, and when backups are past it; the levels per store stand in the part on "
    "evidence."""
    stores = [id for id in dict.fromkeys((*rule.whole, *(u.system for u in rule.units))) if id in pen.policy.systems]
    if not rule.stages or not stores:
        return ()
    found = [
        pen.s(f"Sofort nicht mehr abfragbar in {pen.list(stores)}.", f"No longer queryable at once in {pen.list(stores)}.")
    ]
    for horizon in rule.horizons:
        more = duration(horizon.period, pen.language, "dative" if pen.language == "de" else "accusative")
        found.append(
            pen.s(f"Aus den Sicherungen ({horizon.system}) verschwunden spätestens nach weiteren {more}.",
                  f"Gone from the backups ({horizon.system}) after another {more} at the latest.")
        )  # fmt: skip
    return tuple(found)


def _copies(pen: Pen, one: Placed) -> tuple[Sentence, ...]:
    if not one.rule.copies:
        return ()
    names = recipients(one.rule.copies, pen.policy, pen.language)
    return (pen.stop(f"Dort wird ebenfalls gelöscht: {names}", f"Deleted there as well: {names}"),)


def _leaves(pen: Pen, rule: Rule) -> tuple[Sentence, ...]:
    titles = pen.list(pen.quoted(pen.title(id)) for id in rule.leaves)
    return (pen.s(f"Unberührt bleibt: {titles}.", f"Not touched: {titles}."),) if titles else ()
