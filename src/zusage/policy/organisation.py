"""Who is responsible, which documents speak, whom they concern, who receives data.

Law: values only, compiled from the declaration; `Text` for words, ids for everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zusage.model.period import Period
from zusage.model.place import NOWHERE, Place
from zusage.model.text import Text
from zusage.policy.facts import Agreement, Informed, Layer, Representative, SubProcessors


@dataclass(frozen=True, slots=True)
class Officer:
    """The data protection officer; only the contact is owed (Art. 13(1)(b) GDPR)."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The controller (Art. 4 no. 7 GDPR)."""

    name: str
    address: str
    email: str
    authority: str
    phone: str = ""
    representative: str = ""
    register: str = ""
    officer: Officer | None = None
    kind: str = ""
    year_ends: tuple[int, int] | None = None
    tax_owner: str = ""
    country: str = ""
    eu_representative: Representative | None = None
    people_processing: int | None = None
    works_council: bool = False
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Window:
    """When a run may work: weekdays (0 = Monday) on which it begins, minutes after midnight; `end` <= `begin`: next day."""

    days: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Freeze:
    """Days, both included, on which no run works."""

    first: date
    last: date
    because: str


@dataclass(frozen=True, slots=True)
class Run:
    """How often the routine run comes, how long after a deadline a unit counts as done in time, who decides, and when.

    What is deleted from a database can be put back for `undo`, where a rule says nothing else.
    `approval` is "second" (another role approves), "single" (declared: there is no second person) or "" (not declared).
    """

    every: Period
    grace: Period
    authors: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    approval: str = ""
    windows: tuple[Window, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    undo: Period | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})

    @property
    def longest_wait_hours(self) -> int:
        """The longest time between two beginnings of work: the run interval, or the gap between the days of windows."""
        days = sorted({day for window in self.windows for day in window.days})
        gaps = [((after - before) % 7 or 7) * 24 for before, after in zip(days, days[1:] + days[:1], strict=True)]
        return max(self.every.longest_hours, *gaps, 0)

    @property
    def longest_wait(self) -> Period:
        """The same as a period."""
        return Period(hours=self.longest_wait_hours)


@dataclass(frozen=True, slots=True)
class Changes:
    """How people hear of a changed document."""

    notify: str
    by: tuple[str, ...]
    when: str
    before: Period


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence stated as such, with the claim that the checker compares with the policy ("" = none)."""

    text: Text
    claim: str = ""
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Document:
    """A published text: an ordered view of promises."""

    id: str
    title: Text
    kind: str = "notice"
    published_at: tuple[str, ...] = ()
    dated: date | None = None
    address_form: str = "Sie"
    changes: Changes | None = None
    statements: tuple[Statement, ...] = ()
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    layers: tuple[Layer, ...] = ()
    includes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A group of data subjects; `found_in` names system, table and columns that identify a person of it.

    `keys`: system, table and column of keyed digests, and the environment variable with their key.
    """

    id: str
    label: Text
    found_in: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    minors: bool = False
    kind: str = ""
    informed: Informed | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    keys: tuple[tuple[str, str, str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract or other document on file: kind (avv, scc, tia, tom …), date, and when it must be renewed."""

    kind: str
    dated: date | None = None
    renew: Period | None = None
    annexes: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    file: str = ""
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Transfer:
    """The mechanism of Chapter V GDPR for a transfer to a third country."""

    mechanism: str
    id: str = ""
    checked: date | None = None
    renew: Period | None = None
    also: tuple[str, ...] = ()
    listed_as: str = ""
    covers: tuple[str, ...] = ()
    module: tuple[str, ...] = ()
    copy: Text | None = None
    tia: date | None = None
    ground: str = ""
    recurring: bool = False
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom data are disclosed (Art. 4 no. 9 GDPR); processors count."""

    id: str
    name: str
    country: str
    role: str
    use: str = ""
    address: str = ""
    contracts: tuple[Contract, ...] = ()
    evidence: tuple[Contract, ...] = ()
    transfer: Transfer | None = None
    hosts: tuple[str, ...] = ()
    system: str = ""
    category: Text | None = None
    location: str = ""
    parent: str = ""
    parent_country: str = ""
    under: str = ""
    region: str = ""
    members: tuple[str, ...] = ()
    access_from: tuple[str, ...] = ()
    agreement: Agreement | None = None
    sub_processors: SubProcessors | None = None
    passes_on_to: tuple[str, ...] = ()
    """Ids of recipients; what is passed on to a category only is in `onward`."""
    onward: tuple[Text, ...] = ()
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that is asked once and covers activities; `proof` columns show that it was given."""

    id: str
    label: Text
    words: Text | None = None
    """The text as people see it when they agree."""
    by: str = ""
    double_opt_in: bool = False
    system: str = ""
    table: str = ""
    where: tuple[tuple[str, str], ...] = ()
    given: str = ""
    confirmed: str = ""
    withdrawn: str = ""
    text: str = ""
    withdraw: tuple[str, ...] = ()
    expires: Period | None = None
    address: str = ""
    covers: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    refuse: str = ""
    refuse_text: Text | None = None
    separate: bool = False
    condition_of: str = ""
    age: int | None = None
    parents: Text | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Measure:
    """A technical or organisational measure (Art. 32 GDPR); `goal` is the word of the grammar."""

    id: str
    label: Text
    goal: str
    text: Text | None = None
    systems: tuple[str, ...] = ()
    """Ids of systems; empty means everywhere."""
    owner: str = ""
    evidence: Contract | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class HoldKind:
    """A kind of hold that the notice announces, with its review period and the role that approves."""

    id: str
    label: Text
    review: Period
    approver: str
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class Rights:
    """How requests are made and answered; `place` is where the time to answer is written, else `rights:`."""

    email: str = ""
    post: bool = False
    answer_within: Period = Period(months=1)
    covers: tuple[str, ...] = ()
    phone: str = ""
    form: str = ""
    identity: str = ""
    propagate: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    fee: str = ""
    declared: bool = False
    delete_proof: Period | None = None
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    identity_place: Place = field(default=NOWHERE, metadata={"digest": False})
    fee_place: Place = field(default=NOWHERE, metadata={"digest": False})
