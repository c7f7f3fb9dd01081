"""Assessments of legitimate interests (Art. 6(1)(f) GDPR), one per activity that rests on them.

Law: three steps, as the law and the courts ask: the interest, its necessity, the weighing. Each step prints what is declared
and asks the concrete question where nothing is; the result is the declared one, never computed.
"""

from __future__ import annotations

from zusage.document.tree import Block, Cell, Definitions, Document, Section, Sentence, Table, plain
from zusage.language.grammar import capitalised
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis
from zusage.writer.concepts.weighing import (
    data_lines,
    effect_lines,
    entry,
    objection_line,
    people_line,
    period_lines,
    safeguard_lines,
)
from zusage.writer.order import Order
from zusage.writer.pen import Pen, para

Weighed = tuple[Activity, Basis]


def interests(order: Order) -> tuple[Document, ...]:
    """One document with all assessments; none where nothing rests on legitimate interests."""
    pen = Pen(order, impersonal=True)
    found = [(a, b) for a in order.policy.activities.values() for b in a.bases if b.kind == "legitimate_interests"]
    if not found:
        return ()
    parts = (_overview(pen, found), *(_assessment(pen, activity, basis) for activity, basis in found))
    title = pen.say("Abwägung berechtigter Interessen", "Assessment of legitimate interests")
    return (pen.document("interests", title, parts),)


def _overview(pen: Pen, found: list[Weighed]) -> Section:
    intro = para(
        pen.s(
            "Wer sich auf Art. 6 Abs. 1 lit. f DSGVO stützt, muss das Interesse benennen, zeigen, dass es ohne diese "
            "Daten nicht "
            "geht, und begründen, warum die Interessen der betroffenen Personen nicht überwiegen.",
            "Whoever relies on Art. 6(1)(f) GDPR must name the interest, show that it cannot be met without these data, "
            "and give "
            "reasons why the interests of the people do not weigh more.",
        ),
        pen.s(
            "Was hier angegeben ist, hat die Organisation erklärt; was fehlt, ist als Frage zu sehen.",
            "What stands here was declared by the organisation; what is missing shows as a question.",
        ),
    )
    head = (
        pen.say("Tätigkeit", "Activity"),
        pen.say("Interesse", "Interest"),
        pen.say("Abgewogen am", "Weighed on"),
        pen.say("Offen", "Open"),
    )
    rows = tuple(_row(pen, activity, basis) for activity, basis in found)
    caption = pen.say("Tätigkeiten, die auf berechtigten Interessen beruhen", "Activities that rest on legitimate interests")
    table = Table(caption, head, rows, "interests", ("activity", "interest", "weighed", "open"), (5, 7, 4, 5))
    return Section("overview", pen.say("Überblick", "Overview"), (intro, table))


def _row(pen: Pen, activity: Activity, basis: Basis) -> tuple[Cell, ...]:
    day = plain(pen.day(basis.weighed)) if basis.weighed else pen.ask("wann abgewogen wurde", "when it was weighed")
    names = {
        pen.say("Erforderlichkeit", "necessity"): basis.necessary,
        pen.say("Erwartungen", "expectations"): basis.expected,
        pen.say("Abwägung", "weighing"): basis.outweighs,
    }
    gaps = [name for name, value in names.items() if value is None]
    return (
        plain(capitalised(pen.to(activity.title))),
        _interest(pen, basis),
        day,
        plain(capitalised(", ".join(gaps)) or "–"),
    )


def _interest(pen: Pen, basis: Basis) -> Sentence:
    if basis.interest is None:
        return pen.ask("welches Interesse verfolgt wird", "which interest is pursued")
    return plain(capitalised(pen.to(basis.interest)))


def _assessment(pen: Pen, activity: Activity, basis: Basis) -> Section:
    title = capitalised(pen.to(activity.title))
    scope = _scope(pen, basis)
    sections = (
        _part(pen, activity, basis, "interest", ("Das Interesse", "The interest"), _first(pen, activity, basis)),
        _part(pen, activity, basis, "necessity", ("Die Erforderlichkeit", "Necessity"), _second(pen, activity, basis)),
        _part(pen, activity, basis, "weighing", ("Die Abwägung", "The weighing"), _third(pen, activity, basis)),
        _part(pen, activity, basis, "result", ("Ergebnis", "Result"), _result(pen, basis)),
    )
    return Section(_id(activity, basis), title, (para(*scope),) if scope else (), sections)


def _id(activity: Activity, basis: Basis) -> str:
    return f"a-{activity.id}" if not basis.purposes else f"a-{activity.id}-{'-'.join(basis.purposes)}"


def _scope(pen: Pen, basis: Basis) -> tuple[Sentence, ...]:
    if basis.otherwise:
        return (pen.s("Gilt in allen Fällen, für die keine andere Rechtsgrundlage angegeben ist.",
                      "Applies wherever no other legal basis is declared."),)  # fmt: skip
    if basis.when is not None:
        return (pen.s(f"Gilt {pen.to(basis.when)}.", f"Applies {pen.to(basis.when)}."),)
    return ()


def _part(pen: Pen, activity: Activity, basis: Basis, id: str, title: tuple[str, str], blocks: tuple[Block, ...]) -> Section:
    return Section(f"{_id(activity, basis)}-{id}", pen.say(*title), blocks)


def _purposes(activity: Activity, basis: Basis) -> list[Text]:
    chosen = [p.text for p in activity.purposes if p.id in basis.purposes]
    return chosen or [p.text for p in activity.purposes]


def _first(pen: Pen, activity: Activity, basis: Basis) -> tuple[Block, ...]:
    purposes = pen.list(pen.to(text) for text in _purposes(activity, basis))
    rows = (
        *entry(pen.say("Interesse", "Interest"), (_interest(pen, basis),)),
        *entry(pen.say("Zweck", "Purpose"), (plain(f"{capitalised(purposes)}."),)),
        *entry(
            pen.say("Wessen Interesse", "Whose interest"),
            (pen.s(f"Das Interesse des Verantwortlichen, {pen.policy.organisation.name}.",
                   f"The interest of the controller, {pen.policy.organisation.name}."),),
        ),
    )  # fmt: skip
    return (Definitions(rows),)


def _declared(pen: Pen, text: Text | None, de: str, en: str) -> tuple[Sentence, ...]:
    return (pen.full(text),) if text is not None else (pen.ask(de, en),)


def _second(pen: Pen, activity: Activity, basis: Basis) -> tuple[Block, ...]:
    rows = (
        *entry(pen.say("Daten", "Data"), data_lines(pen, activity)),
        *entry(
            pen.say("Warum nicht weniger", "Why not less"),
            _declared(
                pen,
                basis.necessary,
                "Lässt sich das Interesse mit weniger Daten, kürzer oder ohne Personenbezug erreichen? Warum nicht?",
                "Can the interest be met with fewer data, for a shorter time or without reference to persons? Why not?",
            ),
        ),
    )
    return (Definitions(rows),)


def _third(pen: Pen, activity: Activity, basis: Basis) -> tuple[Block, ...]:
    rows = (
        *entry(pen.say("Betroffene", "People"), people_line(pen, activity)),
        *entry(
            pen.say("Erwartungen", "Expectations"),
            _declared(
                pen,
                basis.expected,
                "Müssen die Menschen in dieser Lage mit der Verarbeitung rechnen? Woher wissen sie davon?",
                "Do people have to reckon with this processing in their situation? How do they know of it?",
            ),
        ),
        *entry(pen.say("Auswirkungen", "Effects"), effect_lines(pen, activity)),
        *entry(pen.say("Dauer", "Duration"), period_lines(pen, activity)),
        *entry(pen.say("Schutz", "Safeguards"), _safeguards(pen, activity)),
        *entry(pen.say("Widerspruch", "Objection"), (objection_line(pen, activity),)),
    )
    return (Definitions(rows),)


def _safeguards(pen: Pen, activity: Activity) -> tuple[Sentence, ...]:
    found = safeguard_lines(pen, activity)
    return found or (pen.ask("welche Maßnahmen die Menschen hier schützen", "which measures protect people here"),)


def _result(pen: Pen, basis: Basis) -> tuple[Block, ...]:
    file = f" ({basis.weighing})" if basis.weighing else ""
    dated = (
        pen.s(f"Abgewogen am {pen.day(basis.weighed)}{file}.", f"Weighed on {pen.day(basis.weighed)}{file}.")
        if basis.weighed
        else pen.ask(
            "Wer hat wann abgewogen, und wo ist das festgehalten?", "Who weighed it when, and where is that on file?"
        )
    )
    rows = (
        *entry(
            pen.say("Warum die Interessen der Menschen nicht überwiegen", "Why people's interests do not weigh more"),
            _declared(
                pen,
                basis.outweighs,
                "Warum überwiegen die Interessen und Grundrechte der betroffenen Personen nicht, besonders die von Kindern?",
                "Why do the interests and rights of the people, above all of children, not weigh more?",
            ),
        ),
        *entry(pen.say("Stand der Abwägung", "State of the weighing"), (dated,)),
    )
    return (Definitions(rows),)
