"""Services of the catalogue as people and machines read them.

Law: what nobody sourced is shown as such, and what still has to be verified is marked; nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zusage.language.countries import country
from zusage.language.lists import join
from zusage.language.terms import ROLES, term
from zusage.model.canonical import plain
from zusage.model.errors import UsageError
from zusage.model.text import Language, Text
from zusage.reference.law import near
from zusage.reference.services import FACTS, Cookie, Service, search, service, services

_LABELS = {
    "entity": Text("Unternehmen", "Company"),
    "address": Text("Anschrift", "Address"),
    "country": Text("Land", "Country"),
    "parent": Text("Mutterunternehmen", "Parent company"),
    "parent_country": Text("Land der Mutter", "Parent's country"),
    "transfer": Text("Übermittlung, üblich", "Transfer, usual"),
    "privacy": Text("Datenschutzhinweise", "Privacy policy"),
    "hosts": Text("Hosts", "Hosts"),
    "cookies": Text("Auf dem Gerät", "On the device"),
}
_TRANSFERS = {
    "none": Text("keine in ein Drittland", "none to a third country"),
    "dpf": Text("EU-US Data Privacy Framework, solange der Eintrag aktiv ist", "EU-US Data Privacy Framework, while listed"),
    "scc": Text("Standardvertragsklauseln", "standard contractual clauses"),
    "bcr": Text("verbindliche interne Datenschutzvorschriften", "binding corporate rules"),
    "adequacy": Text("Angemessenheitsbeschluss", "adequacy decision"),
}
_PARTIES = {"first": Text("eigene Domain", "own domain"), "third": Text("fremde Domain", "other domain")}


def found_service(id: str) -> Service:
    """The service of that id. Raises UsageError ZE124 with the nearest id, found by name where the id is none."""
    found = service(id)
    if found is None:
        named = search(id)
        nearest = named[0].id if named else near(id, services())
        raise UsageError("ZE124", name=id[:60], near=nearest, kind="service")
    return found


def service_lines(one: Service, language: Language) -> Iterator[str]:
    """Everything known about one service, with sources."""
    ended = Text(f"  (eingestellt am {one.ended})", f"  (ended on {one.ended})").to(language) if one.ended else ""
    yield f"{one.name}  {one.id}  {one.category}{ended}"
    role = term(ROLES, one.role, language)
    yield _line(Text("Rolle, üblich", "Role, usual").to(language), f"{role}: {one.why.to(language)}")
    for fact in FACTS:
        yield from _fact(one, fact, language)
    if one.formerly:
        yield _line(Text("Früher", "Formerly").to(language), join(one.formerly, language))
    if one.verify_at:
        yield _line(Text("Zu prüfen bei", "Verify at").to(language), one.verify_at)
    for group, source in sorted(one.sources.items()):
        yield _line(Text("Quelle", "Source").to(language), f"{group}: {source}")
    yield _line(Text("Stand", "As of").to(language), one.as_of.isoformat())


def search_lines(words: str, language: Language) -> Iterator[str]:
    """One line for each service that holds the words; the best first."""
    for one in search(words):
        where = country(one.country, language) if one.country else "?"
        mark = " *" if one.verify & {"entity", "country"} else ""
        before = f"  <- {', '.join(one.formerly)}" if one.formerly else ""
        yield f"{one.id:<24} {one.name:<28} {one.entity or '?'}, {where}{mark}{before}"


def service_data(one: Service) -> dict[str, Any]:
    """The service as JSON data."""
    data: dict[str, Any] = plain(one)
    return data


def _line(label: str, words: str) -> str:
    return f"  {label:<22} {words}"


def _fact(one: Service, fact: str, language: Language) -> Iterator[str]:
    label = _LABELS[fact].to(language)
    mark = Text("  (noch zu prüfen)", "  (still to be verified)").to(language) if fact in one.verify else ""
    if fact in one.open:
        yield _line(label, Text("nicht belegt", "not sourced").to(language))
    elif fact == "cookies" and fact in one.none:
        yield _line(label, Text("nichts von seiner Seite", "nothing of its own").to(language))
    elif fact in one.none:
        return
    elif fact == "cookies":
        for cookie in one.cookies:
            yield _line(label, _cookie(cookie, language) + mark)
            label = ""
    else:
        yield _line(label, _value(one, fact, language) + mark)


def _value(one: Service, fact: str, language: Language) -> str:
    if fact == "hosts":
        return ", ".join(one.hosts)
    said: str = getattr(one, fact)
    if fact in ("country", "parent_country"):
        return country(said, language)
    return _TRANSFERS[said].to(language) if fact == "transfer" else said


def _cookie(cookie: Cookie, language: Language) -> str:
    life = cookie.written or cookie.lifetime or Text("Dauer nicht belegt", "lifetime not sourced").to(language)
    party = f", {_PARTIES[cookie.party].to(language)}" if cookie.party else ""
    return f"{cookie.name}: {cookie.purpose.to(language)} ({life}{party}; {cookie.source})"
