"""Terms of processing on behalf (Art. 28(3) GDPR): what customers get as controllers.

Law: speaks to the controller, not to the data subjects; says per activity subject matter, purpose, data, people,
sub-processors, deletion and measures, and no more than is declared. Liability and audits are left to the contract.
"""

from __future__ import annotations

from zusage.document.tree import Block, Definitions, Paragraph, Section, plain
from zusage.language.grammar import capitalised, company
from zusage.language.lists import join
from zusage.policy.activity import Activity
from zusage.policy.promise import Duty
from zusage.writer.general import informed_section, security_section
from zusage.writer.recipients import flow_groups, recipients_section
from zusage.writer.script import Entry, Script, entry, groups_entry


def terms_sections(script: Script) -> tuple[Section, ...]:
    """All sections of the terms."""
    activities = tuple(_activity(script, activity) for activity in script.activities)
    title = script.say("Gegenstand der Verarbeitung", "Subject matter of the processing")
    return (
        _instruction(script),
        Section("activities", title, (), activities),
        recipients_section(script),
        *security_section(script),
        *informed_section(script),
    )


def _instruction(script: Script) -> Section:
    us = script.policy.organisation
    name = capitalised(company(us.name))
    first = script.sentence(
        f"{name} verarbeitet die hier genannten Daten im Auftrag und nur auf dokumentierte Weisung ihrer Kundinnen und "
        "Kunden; diese bleiben verantwortlich (Art. 28 Abs. 3 lit. a DSGVO).",
        f"{us.name} processes the data named here on behalf of its customers and only on their documented instructions; "
        "they remain the controllers (Art. 28(3)(a) GDPR).",
    )
    return Section("instruction", script.say("Auftrag und Weisung", "Task and instructions"), (Paragraph((first,)),))


def _activity(script: Script, activity: Activity) -> Section:
    say, id = script.say, activity.id
    purposes = tuple(plain(capitalised(script.to(purpose.text))) for purpose in activity.purposes)
    data = join([script.to(datum.label) for datum in activity.data], script.language)
    people = join([script.to(script.policy.subjects[s].label) for s in activity.subjects], script.language)
    flows = flow_groups(script, activity)
    kept = script.take_kept(id)
    flows += tuple((said,) for said in script.take(lambda p: p.activity == id and p.duty is Duty.DISCLOSE))
    requests = script.take(lambda p: p.activity == id and p.duty is Duty.ANSWER)
    rest = script.take(lambda p: p.activity == id)
    entries: tuple[Entry, ...] = (
        *entry(say("Zweck", "Purpose"), purposes),
        *entry(say("Art der Daten", "Kind of data"), (plain(capitalised(data)),) if data else ()),
        *entry(say("Betroffene Personen", "Data subjects"), (plain(capitalised(people)),)),
        *groups_entry(say("Löschung", "Deletion"), kept),
        *groups_entry(say("Weitere Empfänger", "Further recipients"), flows),
        *entry(say("Maßnahmen", "Measures"), rest),
        *entry(say("Anfragen Betroffener", "Requests"), requests),
    )
    blocks: tuple[Block, ...] = (Definitions(entries),)
    return Section(f"a-{id}", capitalised(script.to(activity.title)), blocks)
