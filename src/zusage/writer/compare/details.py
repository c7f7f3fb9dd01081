"""Facts that are neither a promise nor an act of their own: a table per kind of thing, one line per fact.

Law: together with the other parts of the comparison every field of the policy that a document prints has its line; a test
holds every field of these classes either here, elsewhere, or among those that only our own papers print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.language.terms import MECHANISMS, term
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.organisation import Consent, Document, Recipient, Statement
from zusage.writer.compare.change import Change, Consequence
from zusage.writer.compare.shown import named, places, shown
from zusage.writer.compare.sides import Sides, pairs, recipient_name

Show = Callable[[Sides, Any], str]
TELL, NONE, ASK = Consequence.TELL, Consequence.NONE, Consequence.ASK


class Line(NamedTuple):
    """A fact: its dotted path, its title, what follows, and how it is shown."""

    path: str
    de: str
    en: str
    follows: Consequence = TELL
    show: Show = shown
    assess: bool = False


ACTIVITY = (
    Line("source_public", "Quelle öffentlich zugänglich", "source open to the public"),
    Line("further.origin", "vorhandene Daten für einen neuen Zweck", "existing data for a new purpose",
         Consequence.NEW_PURPOSE, lambda sides, id: named(sides, (id,))),
    Line("further.compatible", "warum der neue Zweck vereinbar ist", "why the new purpose is compatible", NONE),
    Line("objection.absolute", "Widerspruch beendet ohne Abwägung", "an objection ends it without weighing"),
    Line("objection.by", "Wege zum Widerspruch", "ways to object", TELL, named),
    Line("objection.excepted", "was vom Widerspruch ausgenommen ist", "what an objection does not end"),
    Line("automated.logic", "Logik der Entscheidung", "logic of the decision", TELL, shown, True),
    Line("automated.consequences", "Folgen der Entscheidung", "consequences of the decision", TELL, shown, True),
    Line("automated.contest", "wie man die Entscheidung anficht", "how to contest the decision"),
    Line("automated.ground", "Grundlage der Entscheidung", "ground of the decision", TELL, shown, True),
    Line("automated.human", "ein Mensch prüft nach", "a person looks at it", TELL, shown, True),
    Line("special.condition", "Bedingung für besondere Kategorien (Art. 9 Abs. 2 DSGVO)",
         "condition for special categories (Art. 9(2) GDPR)", TELL, shown, True),
    Line("special.law", "Gesetz zu besonderen Kategorien", "law on special categories"),
    Line("excluded_purposes", "ausgeschlossene Zwecke", "purposes that are excluded"),
    Line("works_agreement", "Betriebsvereinbarung", "works agreement"),
    Line("staff_evaluation", "Leistung oder Verhalten werden ausgewertet", "performance or conduct is evaluated", TELL,
         shown, True),
    Line("existing_customers", "Voraussetzungen der Werbung ohne Einwilligung",
         "conditions of advertising without consent", NONE, named),
    Line("channels", "Kanäle", "channels", TELL, named),
    Line("opt_out", "Ort für den Widerspruch", "where to opt out"),
    Line("on_behalf_of", "in wessen Auftrag", "on whose behalf", Consequence.CONTRACT,
         lambda sides, id: capitalised(sides.label(id)) if id else ""),
    Line("forward_within", "Weitergabe von Anträgen", "passing on of requests", Consequence.CONTRACT),
)  # fmt: skip
RECIPIENT = (
    Line("country", "Sitz in einem anderen Land", "seat in another country", TELL, lambda s, code: places(s, (code,))),
    Line("parent", "andere Muttergesellschaft", "another parent company"),
    Line("parent_country", "Land der Muttergesellschaft", "country of the parent company", TELL,
         lambda s, code: places(s, (code,))),
    Line("access_from", "Zugriff aus diesen Ländern", "access from these countries", TELL, places),
    Line("members", "wer dazugehört", "who belongs to it", TELL),
    Line("category", "Kategorie", "category"),
    Line("passes_on_to", "gibt weiter an", "passes on to", TELL, named),
    Line("onward", "gibt weiter an", "passes on to"),
    Line("transfer.also", "weitere Garantien", "further safeguards", TELL,
         lambda s, ids: capitalised(join([term(MECHANISMS, id, s.language) for id in ids], s.language))),
    Line("transfer.module", "Modul der Standardvertragsklauseln", "module of the standard contractual clauses", NONE),
    Line("transfer.ground", "Ausnahme nach Art. 49 DSGVO", "derogation under Art. 49 GDPR"),
    Line("transfer.recurring", "wiederholte Übermittlung", "recurring transfer"),
    Line("transfer.copy", "wo es eine Kopie der Garantien gibt", "where to get a copy of the safeguards", NONE),
    Line("agreement.essence", "Wesentliches der Vereinbarung (Art. 26 DSGVO)", "essence of the arrangement (Art. 26 GDPR)"),
    Line("agreement.informs", "wer informiert", "who informs", TELL, lambda s, id: named(s, (id,))),
    Line("agreement.answers", "wer Anträge beantwortet", "who answers requests", TELL, lambda s, id: named(s, (id,))),
    Line("agreement.contact_point", "gemeinsame Anlaufstelle", "contact point", TELL, lambda s, id: named(s, (id,))),
    Line("address", "andere Anschrift", "another address", NONE),
    Line("region", "andere Region", "another region", NONE),
    Line("sub_processors.list", "Liste weiterer Auftragsverarbeiter", "list of further processors", NONE),
)  # fmt: skip
CONSENT = (
    Line("applies_to", "gilt für", "applies to", ASK),
    Line("by", "anders gefragt", "asked in another way", NONE, lambda s, id: named(s, (id,))),
    Line("separate", "getrennt von anderen Erklärungen", "separate from other declarations", ASK),
    Line("condition_of", "Bedingung für", "condition of", ASK, lambda s, id: named(s, (id,))),
    Line("refuse", "wo man ablehnen kann", "where to refuse", ASK, lambda s, id: named(s, (id,))),
    Line("refuse_text", "wie man ablehnen kann", "how to refuse", NONE),
    Line("age", "Mindestalter", "minimum age", ASK),
    Line("parents", "Zustimmung der Eltern", "agreement of parents", ASK),
    Line("address", "Adresse zum Widerruf", "address for withdrawing"),
)
ORGANISATION = (
    Line("country", "Anderes Land", "Another country", TELL, lambda s, code: places(s, (code,))),
    Line("eu_representative.name", "Vertretung in der Union", "Representative in the Union"),
    Line("eu_representative.address", "Anschrift der Vertretung in der Union", "Address of the representative in the Union"),
    Line("phone", "Andere Telefonnummer", "Another phone number", NONE),
    Line("representative", "Anders vertreten", "Represented by somebody else", NONE),
    Line("register", "Anderer Registereintrag", "Another entry in the register", NONE),
)
RIGHTS = (
    Line("fee", "Kosten für Anträge", "Cost of requests", TELL, lambda s, id: named(s, (id,))),
    Line("propagate", "Empfänger erfahren davon bei", "Recipients are told of", TELL, named),
    Line("tells", "Womit geantwortet wird", "What an answer tells", TELL, named),
    Line("covers", "Systeme, die Anträge erfassen", "Systems that requests cover", TELL, named),
)
DOCUMENT = (
    Line("address_form", "andere Anrede", "another form of address", NONE),
    Line("published_at", "an einem anderen Ort veröffentlicht", "published in another place", NONE),
    Line("changes.before", "wie lange vorher Änderungen mitgeteilt werden", "how long before a change people are told"),
    Line("changes.notify", "wem Änderungen mitgeteilt werden", "who is told of changes", TELL,
         lambda s, id: capitalised(s.label(id)) if id else ""),
    Line("changes.by", "wie Änderungen mitgeteilt werden", "how changes are told", TELL, named),
    Line("changes.when", "welche Änderungen mitgeteilt werden", "which changes are told"),
    Line("statements", "weitere Aussagen", "further statements", TELL,
         lambda s, found: " ".join(s.to(text) for text in found)),
)  # fmt: skip


def detail_changes(sides: Sides) -> Iterator[Change]:
    """Every fact of these tables that differs, thing by thing."""
    for id, old, new in pairs(sides.old.activities, sides.new.activities):
        if old and new:
            yield from _of_activity(sides, id, old, new)
    for id, known, now in pairs(sides.old.recipients, sides.new.recipients):
        if known and now:
            yield from _of_recipient(sides, id, known, now)
    for id, asked, again in pairs(sides.old.consents, sides.new.consents):
        if asked and again:
            yield from _of_consent(sides, id, asked, again)
    for id, before, after in pairs(sides.old.documents, sides.new.documents):
        yield from _of_document(sides, id, before, after)
    everybody = tuple(sides.new.subjects)
    for line, first, then in differing(ORGANISATION, sides.old.organisation, sides.new.organisation):
        yield _change(sides, "organisation", "organisation", "", line, first, then, everybody)
    for line, first, then in differing(RIGHTS, sides.old.rights, sides.new.rights):
        yield _change(sides, "rights", "rights", "", line, first, then, everybody)


def differing(lines: tuple[Line, ...], old: object, new: object) -> Iterator[tuple[Line, Any, Any]]:
    """Lines whose facts differ, with both facts."""
    for line in lines:
        before, after = at(old, line.path), at(new, line.path)
        if before != after:
            yield line, before, after


def at(thing: object, path: str) -> Any:
    """The fact at a dotted path; None where a part of the way is missing."""
    for name in path.split("."):
        thing = getattr(thing, name) if thing is not None else None
    if isinstance(thing, tuple):
        return tuple(part.text if isinstance(part, Statement) else part for part in thing)
    return thing


def _change(sides: Sides, sort: str, thing: str, title: str, line: Line, old: Any, new: Any, people: tuple[str, ...],
            documents: tuple[str, ...] = ()) -> Change:  # fmt: skip
    words = sides.say(line.de, line.en)
    before, after = (line.show(sides, value) if value not in (None, "", ()) else "" for value in (old, new))
    name = line.path.replace("_", "-")
    return Change(f"{sort}.{name}", thing, f"{title}: {words}" if title else words, line.follows, before, after, people,
                  documents, line.assess)  # fmt: skip


def _of_activity(sides: Sides, id: str, old: Activity, new: Activity) -> Iterator[Change]:
    title, people = capitalised(sides.to(new.title)), sides.people(new)
    for line, before, after in differing(ACTIVITY, old, new):
        if line.path.startswith("automated") and (old.automated is None or new.automated is None):
            continue
        if line.path.startswith("further.") and new.further is None:
            continue
        of_contract = new.role == "processor" and line.follows is TELL
        told = line._replace(follows=Consequence.CONTRACT) if of_contract else line
        yield _change(sides, "activity", id, title, told, before, after, people, new.documents)
    if old.automated is not None and new.automated is None:
        ended = Line("decision.removed", "keine Entscheidung ohne einen Menschen mehr", "no decision without a person", NONE)
        yield _change(sides, "activity", id, title, ended, old.automated.logic, None, people, new.documents)
    yield from _where_it_stands(sides, id, old, new)


def _where_it_stands(sides: Sides, id: str, old: Activity, new: Activity) -> Iterator[Change]:
    gone = tuple(d for d in old.documents if d not in new.documents and d in sides.new.documents)
    added = tuple(d for d in new.documents if d not in old.documents and d in sides.old.documents)
    title, people = capitalised(sides.to(new.title)), sides.people(new)
    if gone:
        line = Line("documents.left", "steht nicht mehr in", "no longer stands in", TELL, named)
        yield _change(sides, "activity", id, title, line, gone, (), people, gone)
    if added:
        line = Line("documents.joined", "steht jetzt auch in", "now also stands in", NONE, named)
        yield _change(sides, "activity", id, title, line, (), added, people, added)


def _of_recipient(sides: Sides, id: str, old: Recipient, new: Recipient) -> Iterator[Change]:
    used = [a for a in sides.new.activities.values() if any(flow.recipient == id for flow in a.flows)]
    people, documents = sides.people(*used), tuple(dict.fromkeys(d for a in used for d in a.documents))
    name = capitalised(recipient_name(new, sides.language))
    for line, before, after in differing(RECIPIENT, old, new):
        if line.path == "country" and not (old.location and new.location):
            continue
        yield _change(sides, "recipient", id, name, line, before, after, people, documents)


def _of_consent(sides: Sides, id: str, old: Consent, new: Consent) -> Iterator[Change]:
    people = sides.people(*(a for a in sides.new.activities.values() if any(basis.consent == id for basis in a.bases)))
    label = sides.to(new.label)
    title = sides.say(f"Einwilligung „{label}“", f"Consent “{label}”")
    for line, before, after in differing(CONSENT, old, new):
        yield _change(sides, "consent", id, title, line, before, after, people)


def _of_document(sides: Sides, id: str, old: Document | None, new: Document | None) -> Iterator[Change]:
    everybody = tuple(sides.new.subjects)
    if old is None and new is not None:
        words = sides.say("Neues Dokument", "New document")
        yield Change("document.added", id, words, NONE, "", _title(sides, new.title), everybody, (id,))
    elif new is None and old is not None:
        words = sides.say("Dokument entfallen", "Document dropped")
        yield Change("document.removed", id, words, TELL, _title(sides, old.title), "", everybody)
    elif old is not None and new is not None:
        for line, before, after in differing(DOCUMENT, old, new):
            yield _change(sides, "document", id, _title(sides, new.title), line, before, after, everybody, (id,))


def _title(sides: Sides, text: Text) -> str:
    return capitalised(sides.to(text))
