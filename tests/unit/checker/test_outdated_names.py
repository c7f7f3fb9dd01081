"""Outdated names: every row of the table is somebody's, and the quick look before the slow one loses nothing."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module

import pytest

from zusage.checker.outdated import stems_of
from zusage.reference.tables import table

DAY = date(2026, 11, 22)
QUIET = {
    "cleverreach": "the name is still right",
    "captcha": "advice about consent, which rules of 5xx judge",
    "hotjar": "the brand still exists",
    "heap": "the brand still exists",
    "mailchimp": "the brand still exists",
    "slack": "the company still exists, inside another group",
}
WRITTEN = {
    "ttdsg": "TTDSG",
    "tmg_13_15": "§ 15 Abs. 3 TMG",
    "tmg_5": "§ 5 TMG",
    "tmg": "Telemediengesetz",
    "privacy_shield": "EU-US Privacy-Shield",
    "safe_harbor": "Safe Harbour",
    "scc_old": "Standardvertragsklauseln nach 2010/87/EU",
    "bdsg_old": "§ 28 BDSG a. F. zur Werbung",
    "universal_analytics": "UA-123456-1",
    "polyfill": "staticfile.net",
    "google_inc": "Google Inc.",
    "berlin_address": "An der Urania 4–10",
    "stuttgart_address": "Königstraße 10 a",
    "sendinblue": "SendinBlue",
    "eprivacy_regulation": "E-Privacy-Verordnung",
    "gtm_no_cookies": "Der Google Tag Manager setzt keine Cookies",
}


def test_every_row_has_a_rule_or_a_reason() -> None:
    judged = {row.id for row in table("outdated") if row.facts["kind"] == "law"}
    for number in (802, 803, 804, 805, 806, 807, 809, 818, 821, 822, 825):
        judged |= import_module(f"zusage.checker.rules.zu{number}").ROWS
    assert {row.id for row in table("outdated")} == judged | set(QUIET)
    assert not judged & set(QUIET)


@pytest.mark.parametrize("id", sorted(WRITTEN))
def test_stems(id: str) -> None:
    row = next(row for row in table("outdated") if row.id == id)
    pattern = str(row.facts["pattern"])
    assert re.search(pattern, WRITTEN[id], re.IGNORECASE)
    assert any(stem in WRITTEN[id].lower() for stem in stems_of(pattern))


def test_stems_are_worth_looking_for() -> None:
    assert all(len(stem) >= 3 for row in table("outdated") for stem in stems_of(str(row.facts["pattern"])))
