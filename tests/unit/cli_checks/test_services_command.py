"""zusage services: what is known about a service, and what nobody sourced."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from zusage.cli.main import group


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments))


def test_show_says_what_is_known_and_what_is_open() -> None:
    shown = run("--lang", "en", "services", "show", "brevo")
    assert shown.exit_code == 0
    assert "Sendinblue SAS" in shown.output and "Formerly" in shown.output and "not sourced" in shown.output
    german = run("--lang", "de", "services", "show", "google-analytics")
    assert "Google Ireland Limited" in german.output and "_ga_*: hält die Sitzung (zwei Jahre" in german.output
    assert "noch zu prüfen" in german.output and "Irland" in german.output


def test_an_ended_service_and_software_of_ones_own() -> None:
    assert "eingestellt am 2024-06-25" in run("--lang", "de", "services", "show", "polyfill-io").output
    own = run("--lang", "de", "services", "show", "prometheus").output
    assert "von uns selbst betrieben" in own and "nicht belegt" not in own and "Unternehmen" not in own


def test_search_finds_former_names_and_hosts() -> None:
    found = run("--lang", "en", "services", "search", "sendinblue").output.splitlines()
    assert len(found) == 1 and found[0].startswith("brevo ") and "<- Sendinblue" in found[0]
    assert run("services", "search", "BIT.LY", "nothing").exit_code == 1
    hosts = json.loads(run("services", "search", "hs-scripts.com", "--format", "json").output)
    assert [one["id"] for one in hosts] == ["hubspot"]


def test_json_has_every_field() -> None:
    one = json.loads(run("services", "show", "hetzner", "--format", "json").output)
    assert (one["entity"], one["country"], one["as_of"]) == ("Hetzner Online GmbH", "DE", "2026-11-22")
    assert {"sources", "verify", "open", "none", "hosts", "cookies", "transfer", "verify_at", "formerly"} <= set(one)


@pytest.mark.parametrize(
    ("asked", "near"), [("hetzer", "hetzner"), ("Sendinblue", "brevo"), ("gocardles/fr", "gocardless/fr")]
)
def test_an_unknown_id_names_the_nearest(asked: str, near: str) -> None:
    from zusage.app.service_view import found_service
    from zusage.model.errors import UsageError

    with pytest.raises(UsageError) as caught:
        found_service(asked)
    assert caught.value.arguments["near"] == near
