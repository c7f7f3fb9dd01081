"""Services of the catalogue as people and machines read them.

Law: what nobody sourced is shown as such, and what still has to be verified is marked; nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zusage.language.countries import country
from zusage.language.durations import duration
from zusage.language.lists import join
from zusage.language.terms import ROLES, term
from zusage.model.canonical import plain
from zusage.model.errors import UsageError
from zusage.model.period import parse_lifetime
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


_SOURCED = {
    "role": Text("Rolle", "Role"),
    "ended": Text("Ende", "End"),
    "formerly": Text("Früher", "Formerly"),
}
_LIFETIMES = {
    "session": Text("Sitzung", "session"),
    "directly deleted": Text("sofort gelöscht", "directly deleted"),
    "temporary": Text("vorübergehend", "temporary"),
    "none": Text("ohne Ende", "no end"),
    "13 months minus 1 day": Text("13 Monate weniger einen Tag", "13 months minus one day"),
    "13 months in the EEA": Text("13 Monate im EWR", "13 months in the EEA"),
    "1 minute": Text("eine Minute", "one minute"),
    "15 minutes": Text("15 Minuten", "15 minutes"),
    "30 minutes": Text("30 Minuten", "30 minutes"),
    "1 week": Text("eine Woche", "one week"),
}
_GERMAN = {
    "the service's own domains, as known from its public documentation": (
        "eigene Domains des Dienstes, bekannt aus seiner öffentlichen Dokumentation"
    ),
    "usual role: acts on instructions (Art. 28 GDPR)": "übliche Rolle: handelt auf Weisung (Art. 28 DSGVO)",
    "usual role: own purposes and means (Art. 4 no. 7 GDPR)": "übliche Rolle: eigene Zwecke und Mittel (Art. 4 Nr. 7 DSGVO)",
    "software run by the organisation itself": "Software, die der Verantwortliche selbst betreibt",
    "usual role: CJEU": "übliche Rolle: EuGH",
    "; CJEU": "; EuGH",
    "Open Cookie Database (community list of 2026-01; not the provider)": (
        "Open Cookie Database (Liste von Freiwilligen, Januar 2026; nicht vom Anbieter)"
    ),
    "(secondary reading)": "(aus zweiter Hand)",
    "secondary sources: notices of users": "aus zweiter Hand: Erklärungen von Nutzern des Dienstes",
    "secondary sources": "aus zweiter Hand",
}
"""Sources that many services share; a source that stands once is named as it was found."""


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
    label = Text("Quellen", "Sources").to(language)
    for group, source in _sources(one, language):
        yield _line(label, f"{group}: {source}")
        label = ""
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
    party = f", {_PARTIES[cookie.party].to(language)}" if cookie.party else ""
    return f"{cookie.name}: {cookie.purpose.to(language)} ({_lifetime(cookie, language)}{party})"


def _lifetime(cookie: Cookie, language: Language) -> str:
    said = cookie.written or cookie.lifetime
    if not said:
        return Text("Dauer nicht belegt", "lifetime not sourced").to(language)
    period = parse_lifetime(said)
    if period is not None and duration(period, language):
        return duration(period, language)
    return _LIFETIMES[said].to(language) if said in _LIFETIMES else said


def _sources(one: Service, language: Language) -> Iterator[tuple[str, str]]:
    """What is backed by which source, the facts in the order in which they are shown."""
    for group, source in sorted(one.sources.items()):
        name = _LABELS[group].to(language) if group in _LABELS else _SOURCED[group].to(language)
        yield name, _said(source, language)
    for source in dict.fromkeys(cookie.source for cookie in one.cookies if cookie.source):
        yield _LABELS["cookies"].to(language), _said(source, language)


def _said(source: str, language: Language) -> str:
    if language == "de":
        for english, german in _GERMAN.items():
            source = source.replace(english, german)
    return source
