"""Services that organisations name in their notices: the company behind a brand, its usual role, its cookies and its hosts.

Law: one JSON file per category in `services/`, one row a line. A field is empty where nobody read a source; then its name
stands in `open` (not sourced) or in `none` (there is no such thing). What is known but was not read anywhere stands in
`verify`: `sure()` does not give it, so it never reaches a document unmarked. The role is what is usual, never a legal
assessment: the declaration's own `role:` counts. An ended service stays, so that a rule can tell. Hosts in `verify` lead to
their service all the same: they identify, they state nothing.

Example: `by_host("region1.google-analytics.com").id` is "google-analytics"; `search("sendinblue")[0].id` is "brevo".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from zusage.model.text import Text

FACTS = ("entity", "address", "country", "parent", "parent_country", "transfer", "cookies", "hosts", "privacy")
_FOLDER = Path(__file__).with_name("services")
_PLAIN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+")
_BEFORE = frozenset("@./-_")
_WORD = re.compile(r"\w+")
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "à": "a", "á": "a", "č": "c"})


@dataclass(frozen=True, slots=True)
class Cookie:
    """What the service keeps on a device; `*` in the name is what changes; `lifetime` is ISO 8601, "session" or "".

    An `ordinary` name, such as session_id, is used by many: it does not say which service set it.
    """

    name: str
    purpose: Text
    lifetime: str
    written: str
    party: Literal["first", "third", ""]
    kind: str
    source: str
    ordinary: bool = False

    def fits(self, name: str) -> bool:
        """Whether a cookie of that name is this one."""
        return _like(self.name).fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Service:
    """One service; what is empty is named in `open` or `none`, what nobody read a source for in `verify`."""

    id: str
    name: str
    category: str
    role: str
    why: Text
    as_of: date
    sources: Mapping[str, str]
    confidence: Literal["sourced", "verify"]
    entity: str = ""
    address: str = ""
    country: str = ""
    parent: str = ""
    parent_country: str = ""
    transfer: str = ""
    verify_at: str = ""
    privacy: str = ""
    hosts: tuple[str, ...] = ()
    cookies: tuple[Cookie, ...] = ()
    names: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
    verify: frozenset[str] = frozenset()
    open: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    ended: date | None = None

    @property
    def source(self) -> str:
        """All sources in one line."""
        return "; ".join(dict.fromkeys(self.sources.values()))

    def sure(self, fact: str) -> str:
        """A fact that somebody read in a source; "" for one that still has to be verified."""
        said: str = getattr(self, fact)
        return "" if fact in self.verify else said

    @property
    def title(self) -> str:
        """The name for a document: the legal entity where a source was read, else the brand."""
        return self.sure("entity") or self.name

    def called(self, name: str, country: str = "") -> bool:
        """Whether a recipient of that name and country (where given) is this company: only then its address holds for it."""
        said = _fold(name)
        named = not said or said == _fold(self.name) or (bool(self.entity) and _fold(self.entity) in said)
        return named and country in ("", self.country)

    def is_parent(self, name: str) -> bool:
        """Whether a recipient of that name is the company above this one."""
        return bool(self.parent) and _fold(self.parent) in _fold(name)

    def has_ended(self, on: date) -> bool:
        """Whether the service was over on that day."""
        return self.ended is not None and self.ended <= on


@dataclass(frozen=True, slots=True)
class Mention:
    """A service named in a text; `former` when the text uses a name of the past."""

    service: Service
    written: str
    start: int
    end: int
    former: bool


@cache
def services() -> dict[str, Service]:
    """Every service by id (`gocardless/fr`), categories in order of their names."""
    found: dict[str, Service] = {}
    for file in sorted(_FOLDER.glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8")):
            found[row["id"]] = _service(file.stem, row)
    return found


def service(id: str) -> Service | None:
    """The service of that id, or None."""
    return services().get(id)


def search(words: str) -> tuple[Service, ...]:
    """Services whose names, company, id and hosts hold all the words, best first; case and umlauts do not matter."""
    wanted = _WORD.findall(_fold(words))
    hits = [(_rank(_fold(words).strip(), texts), one) for one, texts in _index() if _holds(wanted, texts)]
    return tuple(one for _, one in sorted(hits, key=lambda hit: (hit[0], hit[1].id)))


@lru_cache(maxsize=4096)
def by_host(host: str) -> Service | None:
    """The service that a host belongs to: the longest known suffix counts; None for an unknown host."""
    parts = host.strip().rstrip(".").lower().split(".")
    known = _hosts()
    names = (".".join(parts[at:]) for at in range(len(parts)))
    for depth, name in enumerate(names):
        exact, below = known.get(name), known.get(f"*.{name}")
        if found := (exact if depth == 0 else None) or below:
            return found
    return None


def by_name(text: str) -> tuple[Mention, ...]:
    """The services named in a text as whole words, in order; names that are also ordinary words are left out."""
    known, found, end = _names(), [], 0
    for match in _WORD.finditer(text):
        if match.start() >= end and (candidates := known.get(match[0].casefold())):
            mention = next((hit for one in candidates if (hit := _at(text, match.start(), *one))), None)
            if mention is not None:
                found.append(mention)
                end = mention.end
    return tuple(found)


def _at(text: str, start: int, name: str, anyhow: bool, one: Service, former: bool) -> Mention | None:
    end = start + len(name)
    written = text[start:end]
    if written != name and not (anyhow and written.casefold() == name.casefold()):
        return None
    alone = (start == 0 or text[start - 1] not in _BEFORE) and (
        end == len(text) or not (text[end].isalnum() or text[end] in "_@")
    )
    return Mention(one, written, start, end, former) if alone else None


def _service(category: str, row: dict[str, Any]) -> Service:
    plain: dict[str, Any] = {key: row.get(key, "") for key in (*FACTS[:6], "privacy", "verify_at")}
    plain |= {key: tuple(row.get(key, ())) for key in ("hosts", "names", "formerly", "ordinary", "open", "none")}
    return Service(
        id=row["id"],
        name=row["name"],
        category=category,
        role=row["role"],
        why=Text(**row["why"]),
        as_of=date.fromisoformat(row["as_of"]),
        sources=row["sources"],
        confidence=row["confidence"],
        cookies=tuple(_cookie(item) for item in row.get("cookies", ())),
        verify=frozenset(row.get("verify", ())),
        ended=date.fromisoformat(row["ended"]) if row.get("ended") else None,
        **plain,
    )


def _cookie(row: dict[str, Any]) -> Cookie:
    return Cookie(
        name=row["name"],
        purpose=Text(**row["purpose"]),
        lifetime=row["lifetime"] or "",
        written=row.get("written", ""),
        party=row.get("party", ""),
        kind=row.get("kind", "cookie"),
        source=row["source"],
        ordinary=row.get("ordinary", False),
    )


@cache
def _like(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in pattern.split("*")))


def _fold(text: str) -> str:
    return text.casefold().replace("ß", "ss").translate(_FOLD)


@cache
def _index() -> tuple[tuple[Service, tuple[str, ...]], ...]:
    return tuple(
        (one, tuple(_fold(text) for text in (one.name, one.id, *one.names, *one.formerly, one.entity, *one.hosts) if text))
        for one in services().values()
    )


def _holds(wanted: list[str], texts: tuple[str, ...]) -> bool:
    return bool(wanted) and all(any(word in text for text in texts) for word in wanted)


def _rank(asked: str, texts: tuple[str, ...]) -> int:
    if asked in texts:
        return 0 if asked in texts[:2] else 1
    if any(word in texts for word in _WORD.findall(asked)):
        return 2
    return 3 if any(text.startswith(asked) for text in texts) else 4


@cache
def _hosts() -> dict[str, Service]:
    found: dict[str, Service] = {}
    for one in services().values():
        for host in one.hosts:
            found.setdefault(host, one)
    return found


@cache
def _names() -> dict[str, tuple[tuple[str, bool, Service, bool], ...]]:
    """By first word, longest first: the name, whether capitals do not matter, the service, whether it is a former name."""
    found: dict[str, dict[str, tuple[str, bool, Service, bool]]] = {}
    shared = _shared()
    for one in services().values():
        for name, former in _called(one):
            first = _WORD.search(name)
            if first and name not in shared and name not in one.ordinary:
                anyhow = len(name) > 4 and not _PLAIN.fullmatch(name)
                found.setdefault(first[0].casefold(), {}).setdefault(name, (name, anyhow, one, former))
    return {word: tuple(sorted(names.values(), key=lambda row: -len(row[0]))) for word, names in found.items()}


def _called(one: Service) -> tuple[tuple[str, bool], ...]:
    now = (one.name, one.entity, *one.names)
    return tuple((name, False) for name in now if name) + tuple((name, True) for name in one.formerly)


def _shared() -> frozenset[str]:
    """Entities behind several brands, such as a group's company: such a name alone says no service."""
    owners: dict[str, set[str]] = {}
    for one in services().values():
        if one.entity:
            owners.setdefault(one.entity, set()).add(one.id.partition("/")[0])
    return frozenset(entity for entity, ids in owners.items() if len(ids) > 1)
