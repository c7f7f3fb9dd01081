"""What `use:` fills: only what the declaration leaves out, and only what was read in a source."""

import pytest

from support.declared import compiled, edited
from zusage.policy.organisation import Recipient
from zusage.reference.services import services


def recipient(text: str) -> Recipient:
    return compiled(edited(("systems:\n", f"recipients: {{r: {{{text}}}}}\nsystems:\n"))).recipients["r"]


def test_a_sourced_service_fills_everything_that_is_missing() -> None:
    hetzner = recipient("use: hetzner")
    assert (hetzner.name, hetzner.country, hetzner.role) == ("Hetzner Online GmbH", "DE", "processor")
    assert hetzner.address == "Industriestr. 25, 91710 Gunzenhausen" and "*.hetzner.cloud" in hetzner.hosts
    analytics = recipient("use: google-analytics")
    assert (analytics.parent, analytics.parent_country) == ("Google LLC", "US")


def test_what_still_has_to_be_verified_never_gets_in() -> None:
    unsure = services()["iubenda"]
    assert unsure.address and {"entity", "address", "country", "parent", "hosts"} <= unsure.verify
    filled = recipient("use: iubenda")
    assert (filled.name, filled.country, filled.address, filled.parent) == ("iubenda", "", "", "")
    assert filled.role == "processor" and filled.hosts == unsure.hosts


def test_a_company_is_filled_without_the_address_that_nobody_settled() -> None:
    filled = recipient("use: gocardless/fr")
    assert (filled.name, filled.country, filled.address) == ("GoCardless SAS", "FR", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("use: hetzner, name: Hetzner Finland Oy", ("Hetzner Finland Oy", "", "")),
        ("use: hetzner, country: FI", ("Hetzner", "FI", "")),
        (
            "use: hetzner, name: Hetzner Online GmbH (Falkenstein)",
            ("Hetzner Online GmbH (Falkenstein)", "DE", "Industriestr. 25, 91710 Gunzenhausen"),
        ),
        ("use: hetzner, address: Am Datacenter-Park 1", ("Hetzner Online GmbH", "DE", "Am Datacenter-Park 1")),
    ],
)
def test_another_company_or_country_gets_no_address_of_this_one(text: str, expected: tuple[str, str, str]) -> None:
    filled = recipient(text)
    assert (filled.name, filled.country, filled.address) == expected


def test_the_declaration_counts() -> None:
    own = recipient(
        "use: google-analytics, role: controller, hosts: [a.example], parent: {name: Alphabet Inc., country: US}"
    )
    assert (own.role, own.hosts, own.parent, own.parent_country) == ("controller", ("a.example",), "Alphabet Inc.", "US")
    assert recipient("use: prometheus").role == "self"


def test_a_name_that_is_the_parent_is_no_company_of_its_own() -> None:
    direct = recipient("use: google-analytics, name: Google LLC, country: US")
    assert direct.parent == ""
