"""The kinds of promise that a declaration can state under `assure:`, with their typed parameters.

Law: this table is the only place that says which parameters a stated kind takes; the shape checker, the JSON Schema and
the compiler read it. Names are written with underscores in YAML and with hyphens in promise ids and in `Promise.kind`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a stated kind.

    `type` is one of: data (ids of the activity's data or `all`), columns (system.table.column), table (system.table),
    system, systems (ids or `all`), recipients (ids, or a mapping role: x), consent, documents, period, words (free list),
    word, number, purposes, hosts, files (a files system), where (column: value mapping), device.
    """

    name: str
    type: str
    required: bool = False


def _p(text: str) -> tuple[Parameter, ...]:
    """Parameters from `name!:type name:type`; `!` marks a required one."""
    pairs = (part.split(":") for part in text.split())
    return tuple(Parameter(name.rstrip("!"), kind, name.endswith("!")) for name, kind in pairs)


SHAPES: dict[str, tuple[Parameter, ...]] = {
    "access_restricted": _p("system!:system accounts!:word"),
    "access_scoped": _p("user:word to:word by:word"),
    "all_kept": _p("documents!:documents"),
    "backup_made": _p("every!:period of:systems restore_tested:period in:files"),
    "channel_reachable": _p("channel!:word"),
    "collected_only": _p("form:word table!:table fields!:words bookkeeping:words"),
    "confirmed_before_use": _p("column!:columns links_expire:period"),
    "consent_before": _p("consent!:consent hosts:hosts device:device channel:system where:where to:word at:word"),
    "consent_proven": _p("consent!:consent fields:words"),
    "contract_on_file": _p("recipients!:recipients kind!:word register:system annexes:words"),
    "device_complete": _p("profiles:words count:number"),
    "encrypted": _p("columns:columns files:files magic:word key:word"),
    "erasure_replayed": _p("after!:word of!:systems"),
    "everything_declared": _p("systems:systems"),
    "evidence_fresh": _p("kind!:word renew!:period register:system file:word"),
    "hashed": _p("columns!:columns schemes!:words key:word"),
    "individual_accounts": _p("table!:table unique!:words"),
    "isolated": _p("system!:system by!:words"),
    "kept_apart": _p("columns:columns from:columns by:words in:system except:words"),
    "link_present": _p("in!:system where:where link!:word header:word works:word"),
    "located_in": _p("systems:systems recipients:recipients region!:word"),
    "masked_at_source": _p("columns!:columns shape!:word"),
    "never_stored": _p("pattern!:words columns!:columns"),
    "not_disclosed": _p("data!:data except:words without:consent"),
    "notified_on_change": _p("documents!:documents proof!:table to:word at:word version:word"),
    "optional_fields": _p("form!:word only_required:words"),
    "password_policy": _p("paths!:words min_length!:number deny_common:word"),
    "published_current": _p("documents!:documents"),
    "recipient_undertakes": _p("recipient!:recipients clause!:word"),
    "recipients_complete": _p("observe!:system"),
    "role_restricted": _p("resource!:word without!:word expect:number"),
    "routine_run": _p("every!:period"),
    "suppresses": _p("list!:columns channel!:system match:word where:where to:word at:word added:word"),
    "term_computed": _p("table!:table start!:word end!:word term!:period"),
    "tls_only": _p("endpoints!:words forms:words mixed_content:word"),
    "unlinkable": _p("data!:data columns_absent!:words k:number"),
    "usable_without": _p("signal!:word"),
    "used_only_for": _p("data!:data purposes!:purposes not_in:words"),
}
