"""What is known about an activity where interests are weighed or risks are looked at: data, people, effects, safeguards.

Law: printed from the declaration; what nobody declared is a question to the activity's department. Nothing is judged here.
"""

from __future__ import annotations

from zusage.document.tree import Bullets, Definitions, Paragraph, Sentence, plain
from zusage.language.countries import EEA, country, in_country
from zusage.language.grammar import capitalised
from zusage.language.terms import MECHANISMS, ROLES, term
from zusage.model.text import Language
from zusage.policy.activity import Activity, Flow
from zusage.policy.organisation import Recipient
from zusage.policy.promise import Duty
from zusage.writer.pen import Pen, bullets
from zusage.writer.registers.places import abroad as abroad_codes

Entry = tuple[str, tuple[Paragraph | Bullets | Definitions, ...]]
_INSIDE = EEA | {"EU", "EEA"}
SAFEGUARDS = (Duty.PROTECT, Duty.SEPARATE)


def entry(term_: str, sentences: tuple[Sentence, ...]) -> tuple[Entry, ...]:
    """A definition of some sentences, or nothing."""
    if not sentences:
        return ()
    block: Paragraph | Bullets = Paragraph(sentences) if len(sentences) == 1 else bullets(sentences)
    return ((term_, (block,)),)


def data_lines(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """The data, with special categories and criminal data marked."""
    return tuple(
        plain(f"{capitalised(pen.to(datum.label))}{_mark(pen, datum.special, datum.criminal)}") for datum in activity.data
    )


def _mark(pen: Pen, special: str, criminal: bool) -> str:
    if special not in ("", "no"):
        return pen.say(" (besondere Kategorie, Art. 9 DSGVO)", " (special category, Art. 9 GDPR)")
    return pen.say(" (Straftaten, Art. 10 DSGVO)", " (criminal offences, Art. 10 GDPR)") if criminal else ""


def people_line(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """The groups of people; children and staff are named as such."""
    known = [pen.policy.subjects[id] for id in activity.subjects if id in pen.policy.subjects]
    words = []
    for subject in known:
        note = (
            pen.say(" (darunter Minderjährige)", " (minors among them)") if subject.minors or subject.kind == "child" else ""
        )
        words.append(f"{pen.to(subject.label)}{note}")
    return (plain(f"{capitalised(pen.list(words))}."),) if words else ()


def effect_lines(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """What it does to people: who gets the data, where they go, evaluation."""
    found = [plain(f"{_flow(pen, flow)}.") for flow in activity.flows]
    if any(purpose.profiling for purpose in activity.purposes):
        found.append(pen.s("Personen werden bewertet (Profilbildung).", "People are evaluated (profiling)."))
    if activity.automated is not None:
        found.append(
            pen.s(
                "Es fallen Entscheidungen ohne Menschen (Art. 22 DSGVO).",
                "Decisions are made without a person (Art. 22 GDPR).",
            )
        )
    if activity.devices:
        items = pen.list(item.name for item in activity.devices)
        found.append(pen.s(f"Auf dem Gerät wird gespeichert: {items}.", f"Stored on the device: {items}."))
    if not activity.flows:
        found.insert(0, pen.s("Empfänger sind keine angegeben.", "No recipients are declared."))
    return tuple(found)


def _flow(pen: Pen, flow: Flow) -> str:
    known = pen.policy.recipients.get(flow.recipient)
    name = capitalised(pen.to(flow.category) if flow.category else recipient_name(pen, known, flow.recipient))
    role = flow.role or (known.role if known else "")
    parts = [term(ROLES, role, pen.language)] if role and role != "authority" else []
    parts += [abroad(pen, known)] if known and abroad(pen, known) else []
    return f"{name} ({', '.join(parts)})" if parts else name


def recipient_name(pen: Pen, known: Recipient | None, id: str) -> str:
    """The name or the category of a recipient."""
    if known is None:
        return id
    return pen.to(known.category) if known.category else known.name


def abroad(pen: Pen, known: Recipient) -> str:
    """The country, with what lies outside the EEA and its safeguard."""
    code, far = known.location or known.country, away(pen, known)
    if not code or known.role == "self":
        return ""
    if code not in _INSIDE:
        return far
    return f"{country(code, pen.language)}; {far}" if far else country(code, pen.language)


def away(pen: Pen, known: Recipient) -> str:
    """Where data lie or are read from outside the EEA, with the safeguard (Art. 13(1)(f), 15(2) GDPR)."""
    code = known.location or known.country
    if not code or known.role == "self":
        return ""
    if code not in _INSIDE:
        return f"{country(code, pen.language)}: {_safeguard(pen, known)}"
    read_from = abroad_codes(known)
    if not read_from:
        return ""
    places = pen.list(_from(in_country(land, pen.language), pen.language) for land in read_from)
    words = pen.say(f"Zugriff auch {places}", f"access also {places}")
    return f"{words}: {_safeguard(pen, known)}"


def _from(place: str, language: Language) -> str:
    """ "in den USA" as "aus den USA", "im Vereinigten Königreich" as "aus dem Vereinigten Königreich"."""
    if language == "en":
        return f"from {place.removeprefix('in ')}"
    return f"aus dem {place[3:]}" if place.startswith("im ") else f"aus {place.removeprefix('in ')}"


def _safeguard(pen: Pen, known: Recipient) -> str:
    return (
        term(MECHANISMS, known.transfer.mechanism, pen.language)
        if known.transfer
        else pen.say("keine Garantie angegeben", "no safeguard declared")
    )


def period_lines(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """How long, as promised."""
    return tuple(pen.told(p) for p in pen.policy.promises if p.activity == activity.id and p.duty is Duty.KEEP)


def safeguard_lines(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """Measures of the activity and promises that protect or separate."""
    measures = [m for m in pen.policy.measures.values() if not activity.measures or m.id in activity.measures]
    said = [pen.told(p) for p in pen.policy.promises if p.activity == activity.id and p.duty in SAFEGUARDS]
    named = [plain(capitalised(pen.to(m.label))) for m in measures] if activity.measures or len(measures) <= 6 else []
    return (*said, *named)


def objection_line(pen: Pen, activity: Activity) -> Sentence:
    """What an objection does."""
    found = activity.objection
    if found is None:
        return pen.ask("was bei einem Widerspruch geschieht", "what an objection does")
    if found.absolute:
        return pen.s("Ein Widerspruch beendet die Verarbeitung ohne Abwägung (Art. 21 Abs. 3 DSGVO).",
                     "An objection ends the processing without any weighing (Art. 21(3) GDPR).")  # fmt: skip
    if found.effect == "stop":
        return pen.s("Ein Widerspruch beendet die Verarbeitung.", "An objection ends the processing.")
    return pen.s("Über einen Widerspruch entscheidet ein Mensch im Einzelfall; bis dahin wird die Verarbeitung "
    "eingeschränkt.",
                 "A person decides about an objection case by case; until then processing is restricted.")  # fmt: skip
