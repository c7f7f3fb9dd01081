"""Processing activities, compiled: purposes, bases, data, recipients, device items.

Law: what the notice says about an activity comes from here and from the promises; nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zusage.model.period import Lifetime, Period
from zusage.model.place import NOWHERE, Place
from zusage.model.text import Text
from zusage.plan.condition import Condition
from zusage.policy.facts import AutomatedDecision, FurtherPurpose, ImpactAssessment, SelfService, SpecialCategory
from zusage.policy.start import Start


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose (Art. 5(1)(b) GDPR)."""

    id: str
    text: Text
    anonymous: bool = False
    profiling: bool = False
    kind: str = ""
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis. `kind`: contract, consent, legal_obligation, legitimate_interests, vital, public_task, instruction.

    `interest` is named for legitimate interests, `laws` for obligations, `consent` for consents; `when` says in words
    under which condition this basis applies ("otherwise" sets `otherwise`).
    """

    kind: str
    purposes: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    consent: str = ""
    interest: Text | None = None
    laws: tuple[str, ...] = ()
    when: Text | None = None
    otherwise: bool = False
    weighed: date | None = None
    weighing: str = ""
    necessary: Text | None = None
    expected: Text | None = None
    outweighs: Text | None = None
    text: Text | None = None
    """Words for vital interests or a public task."""
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Datum:
    """A kind of data: its label, where it is (system, table, columns; columns None = the whole row).

    `system` is "nowhere" for data that only the recipient has, "device" for data on the end device. `also_in` are
    further places (system, table) of the same data.
    """

    id: str
    label: Text
    system: str
    table: str
    columns: tuple[str, ...] | None = None
    required: str = ""
    special: str = ""
    aggregated: bool = False
    derived_from: tuple[str, ...] = ()
    if_missing: Text | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    also_in: tuple[tuple[str, str], ...] = ()
    shared: bool = False
    criminal: bool = False
    where: Condition | None = None
    """The rows of its places that are meant; None: all of them. Rules about the datum are about these rows."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a recipient keeps what it got, in its own words or as period, and what shows it."""

    evidence: str
    period: Period | None = None
    text: Text | None = None
    start: Start | None = None
    """From when the period counts, where that is declared; `event` is its name, if it has one."""
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Data going to a recipient; `data` empty means all data of the activity, unless `data_text` says in words what goes.

    `when_kind` is consent, choice, row, event, duty, words or ""; `when_ref` names the consent, event or duty.
    """

    recipient: str
    data: tuple[str, ...] = ()
    role: str = ""
    category: Text | None = None
    send_only: tuple[str, ...] = ()
    when_kind: str = ""
    when: Condition | None = None
    when_text: Text | None = None
    when_row: tuple[str, str] | None = None
    keeps: Kept | None = None
    on_erasure: tuple[str, Period] | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    data_text: Text | None = None
    when_ref: str = ""
    scrubbed: tuple[str, ...] = ()
    hosts_from: str = ""


@dataclass(frozen=True, slots=True)
class DeviceItem:
    """Something stored on or read from the end device (§ 25 TDDDG)."""

    id: str
    name: str
    by: str
    kind: str = "cookie"
    party: str = "first"
    lifetime: Period | Lifetime | None = None
    session: bool = False
    necessary: Text | None = None
    consent: str = ""
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    read_by: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Objection:
    """What an objection does (Art. 21 GDPR): `stop` at once or `decide` case by case."""

    effect: str
    absolute: bool = False
    excepted: Text | None = None
    purposes: tuple[str, ...] = ()
    declared: bool = False
    by: tuple[str, ...] = ()
    """Channels by which people object; empty means those of the rights."""
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Activity:
    """A processing activity (Art. 30 GDPR)."""

    id: str
    title: Text
    role: str
    documents: tuple[str, ...]
    subjects: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    bases: tuple[Basis, ...]
    data: tuple[Datum, ...]
    flows: tuple[Flow, ...] = ()
    devices: tuple[DeviceItem, ...] = ()
    part_of: str = ""
    on_behalf_of: str = ""
    joint_with: tuple[str, ...] = ()
    source: Text | None = None
    objection: Objection | None = None
    forward_to: str = ""
    forward_within: Period | None = None
    excluded_purposes: tuple[Text, ...] = ()
    automated: AutomatedDecision | None = None
    special: SpecialCategory | None = None
    further: FurtherPurpose | None = None
    dpia: ImpactAssessment | None = None
    self_service: SelfService | None = None
    source_public: bool = False
    channels: tuple[str, ...] = ()
    existing_customers: tuple[str, ...] = ()
    works_agreement: Text | None = None
    staff_evaluation: bool = False
    department: Text | None = None
    since: date | None = None
    measures: tuple[str, ...] = ()
    """Ids of measures; empty means all."""
    opt_out: str = ""
    place: Place = field(default=NOWHERE, metadata={"digest": False})
