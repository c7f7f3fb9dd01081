"""A lifetime in minutes, from the declaration to the sentence, the device table, the export and the archive."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from support.declared import WHOLE, compiled, errors_of
from support.papers import DAY, company_policy, paper, rows
from zusage.kinds.speak import speak
from zusage.model.canonical import encode
from zusage.model.decoding import decode
from zusage.model.period import Lifetime
from zusage.model.text import Text
from zusage.policy.activity import DeviceItem
from zusage.policy.policy import Policy
from zusage.writer.catalogue import EXPORTS
from zusage.writer.order import Order

CHAT = company_policy("live-chat")
VISIT = DeviceItem("ses", "_visit", "self", lifetime=Lifetime(minutes=30), necessary=Text("Anmeldung", "signing in"))


def _with(lifetime: str) -> str:
    access = "access: {necessary: {de: Anmeldung, en: signing in}}"
    return f"{WHOLE}    device: {{visit: {{name: _visit, by: self, lifetime: {lifetime}, {access}}}}}\n"


def _website() -> Policy:
    website = replace(CHAT.activities["website"], devices=(VISIT,))
    return replace(CHAT, activities={**CHAT.activities, "website": website})


@pytest.mark.parametrize("written", ["30 minutes", "30 Minuten", "PT30M"])
def test_the_notice_says_the_minutes(written: str) -> None:
    policy = compiled(_with(written))
    promise = next(p for p in policy.promises if p.kind == "device-lifetime")
    assert "bleibt höchstens 30 Minuten auf" in speak(promise, policy, "de")
    assert "on your device for 30 minutes at most" in speak(promise, policy, "en")


def test_minutes_are_for_devices_only() -> None:
    assert {e.code for e in errors_of(_with("30 parsecs"))} == {"ZE150"}
    hourly = WHOLE.replace("systems:\n", "run: {every: 1 hour, grace: 30 minutes}\nsystems:\n", 1)
    assert {e.code for e in errors_of(hourly)} == {"ZE150"}


def test_device_table_and_export_say_the_minutes() -> None:
    shown = {row["name"]: row["lifetime"] for row in rows(paper("device-storage", _website()), "items")}
    assert shown["_visit"] == "30 Minuten"
    export = dict(EXPORTS["einwv"].write(Order(_website(), "de", DAY)))["einwv"]
    (item,) = (one for one in export["without_consent"] if one["activity"] == "website")
    assert item["lifetime"] == "PT30M"


def test_the_archive_gives_the_minutes_back() -> None:
    again = decode(DeviceItem, json.loads(encode(VISIT)))
    assert again.lifetime == Lifetime(minutes=30)
