"""Systems: where data are, how they are reached, and how rows belong to people.

Law: a system holds no secret; options are texts, `env:NAME` references unresolved. Table and column names are exactly those
of the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zusage.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Owner:
    """The row of `table` (same system) that owns a row, reached by `column` ("" = the foreign key decides).

    `type_column`/`type_value` make a polymorphic edge conditional.
    """

    table: str
    column: str = ""
    type_column: str = ""
    type_value: str = ""


@dataclass(frozen=True, slots=True)
class TableUse:
    """What a declared table is: of whom, owned by whom, or without personal data.

    `role` is one of subject, owned, belongs, reference, register, none.
    """

    name: str
    role: str
    subject: str = ""
    owners: tuple[Owner, ...] = ()
    accessed_by: tuple[Owner, ...] = ()
    personal: tuple[str, ...] | None = None
    files_in: str = ""
    files_key: str = ""
    on_erasure: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    copies: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Each:
    """One target per row of `system.table`, named by `key`; rows matching `skip` are tombstones.

    `on_drop` is written into the row when the instance has been dropped.
    """

    system: str
    table: str
    key: str
    skip: tuple[tuple[str, tuple[str, ...]], ...] = ()
    on_drop: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """A store, or a fleet of equal stores; `options` go to its connector.

    What an environment may overlay is not part of the digest; `declared` is the digest of these facts as they are in
    production, so that a policy has one digest in every environment.
    """

    id: str
    connector: str
    options: Mapping[str, str | tuple[str, ...]] = field(metadata={"digest": False})
    location: str = field(metadata={"digest": False})
    region: str = field(default="", metadata={"digest": False})
    host: str = field(default="", metadata={"digest": False})
    each: Each | None = None
    copy_of: tuple[str, ...] = ()
    follows: str = ""
    backup_of: tuple[str, ...] = ()
    keep_newest: int = 0
    zone: str = ""
    tables: Mapping[str, TableUse] = field(default_factory=dict)
    absent: bool = field(default=False, metadata={"digest": False})
    synthetic: bool = field(default=False, metadata={"digest": False})
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    declared: str = ""
    kept_by: str = ""
