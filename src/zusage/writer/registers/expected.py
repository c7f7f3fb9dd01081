"""What authorities are used to find in a record although Art. 30 GDPR does not ask for it.

Law: every field names the norm that it helps with, never Art. 30(1). A question that cannot arise for an activity (weighing
without a legitimate interest, a source where the people themselves give the data) is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Cell, Sentence, plain
from zusage.language.citations import gdpr, section
from zusage.language.grammar import capitalised
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis
from zusage.policy.facts import ImpactAssessment
from zusage.policy.organisation import Recipient
from zusage.reference.words import BASES
from zusage.writer.bases import basis_sentences
from zusage.writer.registers.desk import Desk, cells
from zusage.writer.registers.neutral import neutral
from zusage.writer.registers.places import system, systems_of
from zusage.writer.script import Script

Row = tuple[Cell, Cell, Cell]

_MOMENTS = {
    "collection": Text("bei der Erhebung", "when data are collected"),
    "first_contact": Text("mit der ersten Nachricht", "with the first message"),
    "month": Text("innerhalb eines Monats", "within a month"),
}


def expected(desk: Desk, activity: Activity) -> Iterator[Row]:
    """The rows of an activity."""
    say = desk.say

    def cite(article: int, paragraph: int = 0, letter: str = "") -> Sentence:
        return plain(gdpr(article, desk.order.language, paragraph, letter))

    none = plain("–")
    unsaid = desk.lacks("Fachbereich", "department")
    yield plain(say("Fachbereich", "Department")), desk.begun(activity.department) if activity.department else unsaid, none
    started = plain(desk.day(activity.since)) if activity.since else desk.lacks("seit wann es sie gibt", "when it began")
    yield plain(say("Eingeführt", "Introduced")), started, cite(5, 2)
    yield plain(say("Rechtsgrundlage", "Legal basis")), cells(_bases(desk, activity)), cite(6, 1)
    yield from _weighing(desk, activity)
    if activity.special:
        yield plain(say("Besondere Kategorien", "Special categories")), _special(desk, activity), cite(9, 2)
    yield plain(say("Information der Betroffenen", "Informing people")), cells(_informed(desk, activity)), cite(13)
    if activity.source:
        yield plain(say("Quelle der Daten", "Source of the data")), desk.begun(activity.source), cite(14, 2, "f")
    if ids := systems_of(desk.policy, activity):
        yield plain(say("Systeme", "Systems")), cells(plain(system(desk, id)) for id in ids), cite(5, 2)
    if activity.role == "joint":
        yield plain(say("Vereinbarung", "Arrangement")), cells(_arrangement(desk, activity)), cite(26, 1)
    yield from _decisions(desk, activity)
    yield plain(say("Folgenabschätzung", "Impact assessment")), cells(dpia_lines(desk, activity.dpia)), cite(35)
    if activity.works_agreement:
        norm = section("87", "BetrVG", desk.order.language, "1", "6")
        yield plain(say("Betriebsrat", "Works council")), desk.begun(activity.works_agreement), plain(norm)
    yield plain(say("Löschregeln", "Rules of deletion")), _rules(desk, activity), cite(5, 1, "e")


def bases_in_short(desk: Desk, activity: Activity) -> Cell:
    """The articles alone, for an overview."""
    laws = (" DSGVO", " GDPR")
    words = (desk.to(BASES[basis.kind]).replace("Buchst.", "lit.") for basis in activity.bases)
    names = dict.fromkeys(word.removesuffix(laws[0]).removesuffix(laws[1]) for word in words)
    return cells(plain(name) for name in names) if names else desk.lacks("Rechtsgrundlage", "legal basis")


def dpia_in_short(desk: Desk, activity: Activity) -> Cell:
    """Whether one is needed, for an overview."""
    if activity.dpia is None:
        return desk.not_said()
    return plain(desk.say("erforderlich", "needed") if activity.dpia.needed else desk.say("nicht nötig", "not needed"))


def _bases(desk: Desk, activity: Activity) -> tuple[Sentence, ...]:
    documents = [desk.policy.documents[id] for id in activity.documents if id in desk.policy.documents]
    if not activity.bases or not documents:
        return (desk.lacks("Rechtsgrundlage", "legal basis"),)
    script = Script(desk.policy, documents[0], desk.order.language)
    said = basis_sentences(script, activity)
    return tuple(plain(neutral(sentence.text, desk.order.language)) for sentence in said)


def _weighing(desk: Desk, activity: Activity) -> Iterator[Row]:
    found = [basis for basis in activity.bases if basis.kind == "legitimate_interests"]
    if found:
        field = desk.say("Interessenabwägung", "Weighing of interests")
        yield plain(field), cells(_weighed(desk, basis) for basis in found), plain(gdpr(6, desk.order.language, 1, "f"))


def _weighed(desk: Desk, basis: Basis) -> Sentence:
    if basis.weighed is None:
        return desk.lacks(
            "wann und mit welchem Ergebnis abgewogen wurde", "when and with which result interests were weighed"
        )
    place = f", {basis.weighing}" if basis.weighing else ""
    return plain(capitalised(desk.dated(basis.weighed)) + place)


def _special(desk: Desk, activity: Activity) -> Cell:
    known = activity.special
    return plain(gdpr(9, desk.order.language, 2, known.condition)) if known else plain("–")


def _informed(desk: Desk, activity: Activity) -> Iterator[Sentence]:
    known = desk.policy.subjects
    for subject in (known[id] for id in activity.subjects if id in known):
        label = capitalised(desk.to(subject.label))
        if subject.informed is None:
            yield desk.lacks(f"wann und womit informiert wird: {label}", f"when and with what they are informed: {label}")
            continue
        documents = desk.policy.documents
        titles = desk.join(desk.to(documents[id].title) for id in subject.informed.by if id in documents)
        when = desk.to(_MOMENTS[subject.informed.when])
        how = f". {desk.begun(subject.informed.how).text}" if subject.informed.how else ""
        yield plain(
            f"{label}: {when}, „{titles}“{how}" if desk.order.language == "de" else f"{label}: {when}, “{titles}”{how}"
        )


def _arrangement(desk: Desk, activity: Activity) -> Iterator[Sentence]:
    known = desk.policy.recipients
    for partner in (known[id] for id in activity.joint_with if id in known):
        yield _agreed(desk, partner)


def _agreed(desk: Desk, partner: Recipient) -> Sentence:
    found = partner.agreement
    if found is None or found.dated is None:
        return desk.lacks(f"Vereinbarung mit {partner.name}", f"arrangement with {partner.name}")
    return plain(f"{partner.name}: {desk.dated(found.dated)}")


def _decisions(desk: Desk, activity: Activity) -> Iterator[Row]:
    found = activity.automated
    if found:
        parts = (found.logic, found.consequences)
        said = [desk.begun(text) for text in parts if text] or [desk.lacks("wie entschieden wird", "how it is decided")]
        field = desk.say("Automatisierte Entscheidung", "Automated decision")
        yield plain(field), cells(said), plain(gdpr(22, desk.order.language))
    if activity.further:
        origin = desk.policy.activities.get(activity.further.origin)
        title = desk.title(origin) if origin else activity.further.origin
        field = desk.say("Weiterverwendung von Daten aus", "Further use of data from")
        yield plain(field), plain(title), plain(gdpr(6, desk.order.language, 4))


def dpia_lines(desk: Desk, known: ImpactAssessment | None) -> Iterator[Sentence]:
    """Whether an impact assessment is needed, why, and how old that is."""
    if known is None:
        yield desk.lacks("ob eine Folgenabschätzung nötig ist", "whether an impact assessment is needed")
        return
    needed = desk.say("Erforderlich", "Needed") if known.needed else desk.say("Nicht erforderlich", "Not needed")
    because = f": {desk.to(known.because).rstrip('.')}" if known.because else ""
    yield plain(needed + because)
    if known.dated:
        place = f", {known.file}" if known.file else ""
        yield plain(desk.say("Stand: ", "as of: ") + desk.dated(known.dated) + place)
    elif known.needed:
        yield desk.lacks("wann sie gemacht wurde", "when it was made")


def _rules(desk: Desk, activity: Activity) -> Cell:
    ids = [rule.id for rule in desk.policy.rules if rule.activity == activity.id]
    if not ids and all(datum.system in ("device", "nowhere") for datum in activity.data):
        return desk.sentence(
            "Keine eigene; wir speichern diese Daten nicht selbst", "No rule of our own; we do not store these data"
        )
    if not ids:
        return desk.lacks("Löschregel", "rule of deletion")
    return plain(
        ", ".join(id.rsplit("/", 1)[-1] for id in ids) + desk.say(" (im Löschkonzept)", " (in the deletion concept)")
    )
