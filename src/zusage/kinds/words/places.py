"""Stores and recipients in people's words.

Law: a store is named by what it is, never by its internal id; a recipient by its name or its category.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.system import System

_STORES = {
    "sql": ("Datenbank", "database"),
    "files": ("Dateien", "files"),
    "logfiles": ("Server-Protokollen", "server logs"),
    "mail": ("Postausgang", "outgoing mail"),
    "website": ("Website", "website"),
    "egress": ("ausgehenden Verbindungen", "outgoing connections"),
    "register": ("Vertragsregister", "contract register"),
}


def store(system: System, language: Language) -> str:
    """What a store is, in the German dative: "Datenbank", "Suchindex", "Sicherungskopien"."""
    de, en = _STORES.get(system.connector, ("System", "system"))
    if system.backup_of:
        de, en = "Sicherungskopien", "backups"
    elif system.connector == "provider":
        de, en = ("Suchindex", "search index") if system.copy_of else ("Dienst", "service")
    return de if language == "de" else en


def stores(ids: Iterable[str], policy: Policy, language: Language) -> str:
    """Several stores as one phrase, each kind once; it follows a German "mit" or "aus"."""
    return join(dict.fromkeys(store(policy.systems[id], language) for id in ids if id in policy.systems), language)


def recipient(id: str, policy: Policy, language: Language) -> str:
    """The name or category of a recipient."""
    known = policy.recipients.get(id)
    if known is None:
        return id.rsplit("/", 1)[-1]
    return known.category.to(language) if known.category else known.name


def recipients(ids: Iterable[str], policy: Policy, language: Language, word: str = "and") -> str:
    """Several recipients as one phrase."""
    return join(dict.fromkeys(recipient(id.rsplit("/", 1)[-1], policy, language) for id in ids), language, word)
