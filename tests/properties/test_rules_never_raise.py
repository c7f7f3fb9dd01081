"""Every rule answers every declaration that compiles: it never raises, points into the file, and says it in both languages.

The declarations are the clean ones of this repository after random edits: keys and things deleted, doubled, emptied or
moved, texts in one language, other laws, countries and roles, and days from 2016 to 2030. An edit that does not compile is
taken back. Arguments of findings name nobody: the names, addresses and numbers of persons that the edits plant never appear.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from zusage.adapters.connectors import descriptors
from zusage.checker.rule import Matter, Needs
from zusage.checker.run import load_rules, run_rules
from zusage.declaration.expand import expand
from zusage.declaration.read import parse_declaration
from zusage.declaration.shape import check_shape
from zusage.model.errors import DeclarationErrors
from zusage.policy.compiler import compile_policy
from zusage.policy.policy import Policy

ROOT = Path(__file__).parents[2]
CLEAN = {path.parent.name: path for path in sorted(ROOT.glob("examples/*/zusage.yml"))}
CLEAN["base"] = ROOT / "tests" / "rules" / "base.yml"
ROUNDS, EDITS = 5, 6
FIRST, LAST = date(2016, 1, 1), date(2030, 12, 31)
PERSON = ("Zacharias Quendel", "zacharias.quendel@person.example", "+49 40 5550199")

Tree = Any
Path_ = tuple[str | int, ...]
LOADED = load_rules()
KNOWN = descriptors()


@pytest.mark.parametrize("seed", range(ROUNDS))
@pytest.mark.parametrize("name", CLEAN)
def test_rules_answer_any_declaration(name: str, seed: int) -> None:
    random = Random(f"{name}/{seed}")
    tree, policy, lines = edited(clean(name), random)
    day = FIRST + timedelta(days=random.randrange((LAST - FIRST).days))
    report = run_rules(Matter(policy, day), LOADED)
    asked = {id for id, (rule, _) in LOADED.items() if rule.needs is Needs.DECLARATION and rule.applies(day)}
    assert set(report.run) == asked
    for finding in report.found:
        rule = LOADED[finding.rule][0]
        assert finding.place.file == "zusage.yml" and 1 <= finding.place.line <= lines, finding
        for language in ("de", "en"):
            said = rule.words(finding, language)
            assert said.strip() and "{" not in said and "None" not in said.split(), (finding, said)
        assert not [one for one in PERSON for it in finding.arguments.values() if one in str(it)], finding
    assert run_rules(Matter(compiled(tree)[0], day), LOADED) == report


def test_the_edits_reach_the_rules() -> None:
    """Many rules have something to say about an edited declaration; otherwise this file would try little."""
    heard: set[str] = set()
    for seed in range(40):
        _, policy, _ = edited(clean("base"), Random(f"reach/{seed}"))
        heard |= {finding.rule for finding in run_rules(Matter(policy, date(2026, 11, 22)), LOADED).found}
    assert len(heard) >= 40, sorted(heard)


@cache
def clean(name: str) -> Tree:
    return yaml.load(CLEAN[name].read_text(), yaml.BaseLoader)


def compiled(tree: Tree) -> tuple[Policy, int]:
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)
    declaration = parse_declaration([("zusage.yml", text.encode())])
    if errors := check_shape(declaration, KNOWN):
        raise DeclarationErrors(errors)
    return compile_policy(expand(declaration), KNOWN, date(2026, 11, 22), "production").policy, text.count("\n")


def edited(tree: Tree, random: Random) -> tuple[Tree, Policy, int]:
    """The tree after some edits that compile together."""
    tree = copy.deepcopy(tree)
    policy, lines = compiled(tree)
    for _ in range(EDITS):
        changed = copy.deepcopy(tree)
        for _ in range(random.randint(1, 3)):
            random.choice(MAKERS)(changed, random)
        try:
            policy, lines = compiled(changed)
        except DeclarationErrors:
            continue
        tree = changed
    return tree, policy, lines


def nodes(tree: Tree, path: Path_ = ()) -> Iterator[tuple[Path_, Tree]]:
    yield path, tree
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        yield from nodes(value, (*path, key))


def holders(tree: Tree, key: str) -> list[dict[str, Tree]]:
    return [value for _, value in nodes(tree) if isinstance(value, dict) and key in value]


def section(tree: Tree, name: str) -> dict[str, Tree]:
    found = tree.get(name)
    return found if isinstance(found, dict) else {}


def forget(tree: Tree, random: Random) -> None:
    """A key somewhere is gone."""
    holder = random.choice([value for _, value in nodes(tree) if isinstance(value, dict) and value])
    del holder[random.choice(list(holder))]


def forget_thing(tree: Tree, random: Random) -> None:
    """A whole part of an activity or of a recipient is gone."""
    things = [*section(tree, "activities").values(), *section(tree, "recipients").values(), tree]
    thing = random.choice([one for one in things if isinstance(one, dict) and one])
    del thing[random.choice(list(thing))]


def empty(tree: Tree, random: Random) -> None:
    """A list or a mapping is empty, or a text."""
    holder = random.choice([value for _, value in nodes(tree) if isinstance(value, dict) and value])
    key = random.choice(list(holder))
    holder[key] = [] if isinstance(holder[key], list) else {} if isinstance(holder[key], dict) else ""


def one_language(tree: Tree, random: Random) -> None:
    """Texts are there in one language only."""
    lost = random.choice(("de", "en"))
    texts = holders(tree, lost)
    for text in random.sample(texts, min(len(texts), random.randint(1, 40))):
        if {"de", "en"} <= set(text):
            del text[lost]


def double(tree: Tree, random: Random) -> None:
    """A thing stands twice, under another id."""
    things = section(tree, random.choice(("activities", "recipients", "systems", "consents", "subjects", "holds")))
    if things:
        id = random.choice(list(things))
        things[f"{id}-2"[:40]] = copy.deepcopy(things[id])


def take_value(tree: Tree, random: Random) -> None:
    """A value stands where another of the same key stood."""
    values = [(holder, key) for _, holder in nodes(tree) if isinstance(holder, dict) for key in holder]
    holder, key = random.choice(values)
    holder[key] = copy.deepcopy(random.choice([other[key] for other in holders(tree, str(key))]))


def law(tree: Tree, random: Random) -> None:
    """Another regime, seat, authority, language or kind of organisation."""
    tree["regime"] = random.choice(("eu", "eu/de", "eu/at", "eu/de/sh", "ch", "uk"))
    about = section(tree, "organisation")
    about["country"] = random.choice(("AT", "CH", "US", "GB", "DE", "FR"))
    about["kind"] = random.choice(("company", "bank", "insurer", "investment_firm", "association", "public_body"))
    about["people_processing"] = random.choice(("0", "1", "9", "19", "20", "4000"))
    tree["languages"] = random.choice((["de"], ["en"], ["en", "de"]))


def party(tree: Tree, random: Random) -> None:
    """A recipient has another role, country, safeguard or kinship."""
    recipients = section(tree, "recipients")
    if not recipients:
        return
    one = recipients[random.choice(list(recipients))]
    one["role"] = random.choice(("processor", "controller", "joint", "instructed_by_customer", "self", "authority"))
    one["country"] = random.choice(("US", "IN", "CH", "BR", "GB", "CN", "DE", "JP"))
    one["transfer"] = {"mechanism": random.choice(("adequacy", "dpf", "scc", "bcr", "consent", "derogation", "none"))}
    if random.random() < 0.3:
        one["under"] = random.choice(list(recipients))
    if random.random() < 0.3:
        one["passes_on_to"] = [random.choice(list(recipients))]
    if random.random() < 0.3:
        one["parent"] = {"name": "Blue Harbour Inc.", "country": "US"}
    if random.random() < 0.2:
        one["agreement"] = {"dated": "2031-01-01"}


def role(tree: Tree, random: Random) -> None:
    """An activity is somebody else's, shared, or part of another."""
    activities, subjects = section(tree, "activities"), section(tree, "subjects")
    if not activities or not subjects:
        return
    one = activities[random.choice(list(activities))]
    kind = random.choice(("processor", "joint", "part"))
    if kind == "processor":
        one |= {"role": "processor", "basis": "instruction", "on_behalf_of": random.choice(list(subjects))}
    elif kind == "joint" and section(tree, "recipients"):
        one |= {"role": "joint", "with": [random.choice(list(tree["recipients"]))]}
    else:
        one["part_of"] = random.choice(list(activities))


def purpose(tree: Tree, random: Random) -> None:
    """A purpose is declared as another, profiles, or decides."""
    activities = section(tree, "activities")
    if not activities:
        return
    one = activities[random.choice(list(activities))]
    kinds = ("newsletter", "advertising", "analytics", "staff", "applications", "captcha", "claims", "fraud_scoring")
    one["purposes"] = {"p": {"de": "Zweck", "en": "purpose", "kind": random.choice(kinds), "profiling": "true"}}
    one["channels"] = random.sample(["email", "phone", "sms", "post", "push"], 2)
    if random.random() < 0.5:
        one["automated_decision"] = {"exists": "true"}
    if random.random() < 0.3:
        one["special_category"] = {"condition": random.choice(("a", "b", "h", "z"))}
    if random.random() < 0.3:
        one["dpia"] = {"needed": "true"}
    if random.random() < 0.3:
        one["further_purpose"] = {"from": random.choice(list(activities))}


def person(tree: Tree, random: Random) -> None:
    """A person is named where a declaration may name one."""
    about = section(tree, "organisation")
    about |= {"representative": PERSON[0], "phone": PERSON[2], "email": PERSON[1]}
    about["data_protection_officer"] = {"name": PERSON[0], "email": PERSON[1]}


def environment(tree: Tree, random: Random) -> None:
    """A system is a copy, made up, absent, or has no place."""
    systems = section(tree, "systems")
    if not systems:
        return
    one = systems[random.choice(list(systems))]
    one[random.choice(("absent", "synthetic"))] = "true"
    one["location"] = random.choice(("US", "CN", "DE", "CH"))
    tree["environments"] = {"staging": {"synthetic": "true", "systems": {random.choice(list(systems)): {"absent": "true"}}}}


def devices(tree: Tree, random: Random) -> None:
    """Something odd is stored on the device."""
    activities = section(tree, "activities")
    if not activities:
        return
    one = activities[random.choice(list(activities))]
    by = random.choice(["self", *section(tree, "recipients")])
    kind = random.choice(("cookie", "storage", "pixel", "fingerprint"))
    lifetime = random.choice(("session", "none", "13 months", "40 years"))
    access: Tree = {"necessary": {"de": "nötig"}}
    if (consents := section(tree, "consents")) and random.random() < 0.6:
        access = {"consent": random.choice(list(consents))}
    name = random.choice(("_ga", "*", "sid", "_pk_id*"))
    one["device"] = {"odd": {"name": name, "kind": kind, "by": by, "lifetime": lifetime, "access": access}}


MAKERS: tuple[Callable[[Tree, Random], None], ...] = (
    forget,
    forget_thing,
    empty,
    one_language,
    double,
    take_value,
    law,
    party,
    role,
    purpose,
    person,
    environment,
    devices,
)
