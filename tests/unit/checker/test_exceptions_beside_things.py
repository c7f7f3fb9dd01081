"""An exception beside any kind of thing accepts a finding there, is shown with its reason, and says when it is idle."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from zusage.app.check import check_declaration
from zusage.checker.allowing import exceptions
from zusage.cli.main import group
from zusage.model.errors import DeclarationErrors
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Text
from zusage.policy.facts import Allowance
from zusage.policy.policy import Policy

BASE: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "rules" / "base.yml").read_text())
DAY = date(2026, 11, 22)
WHY = {"de": "Bis Ostern gelöst.", "en": "Solved by Easter."}
ACCEPTED = {"ZU401": WHY}
THINGS = {
    "organisation": "organisation",
    "document": "documents.notice",
    "statement": "documents.notice.statements.0",
    "subject": "subjects.visitor",
    "system": "systems.weblog",
    "table": "systems.app.tables.customers",
    "consent": "consents.newsletter",
    "recipient": "recipients.hoster",
    "hold": "holds.dispute",
    "activity": "activities.website",
    "datum": "activities.contract.data.master",
    "rule": "activities.contract.retention.master",
    "flow": "activities.contract.recipients.hoster",
    "device item": "activities.website.device.sid",
    "rights": "rights",
}


def whole() -> dict[str, Any]:
    """The base with one of each thing that it has none of."""
    made: dict[str, Any] = json.loads(json.dumps(BASE, default=str))
    made["documents"]["notice"]["statements"] = [{"text": {"de": "Satz.", "en": "Sentence."}}]
    made["holds"] = {
        "dispute": {"label": {"de": "Rechtsstreit", "en": "dispute"}, "review": "90 days", "approver": "management"}
    }
    access = {"necessary": {"de": "für die Anmeldung", "en": "for logging in"}}
    made["activities"]["website"]["device"] = {"sid": {"name": "sid", "by": "self", "lifetime": "session", "access": access}}
    made["rights"] = {"channels": {"email": "datenschutz@muster.example"}, "covers": ["app", "weblog", "backups"]}
    return made


def thing(made: Any, path: str) -> Any:
    for part in path.split("."):
        made = made[int(part)] if part.isdigit() else made[part]
    return made


def compiled(folder: Path, made: dict[str, Any]) -> Policy:
    return checked(folder, made).policy


def checked(folder: Path, made: dict[str, Any]) -> Any:
    file = folder / "zusage.yml"
    file.write_text(yaml.safe_dump(made, sort_keys=False, allow_unicode=True))
    return check_declaration(file, DAY)


@pytest.mark.parametrize("kind", THINGS)
def test_it_is_read_beside_every_kind_of_thing(kind: str, tmp_path: Path) -> None:
    made = whole()
    before = compiled(tmp_path, made)
    thing(made, THINGS[kind])["allow"] = ACCEPTED
    result = checked(tmp_path, made)
    (found,) = result.policy.allowances
    assert (found.rule, found.reason.de, found.reason.en) == ("ZU401", WHY["de"], WHY["en"])
    assert found.within is not None and found.activity == ("website" if kind == "activity" else "")
    inside = Finding("ZU401", Severity.ERROR, min(found.within - {found.place}))
    outside = Finding("ZU401", Severity.ERROR, Place("zusage.yml", 1, 1))
    told = exceptions(result.policy.allowances)
    assert told.reason(inside) == found.reason and told.reason(outside) is None
    assert not before.allowances
    idle = [finding for finding in result.report.findings if finding.rule == "ZU820"]
    assert [finding.place for finding in idle] == [found.place]


def test_at_the_end_it_holds_for_all(tmp_path: Path) -> None:
    made = whole() | {"allow": {"ZU401": "Bis Ostern gelöst."}}
    del made["recipients"]["hoster"]["contracts"]
    report = checked(tmp_path, made).report
    assert [(finding.rule, reason.de, reason.en) for finding, reason in report.allowed] == [
        ("ZU401", "Bis Ostern gelöst.", None)
    ]
    assert not [finding for finding in report.findings if finding.rule in ("ZU401", "ZU820")]


def test_the_innermost_gives_the_reason(tmp_path: Path) -> None:
    made = whole() | {"allow": {"ZU401": "überall"}}
    del made["recipients"]["hoster"]["contracts"]
    made["recipients"]["hoster"]["allow"] = {"ZU401": "hier"}
    ((_, reason),) = checked(tmp_path, made).report.allowed
    assert reason.de == "hier"


def test_at_an_activity_it_holds_for_what_is_mended_elsewhere() -> None:
    beside = Allowance("ZU801", Text("Grund", "reason"), Place("z", 9, 3), frozenset((Place("z", 8, 3),)), "website")
    told = exceptions((beside,))
    elsewhere = Place("z", 40, 3)
    assert told.reason(Finding("ZU801", Severity.WARNING, elsewhere, {}, "website/retention/lines")) is not None
    assert told.reason(Finding("ZU801", Severity.WARNING, elsewhere, {}, "websites")) is None
    assert told.reason(Finding("ZU802", Severity.WARNING, Place("z", 8, 3), {}, "website")) is None


@pytest.mark.parametrize("reason", ["", "  ", {"de": ""}, {}, ["x"]])
def test_a_reason_has_words(reason: Any, tmp_path: Path) -> None:
    made = whole()
    made["recipients"]["hoster"]["allow"] = {"ZU401": reason}
    with pytest.raises(DeclarationErrors):
        checked(tmp_path, made)


@pytest.mark.parametrize("name", ["ZU99", "ZE401", "zu401", "401"])
def test_what_is_no_id_of_a_rule_is_an_error(name: str, tmp_path: Path) -> None:
    made = whole()
    made["recipients"]["hoster"]["allow"] = {name: "Grund"}
    with pytest.raises(DeclarationErrors):
        checked(tmp_path, made)


@pytest.mark.parametrize(("language", "shown"), [("de", "Grund: Bis Ostern gelöst."), ("en", "Reason: Solved by Easter.")])
def test_it_is_shown_with_its_reason(tmp_path: Path, language: str, shown: str) -> None:
    made = whole()
    del made["recipients"]["hoster"]["contracts"]
    made["recipients"]["hoster"]["allow"] = ACCEPTED
    checked(tmp_path, made)
    arguments = ["--lang", language, "check", str(tmp_path), "--as-of", "2026-11-22"]
    assert shown in CliRunner().invoke(group, arguments).output
    data = json.loads(CliRunner().invoke(group, [*arguments, "--format", "json"]).output)
    assert [one["reason"] for one in data["allowed"]] == [WHY[language]]
    sarif = json.loads(CliRunner().invoke(group, [*arguments, "--format", "sarif"]).output)
    (found,) = (one for one in sarif["runs"][0]["results"] if one["ruleId"] == "ZU401")
    assert found["suppressions"] == [{"kind": "inSource", "justification": WHY[language]}]


def test_exceptions_change_no_promise(tmp_path: Path) -> None:
    before = compiled(tmp_path, whole()).digest
    made = whole() | {"allow": {"ZU401": "Grund"}}
    made["recipients"]["hoster"]["allow"] = ACCEPTED
    assert compiled(tmp_path, made).digest == before


def test_a_key_of_that_name_in_data_is_no_exception(tmp_path: Path) -> None:
    made = whole()
    made["systems"]["app"]["tables"]["allow"] = {"no_personal_data": True}
    assert compiled(tmp_path, made).allowances == ()
