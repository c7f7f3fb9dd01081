"""Whom we told (Art. 19 GDPR): the sentence that follows every rectification, erasure and restriction.

Law: names the recipients that the declaration knows; people may ask for the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.document.tree import Paragraph
from zusage.policy.activity import Activity
from zusage.writer.concepts.weighing import recipient_name
from zusage.writer.letters.letter import own, say
from zusage.writer.pen import Pen, para

_OURS = ("self", "authority")


def told(pen: Pen, activities: Iterable[Activity] | None = None) -> Paragraph:
    """Who received the data of these activities, or of all, and was told."""
    hosts = {system.host for system in pen.policy.systems.values() if system.host}
    names = dict.fromkeys(
        recipient_name(pen, known, id)
        for activity in (own(pen) if activities is None else activities)
        for id in dict.fromkeys(flow.recipient for flow in activity.flows)
        if (known := pen.policy.recipients.get(id)) is not None and known.role not in _OURS and id not in hosts
    )
    if not names:
        return para(
            pen.s(
                "Empfänger, denen wir das mitteilen müssten, gibt es nicht.",
                "There are no recipients whom we would have to tell.",
            )
        )
    listed = pen.list(names)
    return para(
        say(
            pen,
            f"Mitgeteilt haben wir das am ‹Datum› allen, die diese Daten von uns erhalten hatten: ‹Zutreffende "
            f"auswählen: {listed}› (Art. 19 DSGVO).",
            f"On ‹date› we told everybody who had received these data from us: ‹choose who applies: {listed}› (Art. 19 "
            f"GDPR).",
        )
    )
