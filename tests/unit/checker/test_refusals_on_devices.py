"""What only stores a refusal measures nothing; what counts people is no refusal, whatever it is called."""

from __future__ import annotations

import pytest

from zusage.checker.devices import keeps_refusal
from zusage.model.text import Text
from zusage.policy.activity import DeviceItem


def _item(name: str, de: str, en: str, consent: str = "") -> DeviceItem:
    return DeviceItem("it", name, "self", necessary=Text(de, en), consent=consent)


@pytest.mark.parametrize(
    "item",
    [
        _item("piwik_ignore", "Beachtung Ihres Widerspruchs", "respecting your opt-out"),
        _item("matomo_ignore", "Ausnahme auf Wunsch", "exception on request"),
        _item("nicht-zaehlen", "Widerspruch gegen die Reichweitenmessung", "objection to statistics"),
    ],
)
def test_a_stored_refusal_is_recognised(item: DeviceItem) -> None:
    assert keeps_refusal(item)


@pytest.mark.parametrize(
    "item",
    [
        _item("_pk_id*", "Beachtung Ihres Widerspruchs", "respecting your opt-out"),
        _item("zid", "Messung, bis Sie widersprechen", "measuring until you opt out"),
        _item("zid", "Statistik ohne Ablehnung", "statistics unless refused"),
        _item("zid", "Anmeldung", "signing in"),
        _item("zid", "Widerspruch", "objection", consent="statistics"),
        DeviceItem("it", "piwik_ignore", "self", consent="statistics"),
    ],
)
def test_what_counts_people_is_no_refusal(item: DeviceItem) -> None:
    assert not keeps_refusal(item)
