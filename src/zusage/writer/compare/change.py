"""A change in substance and what follows from it.

Law: every change is sorted by its own norm. Art. 13(3) and 14(4) GDPR are about new purposes only; other substantial changes
follow from fairness and transparency (Art. 5(1)(a), 12(1)), a consent covers only what people agreed to (Art. 4 no. 11, 7),
a processor needs its customers' agreement (Art. 28(3)) and lets them object to further processors (Art. 28(2)). What is only
worded otherwise is no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zusage.model.text import Text


class Consequence(StrEnum):
    """What follows, the gravest first."""

    ASK = "ask"
    NEW_PURPOSE = "new_purpose"
    CONTRACT = "contract"
    OBJECT = "object"
    TELL = "tell"
    COLLECTION = "collection"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `before` and `after` are the words of both sides, "" where there is none; `to` are groups of people.

    `thing` is the id of what changed (an activity, a recipient, a promise); `assess` says that it touches what decides
    whether an impact assessment is needed (Art. 35 GDPR).
    """

    sort: str
    thing: str
    title: str
    consequence: Consequence
    before: str = ""
    after: str = ""
    to: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    assess: bool = False


TITLES: dict[Consequence, Text] = {
    Consequence.ASK: Text("Einwilligungen neu einholen", "Ask for consent again"),
    Consequence.NEW_PURPOSE: Text(
        "Vor Beginn über einen neuen Zweck informieren", "Inform of a new purpose before it begins"
    ),
    Consequence.CONTRACT: Text("Mit Auftraggebern vereinbaren", "Agree with those who instruct us"),
    Consequence.OBJECT: Text("Weitere Auftragsverarbeiter vorher ankündigen", "Announce further processors in advance"),
    Consequence.TELL: Text("Rechtzeitig mitteilen", "Tell people in time"),
    Consequence.COLLECTION: Text("Bei der Erhebung informieren", "Inform when data are collected"),
    Consequence.NONE: Text("Ohne Mitteilung", "Nobody needs to be told"),
}

REASONS: dict[Consequence, Text] = {
    Consequence.ASK: Text(
        "Eine Einwilligung deckt nur, worin eingewilligt wurde (Art. 4 Nr. 11, Art. 7 DSGVO). Wer schon eingewilligt hat, "
        "ist neu zu fragen; bis dahin bleibt es beim Bisherigen.",
        "A consent covers only what people agreed to (Art. 4 no. 11, Art. 7 GDPR). Whoever has agreed must be asked again; "
        "until then nothing changes for them.",
    ),
    Consequence.NEW_PURPOSE: Text(
        "Sollen vorhandene Daten für einen neuen Zweck verarbeitet werden, sind die Menschen vorher zu informieren (Art. 13 "
        "Abs. 3, Art. 14 Abs. 4 DSGVO), und es ist zu prüfen, ob der neue Zweck mit dem alten vereinbar ist (Art. 6 Abs. 4 "
        "DSGVO).",
        "If existing data are to be processed for a new purpose, people must be informed before (Art. 13(3), 14(4) GDPR), "
        "and it must be examined whether the new purpose is compatible with the old one (Art. 6(4) GDPR).",
    ),
    Consequence.CONTRACT: Text(
        "Was im Auftrag verarbeitet wird, bestimmt der Vertrag (Art. 28 Abs. 3 DSGVO). Die Änderung gilt erst, wenn sie mit "
        "den Auftraggebern vereinbart ist.",
        "What is processed on behalf of others is determined by the contract (Art. 28(3) GDPR). The change takes effect "
        "only when it has been agreed with them.",
    ),
    Consequence.OBJECT: Text(
        "Auftraggeber müssen weiteren Auftragsverarbeitern widersprechen können, bevor sie tätig werden (Art. 28 Abs. 2 "
        "DSGVO).",
        "Those who instruct us must be able to object to further processors before these begin (Art. 28(2) GDPR).",
    ),
    Consequence.TELL: Text(
        "Eine Änderung in der Sache wird so rechtzeitig mitgeteilt, dass man sich darauf einstellen kann (Art. 5 Abs. 1 "
        "lit. a, Art. 12 Abs. 1 DSGVO).",
        "A change in substance is told early enough for people to prepare for it (Art. 5(1)(a), 12(1) GDPR).",
    ),
    Consequence.COLLECTION: Text(
        "Eine neue Verarbeitung neuer Daten: informiert wird mit der neuen Fassung, wenn die Daten erhoben werden (Art. 13 "
        "Abs. 1 DSGVO) oder binnen eines Monats (Art. 14 Abs. 3 DSGVO).",
        "New processing of new data: people are informed by the new version when the data are collected (Art. 13(1) GDPR) "
        "or within a month (Art. 14(3) GDPR).",
    ),
    Consequence.NONE: Text(
        "Diese Änderungen schränken niemanden ein; aus ihnen allein folgt keine Mitteilung.",
        "These changes restrict nobody; from them alone no duty to tell follows.",
    ),
}
