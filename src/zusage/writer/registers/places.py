"""Systems and countries as a register names them.

Law: a system is named by its id and by what it is, with the country in which the data lie; a country that is not declared
is said to be missing, never guessed.
"""

from __future__ import annotations

from zusage.document.tree import Sentence, plain
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.policy.system import System
from zusage.reference.countries import EEA
from zusage.writer.registers.desk import Desk

_KINDS = {
    "sql": Text("Datenbank", "database"),
    "files": Text("Dateien", "files"),
    "logfiles": Text("Protokolldateien", "log files"),
    "mail": Text("E-Mails", "e-mails"),
    "website": Text("Website", "website"),
    "egress": Text("ausgehende Verbindungen", "outgoing connections"),
    "register": Text("Vertragsregister", "contract register"),
    "provider": Text("Dienst", "service"),
    "lake": Text("Datenspeicher", "data store"),
    "nosql": Text("Datenbank", "database"),
}
_ON_PAR = EEA | {"EU", "EEA"}


def system(desk: Desk, id: str) -> str:
    """A system: "control (Datenbank, Deutschland)"."""
    known = desk.policy.systems.get(id)
    if known is None:
        return id
    about = (_kind(desk, known), desk.country(known.location) if known.location else "")
    return f"{id} ({', '.join(part for part in about if part)})"


def stored(desk: Desk, datum: Datum) -> tuple[Sentence, ...]:
    """Where a kind of data is, a line for each place."""
    if datum.system == "nowhere":
        return (desk.sentence("nur beim Empfänger", "only at the recipient"),)
    if datum.system == "device":
        return (desk.sentence("auf dem Endgerät", "on the device"),)
    ids = dict.fromkeys((datum.system, *(place for place, _ in datum.also_in)))
    return tuple(plain(system(desk, id)) for id in ids)


def systems_of(policy: Policy, activity: Activity) -> tuple[str, ...]:
    """The systems that hold data of an activity, in order of its data."""
    named = (place for datum in activity.data for place in (datum.system, *(also for also, _ in datum.also_in)))
    return tuple(id for id in dict.fromkeys(named) if id in policy.systems)


def abroad(recipient: Recipient) -> tuple[str, ...]:
    """The countries outside the European Economic Area where our data are, or from which they are reached."""
    codes = dict.fromkeys((recipient.location, recipient.country, *recipient.access_from))
    return tuple(code for code in codes if code and code not in _ON_PAR) if recipient.role != "self" else ()


def land(desk: Desk, recipient: Recipient) -> tuple[Sentence, ...]:
    """Seat, place of the data where that is another one, and from where they are reached."""
    if recipient.role == "self":
        return (desk.sentence("bei uns", "with us"),)
    if not recipient.country and not recipient.location:
        unknown = desk.sentence("je nach Empfänger", "depends on the recipient")
        return (unknown if recipient.category else desk.lacks("Land", "country"),)
    lines = [desk.country(recipient.country or recipient.location)]
    if recipient.location and recipient.country and recipient.location != recipient.country:
        lines.append(desk.say("Daten in: ", "Data in: ") + desk.country(recipient.location))
    if recipient.access_from:
        names = desk.join(desk.country(code) for code in recipient.access_from)
        lines.append(desk.say("Zugriff aus: ", "Access from: ") + names)
    return tuple(plain(line) for line in lines)


def _kind(desk: Desk, known: System) -> str:
    if known.backup_of:
        return desk.say("Sicherungen", "backups")
    return desk.to(_KINDS[known.connector]) if known.connector in _KINDS else known.connector
