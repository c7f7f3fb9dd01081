"""What changed about those who act: the controller itself, recipients, consents, the ways to us."""

from __future__ import annotations

from collections.abc import Iterator

from zusage.language.countries import EEA, country
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.language.terms import MECHANISMS, ROLES, term
from zusage.policy.activity import Activity
from zusage.policy.organisation import Consent, Recipient
from zusage.policy.policy import Policy
from zusage.writer.compare.change import Change, Consequence
from zusage.writer.compare.sides import Sides, pairs, recipient_name


def party_changes(sides: Sides) -> Iterator[Change]:
    """Changes of the controller, of recipients, of consents and of rights."""
    yield from _controller(sides)
    for id, old, new in pairs(sides.old.recipients, sides.new.recipients):
        if old is not None and new is not None:
            yield from _recipient(sides, id, old, new)
    for id, before, after in pairs(sides.old.consents, sides.new.consents):
        if before is not None and after is not None:
            yield from _consent(sides, id, before, after)
    yield from _rights(sides)


def _controller(sides: Sides) -> Iterator[Change]:
    old, new = sides.old.organisation, sides.new.organisation
    officer = old.officer.email if old.officer else "", new.officer.email if new.officer else ""
    words = sides.say
    for sort, title, before, after in (
        ("name", words("Anderer Name der verantwortlichen Stelle", "Another name of the controller"), old.name, new.name),
        ("address", words("Andere Anschrift", "Another address"), old.address, new.address),
        ("email", words("Andere Adresse für den Datenschutz", "Another address for data protection"), old.email, new.email),
        ("officer", words("Anderer Kontakt der oder des Datenschutzbeauftragten", "Another contact of the data protection "
                          "officer"), *officer),
        ("authority", words("Andere Aufsichtsbehörde", "Another supervisory authority"), old.authority, new.authority),
    ):  # fmt: skip
        if before != after:
            yield Change(
                f"organisation.{sort}", "organisation", title, Consequence.TELL, before, after, _everyone(sides.new)
            )


def _everyone(policy: Policy) -> tuple[str, ...]:
    return tuple(policy.subjects)


def _users(policy: Policy, recipient: str) -> tuple[Activity, ...]:
    return tuple(a for a in policy.activities.values() if any(flow.recipient == recipient for flow in a.flows))


def _recipient(sides: Sides, id: str, old: Recipient, new: Recipient) -> Iterator[Change]:
    activities = _users(sides.new, id)
    people, documents = sides.people(*activities), tuple(dict.fromkeys(d for a in activities for d in a.documents))
    name = capitalised(recipient_name(new, sides.language))
    consent = any(basis.kind == "consent" for activity in activities for basis in activity.bases)

    def change(sort: str, title: str, before: str, after: str, wider: bool = False) -> Change:
        follows = Consequence.ASK if wider and consent else Consequence.TELL
        return Change(f"recipient.{sort}", id, f"{name}: {title}", follows, before, after, people, documents)

    if old.name != new.name:
        yield change("name", sides.say("anderes Unternehmen", "another company"), old.name, new.name, wider=True)
    if old.role != new.role:
        roles = [capitalised(term(ROLES, known.role, sides.language)) for known in (old, new)]
        yield change("role", sides.say("andere Rolle", "another role"), roles[0], roles[1])
    places = [known.location or known.country for known in (old, new)]
    if places[0] != places[1] and all(places):
        away = places[1] not in EEA and places[1] not in ("EU", "EEA")
        names = [country(code, sides.language) for code in places]
        yield change("place", sides.say("anderes Land", "another country"), names[0], names[1], wider=away)
    mechanisms = [known.transfer.mechanism if known.transfer else "" for known in (old, new)]
    if mechanisms[0] != mechanisms[1]:
        words = [capitalised(term(MECHANISMS, word, sides.language)) if word else "" for word in mechanisms]
        title = sides.say("andere Grundlage der Übermittlung", "another ground of the transfer")
        yield change("transfer", title, words[0], words[1])


def _consent(sides: Sides, id: str, old: Consent, new: Consent) -> Iterator[Change]:
    people = sides.people(*(a for a in sides.new.activities.values() if any(basis.consent == id for basis in a.bases)))
    title = f"{sides.say('Einwilligung', 'Consent')} „{sides.to(new.label)}“"
    if sides.language == "en":
        title = f"Consent “{sides.to(new.label)}”"
    more = [activity for activity in new.covers if activity not in old.covers]
    texts = [sides.to(known.words) for known in (old, new)]
    if old.words != new.words:
        yield Change("consent.words", id, title, Consequence.ASK, texts[0], texts[1], people)
    elif more:
        names = join([sides.to(sides.new.activities[a].title) for a in more if a in sides.new.activities], sides.language)
        yield Change("consent.covers", id, title, Consequence.ASK, "", capitalised(names), people)
    if old.expires != new.expires and (new.expires is None or (old.expires and _longer(old, new))):
        words = [duration(known.expires, sides.language) if known.expires else "" for known in (old, new)]
        yield Change("consent.expires", id, title, Consequence.ASK, words[0], words[1], people)
    for way in old.withdraw:
        if way not in new.withdraw:
            dropped = sides.say("ein Weg zum Widerruf entfällt", "a way to withdraw is dropped")
            yield Change("consent.withdraw", id, f"{title}: {dropped}", Consequence.TELL, way.replace("_", " "), "", people)


def _longer(old: Consent, new: Consent) -> bool:
    return bool(old.expires and new.expires and new.expires.longest_hours > old.expires.longest_hours)


def _rights(sides: Sides) -> Iterator[Change]:
    old, new = sides.old.rights, sides.new.rights
    if new.answer_within.longest_hours > old.answer_within.longest_hours:
        title = sides.say("Anträge werden später beantwortet", "Requests are answered later")
        words = [capitalised(duration(known.answer_within, sides.language, "nominative")) for known in (old, new)]
        yield Change("rights.term", "rights", title, Consequence.TELL, words[0], words[1], _everyone(sides.new))
    for sort, before, after in (
        ("email", old.email, new.email),
        ("phone", old.phone, new.phone),
        ("form", old.form, new.form),
    ):
        if before and before != after:
            title = sides.say("Anderer Weg zu uns", "Another way to us")
            yield Change(f"rights.{sort}", "rights", title, Consequence.TELL, before, after, _everyone(sides.new))
