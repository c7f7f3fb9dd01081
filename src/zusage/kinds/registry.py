"""Registry: every kind that a promise can have, by name.

Law: exactly the kinds of `zusage.policy.kinds`. A kind that is observed stands in a module of its name and has a test in
`tests/sabotage`; the others say which probe they wait for. Modules are loaded when their kind is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from zusage.kinds.base import Kind
from zusage.kinds.spoken import NotYetObservable
from zusage.policy.kinds import DUTIES

WAITING: Mapping[str, str] = {
    "erasure-propagated": "provider",
    "device-lifetime": "website",
    "device-complete": "website",
    "optional-fields": "website",
    "sent-only": "egress",
    "pseudonymous": "egress",
    "not-disclosed": "egress",
    "disclosed-only-when": "egress",
    "recipients-complete": "egress",
    "document-supplied": "request canary",
    "only-for-group": "website",
    "consent-withdrawable": "website",
    "choice-remembered": "website",
    "signal-respected": "website",
    "usable-without": "website",
    "opt-out-works": "website",
    "right-honoured": "request canary",
    "objection-honoured": "request canary",
    "self-service": "website",
    "identity-checked": "request canary",
    "channel-reachable": "request canary",
    "tls-only": "website",
    "role-restricted": "website",
    "access-scoped": "website",
    "password-policy": "website",
    "created-only-by": "website",
    "scope-minimal": "provider",
}
"""Kinds that only a probe could decide which does not exist yet, and which one."""


@cache
def kind_of(name: str) -> Kind:
    """The kind of that name; raises KeyError for one that does not exist."""
    if name not in DUTIES:
        raise KeyError(name)
    if name in WAITING:
        return NotYetObservable(name, WAITING[name])
    kind: Kind = import_module(f"zusage.kinds.{name.replace('-', '_')}").KIND
    return kind


class _Kinds(Mapping[str, Kind]):
    """All kinds, each loaded when it is first asked for."""

    def __getitem__(self, name: str) -> Kind:
        return kind_of(name)

    def __iter__(self) -> Iterator[str]:
        return iter(DUTIES)

    def __len__(self) -> int:
        return len(DUTIES)


KINDS: Mapping[str, Kind] = _Kinds()
OBSERVED: tuple[str, ...] = tuple(name for name in DUTIES if name not in WAITING)
"""Kinds that are observed for real."""
