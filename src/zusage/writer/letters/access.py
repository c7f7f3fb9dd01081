"""The answer to a request for access (Art. 15 GDPR), one letter per group of people.

Law: every item of Art. 15(1) and (2) has its place: confirmation, purposes, categories, recipients by name, period, rights,
complaint, source, automated decisions, safeguards; the data themselves are an annex that a person attaches.
"""

from __future__ import annotations

from zusage.document.tree import Block, Definitions, Document, Paragraph, Section, Sentence, plain
from zusage.kinds.words.rights import right
from zusage.language.address import addressed
from zusage.language.grammar import capitalised
from zusage.policy.activity import Activity
from zusage.policy.organisation import Subject
from zusage.policy.promise import Duty
from zusage.writer.concepts.weighing import Entry, abroad, entry, recipient_name
from zusage.writer.letters.letter import gaps, letter, on_behalf, only_if, own, remedies, say
from zusage.writer.pen import Pen, bullets, para

_RIGHTS = ("rectification", "erasure", "restriction", "objection")


def access(pen: Pen) -> tuple[Document, ...]:
    """A letter per group about which we answer."""
    return tuple(_letter(pen, known) for known in pen.policy.subjects.values() if own(pen, known.id))


def _letter(pen: Pen, known: Subject) -> Document:
    label = capitalised(pen.to(known.label))
    activities = [a for a in own(pen, known.id) if not all(datum.aggregated for datum in a.data)]
    body: tuple[Block, ...] = (
        para(
            say(
                pen,
                "‹Sie haben|du hast› uns am ‹Datum des Eingangs› um Auskunft gebeten (Art. 15 DSGVO).",
                "you asked us for access on ‹date of receipt› (Art. 15 GDPR).",
            ),
            pen.s(
                "Ja, wir verarbeiten personenbezogene Daten über ‹Sie|dich›. Eine Kopie der Daten liegt bei; diese "
                "Auskunft ist "
                "unentgeltlich.",
                "Yes, we process personal data about you. A copy of the data is attached; this answer is free of charge.",
            ),
        ),
        para(say(pen, "Anlage: ‹Kopie der Daten, Seitenzahl oder Dateiname›", "Annex: ‹copy of the data, pages or file›")),
        only_if(
            pen,
            "nichts gefunden wurde",
            "nothing was found",
            para(
                say(
                    pen,
                    "Wir haben in ‹durchsuchte Systeme› gesucht und keine Daten über ‹Sie|dich› gefunden.",
                    "We searched ‹systems searched› and found no data about you.",
                )
            ),
        ),
        para(pen.s("Im Einzelnen:", "In detail:")),
    )
    title = pen.say(f"Auskunft: {label}", f"Access: {label}")
    subject = ("Auskunft nach Art. 15 DSGVO", "Access under Art. 15 GDPR")
    more = (*(_activity(pen, a) for a in activities), *_elsewhere(pen, known.id), _rights(pen))
    return letter(pen, f"answer-access-{known.id}", title, subject, body, _notes(pen), more)


def _activity(pen: Pen, activity: Activity) -> Section:
    purposes = tuple(plain(f"{capitalised(pen.to(p.text))}.") for p in activity.purposes)
    rows: tuple[Entry, ...] = (
        *entry(pen.say("Zwecke", "Purposes"), purposes),
        *entry(pen.say("Daten", "Data"), tuple(plain(capitalised(pen.to(d.label))) for d in activity.data)),
        *entry(pen.say("Empfänger", "Recipients"), _recipients(pen, activity)),
        *entry(pen.say("Speicherdauer", "Period"), _periods(pen, activity)),
        *entry(pen.say("Herkunft", "Source"), _source(pen, activity)),
        *entry(pen.say("Automatisierte Entscheidung", "Automated decision"), _automated(pen, activity)),
    )
    return Section(f"a-{activity.id}", capitalised(pen.to(activity.title)), (Definitions(rows),))


def _recipients(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    found = []
    for flow in activity.flows:
        known = pen.policy.recipients.get(flow.recipient)
        name = capitalised(pen.to(flow.category) if flow.category else recipient_name(pen, known, flow.recipient))
        where = abroad(pen, known) if known is not None else ""
        when = f"; {pen.to(flow.when_text)}" if flow.when_text is not None else ""
        found.append(gaps(f"{name} ({where}){when}" if where else f"{name}{when}"))
        if known is not None and known.category is not None:
            found.append(
                say(pen, f"Namentlich: ‹wer aus „{name}“ Daten erhalten hat›", f"By name: ‹who of “{name}” received data›")
            )
    return tuple(found) or (pen.s("Keine.", "No recipients."),)


def _periods(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    found = tuple(pen.promised(p) for p in pen.policy.promises if p.activity == activity.id and p.duty is Duty.KEEP)
    return found or (pen.ask("wie lange diese Daten gespeichert werden", "how long these data are kept"),)


def _source(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    if activity.source is not None:
        return (pen.full(activity.source),)
    return (
        pen.s(
            "Die Daten stammen von ‹Ihnen|dir› oder sind bei der Nutzung entstanden.",
            "The data come from you or arose from use.",
        ),
    )


def _automated(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    found = activity.automated
    if found is None:
        return ()
    words = [pen.full(text) for text in (found.logic, found.consequences) if text is not None]
    if found.logic is None:
        words.append(pen.ask("nach welcher Logik entschieden wird", "the logic of the decision"))
    return tuple(words)


def _elsewhere(pen: Pen, subject: str) -> tuple[Section, ...]:
    found = on_behalf(pen, subject)
    if not found:
        return ()
    titles = pen.list(pen.quoted(pen.to(a.title)) for a in found)
    words = para(
        say(
            pen,
            f"{titles} betreiben wir im Auftrag anderer. Dafür antwortet, wer uns den Auftrag gegeben hat; "
            f"‹Ihren|deinen› Antrag "
            "haben wir am ‹Datum› an ‹Name der verantwortlichen Stelle› weitergegeben.",
            f"{titles} we run on behalf of others. Whoever gave us the task answers for it; we passed your request on to "
            f"‹name of "
            "the controller› on ‹date›.",
        )
    )
    return (
        Section("on-behalf", pen.say("Was wir im Auftrag verarbeiten", "What we process on behalf of others"), (words,)),
    )


def _rights(pen: Pen) -> Section:
    lines = [plain(addressed(right(name, pen.language), pen.form)) for name in _RIGHTS]
    decisions = () if any(a.automated for a in own(pen)) else (
        pen.s("Entscheidungen, die allein auf automatisierter Verarbeitung beruhen (Art. 22 DSGVO), treffen wir nicht.",
              "We make no decisions based on automated processing alone (Art. 22 GDPR)."),)  # fmt: skip
    blocks: tuple[Block, ...] = (bullets(lines), remedies(pen), *((Paragraph(decisions),) if decisions else ()))
    return Section("rights", pen.say("‹Ihre|Deine› Rechte", "Your rights"), blocks)


def _notes(pen: Pen) -> tuple[Sentence, ...]:
    return (
        pen.s("Abschnitte streichen, zu denen es über diese Person keine Daten gibt.", "Strike the parts for which there "
        "are no data about this person."),
        pen.s("Die Kopie muss die Daten vollständig und verständlich wiedergeben (EuGH C-487/21); Daten anderer Menschen "
        "und "
              "Geschäftsgeheimnisse werden geschwärzt, das Schreiben wird deshalb nicht verweigert (Art. 15 Abs. 4 DSGVO).",
              "The copy must show the data completely and intelligibly (CJEU C-487/21); data of others and trade secrets "
              "are "
              "blacked out, which is no reason to refuse (Art. 15(4) GDPR)."),
        pen.s("Empfänger sind namentlich zu nennen, soweit sie feststehen (EuGH C-154/21).", "Recipients are named as "
        "far as they are known (CJEU C-154/21)."),
        pen.s("Was nur noch wegen einer Aufbewahrungspflicht oder in Sicherungen liegt, ist nicht von selbst "
        "ausgenommen: § 34 "
              "Abs. 1 Nr. 2 BDSG verlangt außerdem unverhältnismäßigen Aufwand und dass jede andere Nutzung technisch "
              "ausgeschlossen ist; die Gründe sind festzuhalten (§ 34 Abs. 2 BDSG).",
              "What is kept only for a duty or in backups is not exempt by itself: section 34(1) no. 2 BDSG also asks for "
              "disproportionate effort and that any other use is technically excluded; the reasons go on record (section "
              "34(2) "
              "BDSG)."),
    )  # fmt: skip
