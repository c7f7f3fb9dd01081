"""Facts that only the law asks for: what the checker judges and documents print, and no promise is made of.

Law: values only. What is not declared is None, False or empty, never a guess; the checker says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zusage.model.period import Period
from zusage.model.place import NOWHERE, Place
from zusage.model.text import Text


@dataclass(frozen=True, slots=True)
class Representative:
    """The representative in the Union of a controller outside (Art. 27 GDPR)."""

    name: str
    address: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class AutomatedDecision:
    """A decision without a person (Art. 22 GDPR); `ground` is contract, law, consent or "" (not declared)."""

    logic: Text | None
    consequences: Text | None
    why: Text | None = None
    contest: Text | None = None
    ground: str = ""
    human: bool = False
    place: Place = field(default=NOWHERE, metadata={"digest": False})


@dataclass(frozen=True, slots=True)
class SpecialCategory:
    """The condition of Art. 9(2) GDPR by its letter, and the national law that it needs, if any."""

    condition: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class FurtherPurpose:
    """Data of another activity used for a new purpose (Art. 6(4), 13(3), 14(4) GDPR)."""

    origin: str
    told: date | None = None
    compatible: Text | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What the data protection officer advised, and when (Art. 35(2) GDPR)."""

    dated: date | None
    text: Text | None


@dataclass(frozen=True, slots=True)
class ImpactAssessment:
    """Whether an impact assessment is needed and where it is (Art. 35 GDPR)."""

    needed: bool
    because: Text | None = None
    dated: date | None = None
    renew: Period | None = None
    file: str = ""
    criteria: tuple[str, ...] = ()
    """Criteria of WP 248 that are met, by their names in the grammar."""
    listed: str = ""
    """The entry of the list of Art. 35(4) GDPR, "none", or "" where nobody has said."""
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class SelfService:
    """What people can do themselves: change these columns, close or erase their account."""

    change: tuple[str, ...] = ()
    close: bool = False
    erase: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """The arrangement of joint controllers (Art. 26 GDPR)."""

    dated: date | None = None
    essence: Text | None = None
    contact_point: str = ""
    informs: str = ""
    """Who informs people: "us", "both", or the id of a recipient."""
    answers: str = ""
    """Who answers requests, in the same words."""


@dataclass(frozen=True, slots=True)
class Informed:
    """When and by which documents a group of people is informed (Art. 13, 14 GDPR)."""

    when: str
    by: tuple[str, ...]
    how: Text | None = None


@dataclass(frozen=True, slots=True)
class SubProcessors:
    """Where the list of a processor's own processors is, and when somebody last read it (Art. 28(2) GDPR)."""

    list: str = ""
    checked: date | None = None
    renew: Period | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of a document in order of reading: the name of a part, or the activities it shows."""

    id: str
    part: str = ""
    show: tuple[str, ...] = ()
    title: Text | None = None
    """The heading of the part; None leaves it to the writer."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding that is accepted where it stands: the rule, the reason, and every place inside the thing it is beside.

    `within` is None at the end of the declaration, where it holds for all of it; `activity` is set beside an activity,
    where it holds for every finding about the activity, wherever that is to be mended.
    """

    rule: str
    reason: Text
    place: Place
    within: frozenset[Place] | None
    activity: str = ""
