"""What a recipient keeps is told with the moment from which it counts, however that is declared."""

import pytest

from support.declared import compiled, edited
from zusage.kinds.speak import speak, speak_on

RULES = "    retention:\n      gone:"
HOST = """\
recipients:
  host: {name: Rechner GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-10}]}
"""


@pytest.mark.parametrize(
    ("start", "german", "english"),
    [
        ("{at: shop.guests.ended_at}", "drei Tage nach dem Ende", "within three days after the end"),
        (
            "{earliest_of: [{at: shop.guests.ended_at}, {at: shop.guests.withdrawn_at}]}",
            "drei Tage nach dem Ende oder dem Widerruf, je nachdem, was zuerst eintritt",
            "within three days after the end or the withdrawal, whichever comes first",
        ),
        ("", "nach drei Tagen", "within three days"),
    ],
)
def test_a_recipient_deletes_after_something(start: str, german: str, english: str) -> None:
    begun = f"from: {start}, " if start else ""
    flow = f"    recipients:\n      host: {{data: all, keeps: {{{begun}delete: after 3 days, evidence: document}}}}\n"
    policy = compiled(edited((RULES, flow + RULES), ("activities:\n", HOST + "activities:\n")))
    (promise,) = (p for p in policy.promises if p.kind == "recipient-deletes")
    assert speak(promise, policy, "de").endswith(f"löscht die von uns erhaltenen Daten spätestens {german}.")
    assert speak(promise, policy, "en").endswith(f"deletes the data received from us {english}.")
    assert f"spätestens {german} gelöscht." in speak_on(promise, policy, "de")
    assert speak_on(promise, policy, "en") == f"The data are deleted there {english}."
