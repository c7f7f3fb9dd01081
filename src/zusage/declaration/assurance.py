"""Assurances: the promises stated under `assure:`, with the parameters of their kinds.

Law: kinds and parameters come from `zusage.reference.kinds`; what is listed here is the language's outlook: forms that
later connectors will decide. They may be written today and are checked for nothing but their names.
"""

from __future__ import annotations

from functools import cache

from zusage.declaration.types import Type, parse_type
from zusage.reference.kinds import SHAPES

LATER_KINDS = frozenset(
    (
        "choice_remembered",
        "consent_withdrawable",
        "created_only_by",
        "disclosed_only_when",
        "document_supplied",
        "identity_checked",
        "objection_honoured",
        "only_for_group",
        "opt_out_works",
        "pseudonymous",
        "right_honoured",
        "safeguard_valid",
        "scope_minimal",
        "self_service",
        "signal_respected",
    )
)
"""Kinds whose probe comes with a later connector; their parameters are free."""

LATER_PARAMETERS: dict[str, dict[str, str]] = {
    "collected_only": {"log": "word"},
    "consent_before": {"no_fingerprint": "word"},
    "contract_on_file": {"copy_on_request": "word"},
    "device_complete": {"site": "word"},
    "kept_apart": {"in": "words"},
    "masked_at_source": {"in": "word", "fields": "fields"},
    "never_stored": {"in": "words"},
    "not_disclosed": {"to": "words"},
    "optional_fields": {"only_required": "words"},
    "recipients_complete": {"deny": "hosts"},
}
INSTEAD: dict[tuple[str, str], tuple[str, ...]] = {
    ("collected_only", "table"): ("log",),
    ("masked_at_source", "columns"): ("in",),
    ("masked_at_source", "shape"): ("fields",),
}
"""A required parameter, and the keys of which one may stand in its place."""

_TYPES = {
    "data": "[path]",
    "columns": "[place]",
    "table": "table_place",
    "system": "word",
    "systems": "[word]",
    "recipients": "[word] or {word: [line]}",
    "consent": "word",
    "documents": "[slug]",
    "period": "period",
    "words": "[line]",
    "word": "line or {word: anything}",
    "number": "number",
    "purposes": "[slug]",
    "hosts": "[host]",
    "files": "word",
    "where": "where",
    "device": "[slug]",
    "fields": "{column: anything}",
}


@cache
def parameters(kind: str) -> dict[str, tuple[Type, bool]]:
    """Parameters of a stated kind: name to type and whether it is required; every kind takes `id` and `was`."""
    slug = parse_type("slug")
    found = {"id": (slug, False), "was": (slug, False)}
    found |= {p.name: (parse_type(_TYPES[p.type]), p.required) for p in SHAPES[kind]}
    return found | {name: (parse_type(_TYPES[type_]), False) for name, type_ in LATER_PARAMETERS.get(kind, {}).items()}


def kinds() -> tuple[str, ...]:
    """All kinds that `assure:` takes."""
    return tuple(sorted({*SHAPES, *LATER_KINDS}))
