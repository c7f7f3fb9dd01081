"""Catalogue: every operator that a declaration may name, and what is wrong with how it was named.

Law: closed and pure. `complaint` is asked when a declaration is compiled; afterwards an operator is never unknown and its
arguments are always readable. `reach` tells what a set of operators can come to at best: one that keeps a key alive makes
everything pseudonymous, one that leaves text about a person shortens, whatever the others do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zusage.operators import bucket, constant, nothing, placeholder, pseudonym, removal, truncate
from zusage.operators.operator import Arguments, Operator, Setting

OPERATORS: Mapping[str, Operator] = {
    operator.name: operator
    for operator in (
        nothing.OPERATOR,
        constant.OPERATOR,
        truncate.OPERATOR,
        bucket.OPERATOR,
        pseudonym.HASH,
        pseudonym.PSEUDONYM,
        placeholder.OPERATOR,
        removal.OPERATOR,
    )
}
ALIASES: Mapping[str, str] = {"null": "nothing", "clear": "nothing"}
SHORTENED, PSEUDONYMISED, ANONYMISED = "shortened", "pseudonymised", "anonymised"


def canonical(name: str) -> str:
    """The name of an operator under which it stands in plans."""
    return ALIASES.get(name, name)


def complaint(name: str, arguments: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """What is wrong with an operator and its arguments, and what is allowed instead; ("", "") when nothing is."""
    operator = OPERATORS.get(name)
    if operator is None:
        return name, ", ".join(sorted(OPERATORS))
    parameters = {parameter.name: parameter for parameter in operator.parameters}
    allowed = "; ".join(parameter.allowed() for parameter in operator.parameters) or "–"
    given: list[str] = []
    for key, value in arguments:
        parameter = parameters.get(key)
        if parameter is None:
            return key, allowed
        if not parameter.takes(value) or (key in given and not parameter.many):
            return f"{key}: {value}", parameter.allowed()
        given.append(key)
    if operator.needs and not any(need <= set(given) for need in operator.needs):
        return name, allowed
    return "", ""


def grouped(arguments: Iterable[tuple[str, str]]) -> Arguments:
    """Arguments by name, in order of writing."""
    found: dict[str, tuple[str, ...]] = {}
    for key, value in arguments:
        found[key] = (*found.get(key, ()), value)
    return found


def misfit(operator: Operator, arguments: Arguments, setting: Setting) -> str:
    """Why a column cannot take what the operator makes: kind, not_null, length, unique; "" where it can."""
    if setting.kind not in operator.kinds:
        return "kind"
    return operator.misfit(arguments, setting)


def reach(names: Sequence[str]) -> str:
    """What values come to by these operators alone, before anybody has looked at the rows: never anonymised."""
    does = {OPERATORS[name].trait.does for name in names if name in OPERATORS}
    return PSEUDONYMISED if "pseudonymises" in does else SHORTENED


def may_anonymise(names: Sequence[str]) -> bool:
    """Whether a passed look over the rows may call the result anonymised: no key that lives on, no text about a person."""
    return bool(names) and not set(names) & {"pseudonym", "remove"}
