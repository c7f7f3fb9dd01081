"""The sentence of `tls-only`.

Law: data travel over encrypted connections.
"""

from __future__ import annotations

from zusage.kinds.words.given import many
from zusage.kinds.words.speech import english, german
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise


def sentence(promise: Promise, policy: Policy, language: Language) -> str:
    """The sentence of the promise in `language`."""
    return german(_de(promise), promise, policy) if language == "de" else english(_en(promise))


def host(endpoint: str) -> str:
    """The host of an endpoint, without scheme, port and placeholders."""
    name = endpoint.rsplit("://", maxsplit=1)[-1].split("/", maxsplit=1)[0].split(":", maxsplit=1)[0]
    return name.replace("{id}", "*")


def _de(promise: Promise) -> str:
    hosts = join(dict.fromkeys(host(e) for e in many(promise, "endpoints")), "de")
    return f"Daten übertragen wir über das Internet nur verschlüsselt (TLS){f'; das gilt für {hosts}' if hosts else ''}."


def _en(promise: Promise) -> str:
    hosts = join(dict.fromkeys(host(e) for e in many(promise, "endpoints")), "en")
    return f"We transmit data over the internet only in encrypted form (TLS){f'; this covers {hosts}' if hosts else ''}."
