"""The threshold check of Art. 35 GDPR: does an activity need an impact assessment?

Law: criteria of WP 248 that the declaration shows are told apart from those that somebody declared; what neither shows
(large scale, new technology) is asked. The answer is the declared one with its reason, date and advice; nothing is decided
here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zusage.document.tree import Bullets, Cell, Definitions, Document, Section, Sentence, Table, plain
from zusage.language.durations import every
from zusage.language.grammar import capitalised
from zusage.language.numbers import number
from zusage.model.calendar import add_days
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.facts import ImpactAssessment
from zusage.policy.policy import Policy
from zusage.writer.concepts.weighing import Entry, entry
from zusage.writer.order import Order
from zusage.writer.pen import Pen, bullets, para

_VULNERABLE = frozenset({"child", "employee", "patient", "applicant"})
_WATCHED = frozenset({"session_recording", "heatmap"})
CRITERIA: dict[str, Text] = {
    "scoring": Text("Bewerten oder Einstufen", "evaluation or scoring"),
    "automated_decision": Text("automatisierte Entscheidung mit Rechtswirkung", "automated decision with legal effect"),
    "systematic_monitoring": Text("systematische Beobachtung", "systematic monitoring"),
    "sensitive": Text("vertrauliche oder höchst persönliche Daten", "sensitive or highly personal data"),
    "large_scale": Text("großer Umfang", "large scale"),
    "matching": Text("Abgleichen oder Zusammenführen", "matching or combining"),
    "vulnerable": Text("schutzbedürftige Personen", "vulnerable people"),
    "innovative": Text("neue Technik oder neue Nutzung", "new technology or new use"),
    "prevents_right": Text("hindert an einem Recht oder einer Leistung", "prevents a right or a service"),
}
_ASKED: dict[str, Text] = {
    "large_scale": Text("Wie viele Personen betrifft es, in welchem Gebiet und wie lange? Ist das ein großer Umfang?",
                        "How many people does it concern, in which area and for how long? Is that large scale?"),
    "innovative": Text("Ist die Technik neu, etwa maschinelles Lernen oder Erkennung von Gesichtern?",
                       "Is the technology new, such as machine learning or recognising faces?"),
    "prevents_right": Text("Kann das Ergebnis jemandem einen Vertrag, eine Leistung oder ein Recht verwehren?",
                           "Can the result deny somebody a contract, a service or a right?"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Threshold:
    """The criteria of one activity: seen in the declaration, declared as met, and not to be told from either."""

    activity: Activity
    seen: tuple[str, ...]
    declared: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def met(self) -> tuple[str, ...]:
        """Everything that is met, in order of the criteria."""
        return tuple(name for name in CRITERIA if name in self.seen or name in self.declared)


def threshold(policy: Policy, activity: Activity) -> Threshold:
    """What is known about an activity."""
    seen = tuple(name for name, shows in _SHOWS.items() if shows(policy, activity))
    declared = activity.dpia.criteria if activity.dpia is not None else ()
    told = activity.dpia is not None and bool(declared)
    asked = () if told else tuple(name for name in _ASKED if name not in seen)
    return Threshold(activity, seen, declared, asked)


def dpia_check(order: Order) -> tuple[Document, ...]:
    """One document for all activities; none where there is no activity of our own."""
    pen = Pen(order, impersonal=True)
    own = [a for a in order.policy.activities.values() if a.role != "processor"]
    if not own:
        return ()
    found = [threshold(order.policy, activity) for activity in own]
    detailed = [one for one in found if one.met or one.activity.dpia is not None]
    sections = (
        _method(pen),
        _overview(pen, found),
        *(_check(pen, one) for one in detailed),
        *_others(pen),
    )
    title = pen.say("Schwellwertprüfung zur Datenschutz-Folgenabschätzung", "Threshold check for an impact assessment")
    return (pen.document("dpia-check", title, sections, wide=False),)


def _scored(_policy: Policy, activity: Activity) -> bool:
    return any(purpose.profiling for purpose in activity.purposes)


def _watched(_policy: Policy, activity: Activity) -> bool:
    return activity.staff_evaluation or any(purpose.kind in _WATCHED for purpose in activity.purposes)


def _sensitive(_policy: Policy, activity: Activity) -> bool:
    return any(datum.special not in ("", "no") or datum.criminal for datum in activity.data)


def _matched(_policy: Policy, activity: Activity) -> bool:
    derived = {path.partition("/")[0] for datum in activity.data for path in datum.derived_from if "/" in path}
    return activity.further is not None or bool(derived - {activity.id})


def _vulnerable(policy: Policy, activity: Activity) -> bool:
    known = (policy.subjects[id] for id in activity.subjects if id in policy.subjects)
    return any(subject.minors or subject.kind in _VULNERABLE for subject in known)


_SHOWS: dict[str, Callable[[Policy, Activity], bool]] = {
    "scoring": _scored,
    "automated_decision": lambda _, activity: activity.automated is not None,
    "systematic_monitoring": _watched,
    "sensitive": _sensitive,
    "matching": _matched,
    "vulnerable": _vulnerable,
    "prevents_right": lambda _, activity: activity.automated is not None and activity.automated.ground == "contract",
}


def _method(pen: Pen) -> Section:
    words = para(
        pen.s(
            "Eine Datenschutz-Folgenabschätzung ist nötig, wenn eine Verarbeitung voraussichtlich ein hohes Risiko mit "
            "sich "
            "bringt (Art. 35 Abs. 1 DSGVO). Anhaltspunkte sind die neun Kriterien der Leitlinie WP 248; sind zwei oder "
            "mehr "
            "erfüllt, ist sie meist erforderlich. Immer nötig ist sie für die Fälle der Liste, die die Aufsichtsbehörden "
            "nach "
            "Art. 35 Abs. 4 DSGVO führen.",
            "An impact assessment is needed where processing is likely to result in a high risk (Art. 35(1) GDPR). The "
            "nine "
            "criteria of guideline WP 248 are signs of it; where two or more are met, it is mostly needed. It is always "
            "needed "
            "for the cases on the list that the authorities keep under Art. 35(4) GDPR.",
        ),
        pen.s(
            "„Erkennbar“ heißt: Die Erklärung zeigt es. „Angegeben“ heißt: Jemand hat es so erklärt. Der Umfang und neue "
            "Technik sind der Erklärung nicht anzusehen; danach wird gefragt.",
            "“Seen” means that the declaration shows it. “Declared” means that somebody said so. Scale and new "
            "technology do "
            "not show in a declaration; they are asked for.",
        ),
    )
    return Section("method", pen.say("Wie geprüft wird", "How it is checked"), (words,))


def _overview(pen: Pen, found: list[Threshold]) -> Section:
    head = (
        pen.say("Tätigkeit", "Activity"),
        pen.say("Kriterien", "Criteria"),
        pen.say("Liste", "List"),
        pen.say("Entscheidung", "Decision"),
        pen.say("Nächste Prüfung", "Next review"),
    )
    rows = tuple(_row(pen, one) for one in found)
    keys = ("activity", "criteria", "listed", "decision", "review")
    table = Table(pen.say("Alle Tätigkeiten", "All activities"), head, rows, "dpia", keys, (5, 6, 3, 4, 4))
    silent = [one for one in found if not one.met and one.activity.dpia is None]
    blocks: list[Table | Bullets] = [table]
    if open_ := [one for one in found if one.asked and not one.met and one.activity.dpia is not None]:
        blocks.append(bullets([_not_looked_at(pen, open_, found)]))
    if silent:
        asked = [_ASKED[name] for name in _ASKED]
        blocks.append(
            bullets(
                pen.ask(
                    f"für alle Tätigkeiten ohne Entscheidung: {q.to('de')}",
                    f"for all activities without a decision: {q.to('en')}",
                )
                for q in asked
            )
        )
    return Section("overview", pen.say("Überblick", "Overview"), tuple(blocks))


def _not_looked_at(pen: Pen, some: list[Threshold], found: list[Threshold]) -> Sentence:
    """Which criteria nobody has mentioned, asked once for all decisions that leave them out."""
    names = "; ".join(CRITERIA[name].to(pen.language) for name in _ASKED if any(name in one.asked for one in some))
    titles = pen.list(pen.quoted(pen.to(one.activity.title)) for one in some)
    decided = [one for one in found if one.activity.dpia is not None and not one.met]
    which = (pen.say("für alle Entscheidungen ohne erfülltes Kriterium", "for all decisions without a criterion that is met")
             if len(some) == len(decided) else pen.say(f"für {titles}", f"for {titles}"))  # fmt: skip
    return pen.ask(f"{which}: ob auch dies geprüft ist: {names}", f"{which}: whether this was looked at too: {names}")


def _row(pen: Pen, one: Threshold) -> tuple[Cell, ...]:
    words = [capitalised(CRITERIA[name].to(pen.language)) for name in one.met]
    criteria: Cell = tuple(plain(word) for word in words) or pen.s("keines erkennbar", "none seen")
    return (
        plain(capitalised(pen.to(one.activity.title))),
        criteria,
        listed(pen, one.activity.dpia, short=True) if one.activity.dpia is not None else plain("–"),
        _decided(pen, one.activity.dpia),
        _review(pen, one.activity.dpia) if one.activity.dpia is not None else plain("–"),
    )


def listed(pen: Pen, dpia: ImpactAssessment | None, *, short: bool = False) -> Sentence:
    """The entry of the list of Art. 35(4) GDPR."""
    if dpia is None or not dpia.listed:
        if short:
            return pen.ask("welcher Eintrag", "which entry")
        return pen.ask("Steht die Verarbeitung auf der Liste der Aufsichtsbehörden, und unter welcher Nummer?",
                       "Is the processing on the list of the authorities, and under which number?")  # fmt: skip
    if dpia.listed == "none":
        return (
            pen.s("auf keiner Liste", "on no list")
            if short
            else pen.s("Sie steht nicht auf der Liste der Aufsichtsbehörden.", "It is not on the list of the authorities.")
        )
    entry_no = dpia.listed
    return (
        pen.s(f"Nr. {entry_no}", f"no. {entry_no}")
        if short
        else pen.s(
            f"Sie steht unter Nr. {entry_no} auf der Liste der Aufsichtsbehörden (Art. 35 Abs. 4 DSGVO).",
            f"It is entry no. {entry_no} on the list of the authorities (Art. 35(4) GDPR).",
        )
    )


def _decided(pen: Pen, dpia: ImpactAssessment | None) -> Sentence:
    if dpia is None:
        return pen.ask("ob eine Folgenabschätzung nötig ist", "whether an assessment is needed")
    day = f", {pen.day(dpia.dated)}" if dpia.dated else ""
    return pen.s(f"nötig{day}", f"needed{day}") if dpia.needed else pen.s(f"nicht nötig{day}", f"not needed{day}")


def _review(pen: Pen, dpia: ImpactAssessment | None) -> Sentence:
    if dpia is not None and dpia.renew is not None and dpia.dated is not None:
        return plain(pen.day(add_days(dpia.dated, dpia.renew)))
    if dpia is not None and dpia.renew is not None:
        return plain(every(dpia.renew, pen.language))
    return pen.ask("wann erneut geprüft wird", "when it is looked at again")


def _check(pen: Pen, one: Threshold) -> Section:
    activity = one.activity
    rows = tuple(_criterion(pen, one, name) for name in CRITERIA)
    head = (pen.say("Kriterium (WP 248)", "Criterion (WP 248)"), pen.say("Ergebnis", "Result"), pen.say("Woran", "By what"))
    table = Table(pen.say("Kriterien", "Criteria"), head, rows, widths=(5, 3, 8))
    shown = (table,) if one.met or (activity.dpia is not None and activity.dpia.needed) else ()
    return Section(f"a-{activity.id}", capitalised(pen.to(activity.title)), (*shown, Definitions(_decision(pen, one))))


def _criterion(pen: Pen, one: Threshold, name: str) -> tuple[Cell, ...]:
    label = plain(capitalised(CRITERIA[name].to(pen.language)))
    if name in one.seen:
        state = (
            pen.s("erkennbar", "seen") if name not in one.declared else pen.s("erkennbar und angegeben", "seen and declared")
        )
        return (label, state, _why(pen, one.activity, name))
    if name in one.declared:
        return (label, pen.s("angegeben", "declared"), plain("–"))
    if name in one.asked:
        return (label, pen.s("offen", "open"), pen.ask(_ASKED[name].to("de"), _ASKED[name].to("en")))
    return (label, pen.s("nicht erkennbar", "not seen"), plain("–"))


def _why(pen: Pen, activity: Activity, name: str) -> Sentence:
    match name:
        case "sensitive":
            labels = [pen.to(d.label) for d in activity.data if d.special not in ("", "no") or d.criminal]
            return plain(capitalised(pen.list(labels)))
        case "vulnerable":
            known = [pen.policy.subjects[id] for id in activity.subjects if id in pen.policy.subjects]
            return plain(capitalised(pen.list(pen.to(s.label) for s in known if s.minors or s.kind in _VULNERABLE)))
        case "scoring" | "systematic_monitoring":
            kinds = [p for p in activity.purposes if (p.profiling if name == "scoring" else p.kind in _WATCHED)]
            words = pen.list(pen.to(purpose.text) for purpose in kinds)
            evaluated = pen.say(
                "Leistung oder Verhalten von Beschäftigten wird ausgewertet", "performance of staff is evaluated"
            )
            return plain(capitalised(words or evaluated))
        case "matching":
            origin = pen.title(activity.further.origin) if activity.further and activity.further.origin else ""
            return pen.s(
                f"Daten aus „{origin}“" if origin else "Daten anderer Tätigkeiten",
                f"data of “{origin}”" if origin else "data of other activities",
            )
        case _:
            logic = activity.automated.logic if activity.automated else None
            return pen.full(logic) if logic is not None else plain("–")


def _decision(pen: Pen, one: Threshold) -> tuple[Entry, ...]:
    dpia, count = one.activity.dpia, len(one.met)
    lead = (
        pen.s(f"Von neun Kriterien sind {number(count, 'de')} erfüllt.", f"Of nine criteria {number(count, 'en')} are met.")
        if count > 1
        else pen.s("Von neun Kriterien ist eines erfüllt.", "Of nine criteria one is met.")
        if count
        else pen.s("Von neun Kriterien ist keines erfüllt oder erkennbar.", "Of nine criteria none is met or seen.")
    )
    undeclared = [
        CRITERIA[name].to(pen.language)
        for name in one.seen
        if dpia is not None and dpia.criteria and name not in dpia.criteria
    ]
    notes = [lead]
    if undeclared:
        names = pen.list(undeclared)
        notes.append(
            pen.s(
                f"Erkennbar, aber nicht angegeben: {names}. Das ist zu klären.",
                f"Seen but not declared: {names}. This has to be cleared up.",
            )
        )
    return (
        *entry(pen.say("Kriterien", "Criteria"), tuple(notes)),
        *entry(pen.say("Liste der Aufsichtsbehörden", "List of the authorities"), (listed(pen, dpia),)),
        *entry(pen.say("Entscheidung", "Decision"), (_answer(pen, dpia), *_because(pen, dpia))),
        *entry(pen.say("Rat der datenschutzbeauftragten Person", "Advice of the protection officer"), (_advice(pen, dpia),)),
        *entry(pen.say("Nächste Prüfung", "Next review"), (_review(pen, dpia),)),
    )


def _answer(pen: Pen, dpia: ImpactAssessment | None) -> Sentence:
    if dpia is None:
        return pen.ask(
            "ob eine Folgenabschätzung nötig ist, mit Grund und Datum",
            "whether an assessment is needed, with reason and date",
        )
    day = pen.say(f" am {pen.day(dpia.dated)}", f" on {pen.day(dpia.dated)}") if dpia.dated else ""
    if not dpia.needed:
        return pen.s(
            f"Eine Folgenabschätzung ist nach der Prüfung{day} nicht nötig.", f"By the check{day} no assessment is needed."
        )
    file = pen.say(f" Sie liegt vor: {dpia.file}.", f" It is on file: {dpia.file}.") if dpia.file else ""
    return pen.s(f"Eine Folgenabschätzung ist nötig; so entschieden{day}.{file}" if day else f"Eine Folgenabschätzung "
    f"ist nötig.{file}",
                 f"An assessment is needed; so "
                 f"decided{day}.{file}" if day else f"An assessment is needed.{file}")  # fmt: skip


def _because(pen: Pen, dpia: ImpactAssessment | None) -> tuple[Sentence, ...]:
    if dpia is None:
        return ()
    found = [pen.full(dpia.because)] if dpia.because is not None else [pen.ask("der Grund der Entscheidung", "the reason")]
    if dpia.dated is None:
        found.append(pen.ask("wann entschieden wurde", "when it was decided"))
    if dpia.needed and not dpia.file:
        found.append(pen.ask("wo die Folgenabschätzung liegt", "where the assessment is on file"))
    return tuple(found)


def _advice(pen: Pen, dpia: ImpactAssessment | None) -> Sentence:
    advice = dpia.advice if dpia is not None else None
    if advice is None or advice.text is None:
        return pen.ask(
            "der Rat der datenschutzbeauftragten Person (Art. 35 Abs. 2 DSGVO)", "the officer's advice (Art. 35(2) GDPR)"
        )
    words = pen.to(advice.text).rstrip(".")
    day = pen.say(f" ({pen.day(advice.dated)})", f" ({pen.day(advice.dated)})") if advice.dated else ""
    return plain(f"{capitalised(words)}{day}.")


def _others(pen: Pen) -> tuple[Section, ...]:
    titles = [pen.quoted(pen.to(a.title)) for a in pen.policy.activities.values() if a.role == "processor"]
    if not titles:
        return ()
    words = para(
        pen.s(
            f"Im Auftrag geschehen: {pen.list(titles)}. Ob dafür eine Folgenabschätzung nötig ist, entscheidet, wer den "
            "Auftrag gibt; wir unterstützen dabei (Art. 28 Abs. 3 lit. f DSGVO).",
            f"Done on behalf of others: {pen.list(titles)}. Whoever gives the task decides whether it needs an "
            f"assessment; we "
            "assist (Art. 28(3)(f) GDPR).",
        )
    )
    return (Section("on-behalf", pen.say("Verarbeitung im Auftrag", "Processing on behalf"), (words,)),)
