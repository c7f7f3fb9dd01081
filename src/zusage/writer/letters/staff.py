"""Information for staff and a draft annex to a works agreement (Art. 13, 88 GDPR; section 87(1) no. 6 BetrVG).

Law: only where staff are a group of the declaration; evaluation of performance is said to happen where it is declared,
and to be excluded where it is not; what Zusage itself records about people who run it is named. The annex is a draft to
negotiate.
"""

from __future__ import annotations

from dataclasses import replace

from zusage.document.tree import Block, Definitions, Document, Paragraph, Section, Sentence, Table, plain
from zusage.language.grammar import capitalised
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document as Published
from zusage.policy.organisation import Subject
from zusage.writer.bases import basis_sentences
from zusage.writer.concepts.weighing import data_lines, effect_lines, entry, period_lines, safeguard_lines
from zusage.writer.letters.letter import people_pen, remedies, say
from zusage.writer.order import Order
from zusage.writer.pen import Pen, bullets, para
from zusage.writer.script import Script


def staff(order: Order) -> tuple[Document, ...]:
    """Information and annex; none where staff are no group."""
    groups = [s for s in order.policy.subjects.values() if s.kind == "employee"]
    if not groups:
        return ()
    pen = people_pen(order)
    activities = [a for a in order.policy.activities.values() if {s.id for s in groups} & set(a.subjects)]
    return (_information(pen, groups, activities), _annex(Pen(order, impersonal=True), activities))


def _information(pen: Pen, groups: list[Subject], activities: list[Activity]) -> Document:
    us = pen.policy.organisation
    people = pen.list(pen.to(group.label) for group in groups)
    lead = para(
        pen.s(
            f"Dieses Schreiben sagt, welche Daten {us.name} über {people} verarbeitet, wofür, wie lange und was nicht "
            f"geschieht (Art. 13 "
            "DSGVO).",
            f"This paper says which data {us.name} processes about {people}, what for, how long, and what does not "
            f"happen (Art. 13 GDPR).",
        ),
        plain(f"{us.name}, {us.address}, {us.email}."),
        *_officer(pen),
    )
    sections = (
        Section("who", pen.say("Wer verantwortlich ist", "Who is responsible"), (lead,)),
        _performance(pen, activities),
        Section(
            "activities", pen.say("Was wir verarbeiten", "What we process"), (), tuple(_activity(pen, a) for a in activities)
        ),
        _own_records(pen),
        Section("rights", pen.say("Rechte", "Rights"), (para(_rights(pen)), remedies(pen))),
    )
    return pen.document("staff-information", pen.say("Informationen für Beschäftigte", "Information for staff"), sections)


def _officer(pen: Pen) -> tuple[Sentence, ...]:
    officer = pen.policy.organisation.officer
    if officer is None:
        return ()
    name = ", ".join(part for part in (officer.name, officer.email) if part)
    return (pen.s(f"Datenschutzbeauftragte Person: {name}.", f"Data protection officer: {name}."),)


def _rights(pen: Pen) -> Sentence:
    email = pen.policy.rights.email or pen.policy.organisation.email
    return pen.s(
        f"Auskunft, Berichtigung, Löschung, Einschränkung und Widerspruch (Art. 15 bis 18 und 21 DSGVO): eine formlose "
        f"Nachricht an {email} "
        "genügt. Wer seine Rechte ausübt, darf deswegen nicht benachteiligt werden (§ 612a BGB).",
        f"Access, rectification, erasure, restriction and objection (Art. 15 to 18 and 21 GDPR): an informal message to "
        f"{email} is enough. "
        "Nobody may be treated worse for exercising rights (section 612a BGB).",
    )


def _performance(pen: Pen, activities: list[Activity]) -> Section:
    evaluated = [a for a in activities if a.staff_evaluation]
    sentences = []
    if evaluated:
        titles = pen.list(pen.quoted(pen.to(a.title)) for a in evaluated)
        sentences.append(pen.s(f"Leistung oder Verhalten wird nur hier ausgewertet: {titles}. Was genau geschieht, steht "
        f"dort.",
                               f"Performance or behaviour is evaluated here only: {titles}. What is done exactly is "
                               f"stated there."))  # fmt: skip
        sentences.append(pen.s("Sonst ist keine Auswertung von Leistung oder Verhalten vorgesehen.",
                               "Otherwise no evaluation of performance or behaviour is provided for."))  # fmt: skip
    else:
        sentences.append(pen.s("Eine Auswertung von Leistung oder Verhalten einzelner Beschäftigter ist mit diesen "
                               "Daten nicht vorgesehen.",
                               "No evaluation of the performance or behaviour of individual members of staff is provided "
                               "for with these data."))  # fmt: skip
    return Section("performance", pen.say("Keine Leistungskontrolle", "No monitoring of performance") if not evaluated else
                   pen.say("Leistung und Verhalten", "Performance and behaviour"), (para(*sentences),))  # fmt: skip


def _activity(pen: Pen, activity: Activity) -> Section:
    purposes = tuple(plain(f"{capitalised(pen.to(p.text))}.") for p in activity.purposes)
    rows = (
        *entry(pen.say("Wofür", "What for"), purposes),
        *entry(pen.say("Rechtsgrundlage", "Legal basis"), _bases(pen, activity)),
        *entry(pen.say("Daten", "Data"), data_lines(pen, activity)),
        *entry(pen.say("Pflichtangaben", "What is required"), _required(pen, activity)),
        *entry(pen.say("Woher die Daten kommen", "Where the data come from"), _source(pen, activity)),
        *entry(pen.say("Wer sie erhält", "Who receives them"), effect_lines(pen, activity)),
        *entry(pen.say("Wie lange", "How long"), period_lines(pen, activity)),
        *entry(pen.say("Schutz", "Protection"), safeguard_lines(pen, activity)),
        *entry(pen.say("Betriebsvereinbarung", "Works agreement"), _agreed(pen, activity)),
        *entry(pen.say("Auswertung", "Evaluation"), _evaluated(pen, activity)),
    )
    return Section(f"a-{activity.id}", capitalised(pen.to(activity.title)), (Definitions(rows),))


def _bases(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """The legal bases as a notice says them (Art. 13(1)(c) and (d) GDPR)."""
    first = next(iter(pen.policy.documents.values()), Published("", Text("", ""), address_form=pen.form))
    script = Script(pen.policy, replace(first, address_form=pen.form), pen.language)
    return tuple(plain(sentence.text) for sentence in basis_sentences(script, activity))


def _required(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    """Whether data must be given, and what follows if they are not (Art. 13(2)(e) GDPR)."""
    why = {"contract": ("für den Vertrag erforderlich", "needed for the contract"),
           "law": ("gesetzlich vorgeschrieben", "prescribed by law"), "no": ("freiwillig", "voluntary"),
           "service": ("für die Leistung erforderlich", "needed for the service")}  # fmt: skip
    return tuple(
        plain(f"{capitalised(pen.to(datum.label))}: {pen.say(*why[datum.required])}."
              + (f" {pen.full(datum.if_missing).text}" if datum.if_missing is not None else ""))
        for datum in activity.data if datum.required in why
    )  # fmt: skip


def _source(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    return (pen.full(activity.source),) if activity.source is not None else ()


def _evaluated(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    if activity.staff_evaluation:
        return (pen.s("Leistung oder Verhalten wird ausgewertet, zu den genannten Zwecken und zu keinen anderen.",
                      "Performance or behaviour is evaluated, for the purposes named and no others."),)  # fmt: skip
    return ()


def _agreed(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    if activity.works_agreement is not None:
        return (pen.full(activity.works_agreement),)
    if pen.policy.organisation.works_council and any(p.kind == "staff" for p in activity.purposes):
        return (
            pen.ask(
                "welche Betriebsvereinbarung gilt oder warum keine nötig ist",
                "which works agreement applies, or why none is needed",
            ),
        )
    return ()


def _own_records(pen: Pen) -> Section:
    run = pen.policy.run
    roles = pen.roles((*run.authors, *run.operators, *run.approvers))
    who = pen.say(f" Das betrifft: {roles}.", f" This concerns: {roles}.") if roles else ""
    words = para(
        pen.s(f"Wer Löschregeln schreibt, Löschungen freigibt oder ausführt, hinterlässt Einträge im Protokoll: Rolle, "
        f"Zeitpunkt, Plan und "
              f"Ergebnis.{who}",
              f"Whoever writes deletion rules, approves deletions or runs them leaves entries in the ledger: role, time, "
              f"plan and result.{who}"),
        pen.s("Namen stehen dort nicht. Die Einträge zeigen, ob Zusagen gehalten werden, und dienen keinem anderen Zweck "
        "als den angegebenen.",
              "There are no names in it. The entries show whether promises are kept, and serve no purpose but those "
              "declared."),
    )  # fmt: skip
    return Section("ledger", pen.say("Was die Löschung selbst festhält", "What deletion itself records"), (words,))


def _annex(pen: Pen, activities: list[Activity]) -> Document:
    council = pen.policy.organisation.works_council
    first: list[Sentence] = [
        pen.s("Entwurf zur Verhandlung. Was in spitzen Klammern steht, legen die Betriebsparteien fest.",
              "A draft to negotiate. What stands in angle brackets is settled by employer and works council."),
    ]  # fmt: skip
    if not council:
        first.append(pen.s("Ein Betriebsrat ist nicht angegeben; ohne ihn kann dieser Text als Dienstanweisung dienen.",
                           "No works council is declared; without one this text can serve as an internal "
                           "instruction."))  # fmt: skip
    sections = (
        Section("draft", pen.say("Entwurf", "Draft"), (para(*first),)),
        Section("subject", pen.say("Gegenstand", "Subject matter"), (_subject(pen),)),
        Section("systems", pen.say("Systeme, Daten und Zwecke", "Systems, data and purposes"), (_systems(pen, activities),)),
        Section("limits", pen.say("Grenzen der Auswertung", "Limits of evaluation"), _limits(pen, activities)),
        Section("access", pen.say("Zugriff", "Access"), (_access(pen),)),
        Section("deletion", pen.say("Löschung", "Deletion"), _deletion(pen, activities)),
        Section("ledger", pen.say("Protokolle der Löschung", "Records of deletion"), _own_records(pen).blocks),
        Section("council", pen.say("Rechte des Betriebsrats", "Rights of the works council"), (_council(pen),)),
        Section("end", pen.say("Geltung", "Validity"), (_validity(pen),)),
    )
    title = pen.say("Anlage zu einer Betriebsvereinbarung (Entwurf)", "Annex to a works agreement (draft)")
    return pen.document("works-agreement-annex", title, sections)


def _subject(pen: Pen) -> Paragraph:
    return para(
        pen.s("Diese Anlage regelt technische Einrichtungen, die Verhalten oder Leistung von Beschäftigten erkennen "
        "lassen können (§ 87 Abs. 1 "
              "Nr. 6 BetrVG), und dient zugleich als Regelung nach Art. 88 DSGVO und § 26 Abs. 4 BDSG.",
              "This annex deals with technical devices that can show behaviour or performance of staff (section 87(1) "
              "no. 6 BetrVG), and is "
              "at the same time a rule under Art. 88 GDPR and section 26(4) BDSG."),
    )  # fmt: skip


def _systems(pen: Pen, activities: list[Activity]) -> Table:
    head = (
        pen.say("Tätigkeit", "Activity"),
        pen.say("Zweck", "Purpose"),
        pen.say("Daten", "Data"),
        pen.say("Systeme", "Systems"),
    )
    rows = tuple(
        (
            plain(capitalised(pen.to(a.title))),
            tuple(plain(capitalised(pen.to(p.text))) for p in a.purposes),
            tuple(plain(capitalised(pen.to(d.label))) for d in a.data),
            plain(", ".join(dict.fromkeys(d.system for d in a.data))),
        )
        for a in activities
    )
    caption = pen.say("Daten über Beschäftigte", "Data about staff")
    return Table(caption, head, rows, "staff-data", ("activity", "purpose", "data", "systems"), (4, 5, 6, 3))


def _limits(pen: Pen, activities: list[Activity]) -> tuple[Block, ...]:
    evaluated = [a for a in activities if a.staff_evaluation]
    lines = [
        pen.s("Die Daten werden nur zu den genannten Zwecken verwendet.", "The data are used for the purposes named only."),
        pen.s("Arbeitsrechtliche Maßnahmen werden nicht auf Daten gestützt, die entgegen dieser Anlage gewonnen wurden.",
              "No measure under labour law rests on data that were obtained against this annex."),
    ]  # fmt: skip
    if evaluated:
        titles = pen.list(pen.quoted(pen.to(a.title)) for a in evaluated)
        lines.insert(0, say(pen, f"Ausgewertet werden Leistung oder Verhalten nur bei {titles}, und zwar so: ‹Umfang, "
        f"Gruppen statt Einzelner, wer es sieht›.",
                            f"Performance or behaviour is evaluated for {titles} only, in this way: ‹extent, groups "
                            f"instead of individuals, who sees it›."))  # fmt: skip
    else:
        lines.insert(0, pen.s("Leistung und Verhalten einzelner Beschäftigter werden nicht ausgewertet.",
                              "Performance and behaviour of individual members of staff are not evaluated."))  # fmt: skip
    return (bullets(lines),)


def _access(pen: Pen) -> Paragraph:
    return para(
        say(
            pen,
            "Zugriff haben nur: ‹Rollen›. Jede weitere Rolle bedarf der Zustimmung.",
            "Only these have access: ‹roles›. Any further role needs consent.",
        ),
    )


def _deletion(pen: Pen, activities: list[Activity]) -> tuple[Block, ...]:
    lines = tuple(s for a in activities for s in period_lines(pen, a))
    said = para(pen.s("Zugesagt ist, im Wortlaut der Veröffentlichung:", "Promised, in the words of the publication:"))
    return (said, bullets(lines)) if lines else (para(pen.ask("wann sie gelöscht werden", "when they are deleted")),)


def _council(pen: Pen) -> Paragraph:
    return para(
        pen.s("Der Betriebsrat erhält das Löschkonzept und die Tafel der Zusagen zur Einsicht und wird vor jeder "
        "Änderung beteiligt, die diese "
              "Daten betrifft.",
              "The works council may see the deletion concept and the board of promises, and is involved before every "
              "change about these "
              "data."),
        say(pen, "Er kann jährlich prüfen lassen, ob diese Anlage eingehalten wird: ‹Verfahren›.",
            "Once a year it may have it checked whether this annex is kept: ‹procedure›."),
    )  # fmt: skip


def _validity(pen: Pen) -> Paragraph:
    return Paragraph(
        (
            say(pen, "Gilt ab ‹Datum›; kündbar mit ‹Frist›; sie wirkt nach bis zu einer neuen Regelung.",
                "In force from ‹date›; may be ended with ‹notice›; it goes on until there is a new rule."),
            say(pen, "‹Ort, Datum›", "‹place, date›"),
            say(pen, "‹Arbeitgeber›", "‹employer›"),
            say(pen, "‹Betriebsrat›", "‹works council›"),
        ),
        lines=True,
    )  # fmt: skip
