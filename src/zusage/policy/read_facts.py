"""Reading the facts that only the law asks for, and the exceptions beside the things they are about.

Law: nothing is required here; a reference that names nothing is recorded as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.declaration.node import Entry, Mapping, Node, Scalar, Sequence
from zusage.model.place import Place
from zusage.policy.facts import (
    Advice,
    Agreement,
    Allowance,
    AutomatedDecision,
    FurtherPurpose,
    ImpactAssessment,
    Informed,
    Layer,
    Representative,
    SelfService,
    SpecialCategory,
    SubProcessors,
)
from zusage.policy.reading import child, entries, field, fields, flag, items
from zusage.policy.scope import Scope

_RULE = re.compile(r"ZU\d{3}")


def read_representative(node: Node | None) -> Representative | None:
    """The representative of Art. 27 GDPR."""
    return Representative(field(node, "name"), field(node, "address"), field(node, "email")) if node is not None else None


def read_automated(scope: Scope, node: Node | None) -> AutomatedDecision | None:
    """A decision without a person."""
    if node is None:
        return None
    return AutomatedDecision(
        logic=scope.words(child(node, "logic")),
        consequences=scope.words(child(node, "consequences")),
        why=scope.words(child(node, "basis")),
        contest=scope.words(child(node, "contest")),
        ground=field(node, "ground"),
        human=flag(node, "human"),
        place=node.place,
    )


def read_special(node: Node | None) -> SpecialCategory | None:
    """The condition of Art. 9(2) GDPR."""
    return SpecialCategory(field(node, "art9"), field(node, "law")) if node is not None else None


def read_further(scope: Scope, node: Node | None) -> FurtherPurpose | None:
    """Data of another activity used for something new."""
    origin = next(iter(scope.known_texts("activity", child(node, "from"))), "")
    if node is None:
        return None
    return FurtherPurpose(origin, scope.day(child(node, "told")), scope.words(child(node, "compatible")))


def read_dpia(scope: Scope, node: Node | None) -> ImpactAssessment | None:
    """The impact assessment."""
    if node is None:
        return None
    renew = child(node, "renew")
    return ImpactAssessment(
        flag(node, "needed"),
        scope.words(child(node, "because")),
        scope.day(child(node, "dated")),
        scope.period(renew) if renew is not None else None,
        field(node, "file"),
        fields(node, "criteria"),
        field(node, "listed"),
        _advice(scope, child(node, "advice")),
    )


def _advice(scope: Scope, node: Node | None) -> Advice | None:
    return Advice(scope.day(child(node, "dated")), scope.words(child(node, "text"))) if node is not None else None


def read_informed(scope: Scope, node: Node | None) -> Informed | None:
    """Where and when a group of people is informed."""
    if node is None:
        return None
    return Informed(field(node, "when"), scope.known_texts("document", child(node, "by")), scope.words(child(node, "how")))


def read_self_service(node: Node | None) -> SelfService | None:
    """What people can do themselves."""
    return SelfService(fields(node, "change"), flag(node, "close"), flag(node, "erase")) if node is not None else None


def read_agreement(scope: Scope, node: Node | None) -> Agreement | None:
    """The arrangement of joint controllers."""
    if node is None:
        return None
    return Agreement(
        scope.day(child(node, "dated")),
        scope.words(child(node, "essence")),
        field(node, "contact_point"),
        field(node, "informs"),
        field(node, "answers"),
    )


def read_sub_processors(scope: Scope, node: Node | None) -> SubProcessors | None:
    """Where the processors of a processor are listed."""
    if node is None:
        return None
    renew = child(node, "renew")
    period = scope.period(renew) if renew is not None else None
    return SubProcessors(field(node, "list"), scope.day(child(node, "checked")), period)


def read_layers(scope: Scope, node: Node | None) -> tuple[Layer, ...]:
    """The parts of a document in order of reading."""
    return tuple(
        Layer(
            field(item, "id"),
            field(item, "part"),
            scope.known_texts("activity", child(item, "show")),
            scope.words(child(item, "title")),
        )
        for item in items(node)
    )


def read_allowances(scope: Scope) -> tuple[Allowance, ...]:
    """Every exception: beside things, at activities, and at the end for the whole declaration."""
    found: list[Allowance] = []
    for entry in scope.root.entries:
        if entry.key == "allow":
            found.extend(_accepted(scope, entry.value, None))
        elif entry.key == "activities":
            for activity in entries(entry.value):
                found.extend(_allowances(scope, activity, activity.key))
        else:
            found.extend(_allowances(scope, entry))
    return tuple(found)


def _allowances(scope: Scope, entry: Entry, activity: str = "") -> Iterator[Allowance]:
    if isinstance(entry.value, Mapping):
        accepted = entry.value.get("allow")
        if accepted is not None:
            within = frozenset((entry.place, *_places(entry.value)))
            yield from _accepted(scope, accepted, within, activity)
        for inner in entry.value.entries:
            if inner.key != "allow":
                yield from _allowances(scope, inner)
    elif isinstance(entry.value, Sequence):
        for item in entry.value.items:
            if not isinstance(item, Scalar):
                yield from _allowances(scope, Entry("", item.place, item))


def _accepted(scope: Scope, node: Node, within: frozenset[Place] | None, activity: str = "") -> Iterator[Allowance]:
    for one in entries(node):
        reason = scope.words(one.value)
        if reason is not None and _RULE.fullmatch(one.key):
            yield Allowance(one.key, reason, one.place, within, activity)


def _places(node: Node) -> Iterator[Place]:
    yield node.place
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.place
            yield from _places(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _places(item)
