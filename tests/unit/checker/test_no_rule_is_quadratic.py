"""Four times as many of everything costs a rule about four times as many steps; counted, not timed.

The declaration has as many statements, columns, consents, recipients with transfers, activities, device items and rules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from types import FrameType
from typing import Any

import pytest

from zusage.app.workspace import read_workspace
from zusage.checker.rule import Check, Matter, Needs
from zusage.checker.run import load_rules

DAY = date(2026, 11, 22)
SMALL, LARGE = 20, 80
MOST = 7.0
"""Times as many steps for four times as much; a quadratic rule takes sixteen."""
LITTLE = 4000
"""Steps that are not worth a question: 50 a thing."""


def name(number: int) -> str:
    return f"Q{chr(97 + number // 26)}{chr(97 + number % 26)}"


def declaration(size: int) -> str:
    numbers, names = range(size), [name(number) for number in range(size)]
    parts = [
        HEAD,
        *(f"      - {{text: {{de: Satz {one} steht hier., en: Sentence {one} is here.}}}}\n" for one in names),
        SYSTEM.replace("COLUMNS", ", ".join(f"c{n}" for n in numbers)),
        *(f"      t{n}: {{owned_by: customers via customer_id}}\n" for n in numbers),
        "consents:\n",
        *(CONSENT.format(n=n, name=names[n]) for n in numbers),
        "recipients:\n",
        *(RECIPIENT.format(n=n, name=names[n]) for n in numbers),
        "defaults: {documents: [notice]}\nactivities:\n",
        *(ACTIVITY.format(n=n, name=names[n]) for n in numbers),
    ]
    return "".join(parts)


HEAD = """zusage: 1
organisation:
  {name: Muster GmbH, address: 'Weg 1, 12345 Musterstadt', email: datenschutz@muster.example, authority: de/be}
languages: [de, en]
documents:
  notice:
    title: {de: Datenschutzerklärung, en: Privacy notice}
    statements:
"""
SYSTEM = """subjects:
  customer: {label: {de: Kundschaft, en: customers}, found_in: {app.customers: [email]}}
systems:
  app:
    connector: sql
    url: env:APP_URL
    location: DE
    tables:
      customers: {subject: customer, personal: [COLUMNS]}
"""
CONSENT = "  yes-{n}: {{label: {{de: Zustimmung {name}, en: consent {name}}}, by: banner, withdraw: [banner]}}\n"
RECIPIENT = """  house-{n}:
    name: Haus {name} Inc.
    country: US
    role: processor
    contracts: [{{kind: avv, dated: 2025-01-10}}, {{kind: scc, dated: 2025-01-10}}]
    transfer: {{mechanism: scc, module: 2, copy: d@muster.example, tia: 2025-01-10}}
"""
ACTIVITY = """  work-{n}:
    title: {{de: Vorgang {name}, en: Matter {name}}}
    subjects: [customer]
    purposes: {{serve: {{de: Statistik {name}, en: statistics {name}}}}}
    basis: {{consent: yes-{n}}}
    data:
      a: {{label: {{de: Angabe {name}, en: datum {name}}}, in: app.customers, columns: [c{n}]}}
      b: {{label: {{de: Vermerk {name}, en: note {name}}}, in: app.t{n}}}
    retention:
      a: {{data: [a], from: {{at: app.customers.t{n}}}, clear: after 60 days}}
      b: {{data: [b], from: {{at: app.t{n}.closed_at}}, delete: after 60 days}}
    device: {{d: {{name: cookie-{n}, by: self, lifetime: 30 days, access: {{consent: yes-{n}}}}}}}
    recipients: {{house-{n}: {{data: all}}}}
"""


def steps(check: Check, matter: Matter) -> int:
    """How many lines and calls a rule runs through."""
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for _ in check(matter):
            pass
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def matters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Matter, Matter]:
    folder = tmp_path_factory.mktemp("large")
    made = []
    for size in (SMALL, LARGE):
        file = folder / f"{size}.yml"
        file.write_text(declaration(size))
        made.append(Matter(read_workspace(file, DAY).policy, DAY))
    return made[0], made[1]


def judged() -> Iterator[Any]:
    for id, (rule, check) in load_rules().items():
        if rule.needs is Needs.DECLARATION:
            yield pytest.param(check, id=id)


@pytest.mark.parametrize("check", list(judged()))
def test_no_rule_is_quadratic(check: Check, matters: tuple[Matter, Matter]) -> None:
    small, large = matters
    list(check(small)), list(check(large))
    few, many = steps(check, small), steps(check, large)
    assert many < LITTLE or many < MOST * few, f"{few} steps for {SMALL}, {many} for {LARGE}"


def test_a_quadratic_rule_would_be_found(matters: tuple[Matter, Matter]) -> None:
    def quadratic(matter: Matter) -> Iterator[Any]:
        names = list(matter.policy.activities)
        yield from (one for one in names if any(one == f"{other}-" for other in names))

    small, large = (steps(quadratic, matter) for matter in matters)
    assert large > LITTLE and large > MOST * small
