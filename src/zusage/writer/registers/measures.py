"""Technical and organisational measures by goal of Art. 32(1) GDPR, with evidence and its age.

Law: every goal has its place; one without a measure is asked about. Measures that follow from promises stand apart from what
is only declared. Zusage itself is a measure and a risk: who writes its rules, who carries them out, who approves, and where
its keys are, is said as far as an activity of deletion and evidence is declared, else asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Cell, Document, Paragraph, Section, Sentence, plain
from zusage.language.citations import gdpr
from zusage.language.durations import every
from zusage.language.grammar import capitalised
from zusage.language.terms import GOALS
from zusage.policy.activity import Activity
from zusage.writer.order import Order
from zusage.writer.registers.cover import cover, versions
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.expected import dpia_lines
from zusage.writer.registers.measures_table import MINIMISATION, goal_words, no_measure, promises_for, tables_for
from zusage.writer.registers.parties import name, receiving
from zusage.writer.registers.periods import deadlines

_LETTERS = {"pseudonymisation": "a", "encryption": "a", "confidentiality": "b", "integrity": "b", "availability": "b",
            "resilience": "b", "restoration": "c", "testing": "d"}  # fmt: skip
_OVERVIEW = (
    Column("goal", "Ziel", "Goal", 4),
    Column("norm", "Norm", "Norm", 4),
    Column("promised", "Aus Zusagen", "From promises", 2),
    Column("declared", "Nur erklärt", "Only declared", 2),
    Column("with_evidence", "davon mit Nachweis", "of these with evidence", 2),
)
_OWN = (Column("field", "Angabe", "Item", 3), Column("content", "Inhalt", "Content", 10))


def measures(order: Order) -> tuple[Document, ...]:
    """The list of measures."""
    desk = Desk(order)
    title = desk.say("Technische und organisatorische Maßnahmen", "Technical and organisational measures")
    sections = (
        cover(desk, ("Verantwortlicher", "Controller"), gdpr(32, order.language, 1), _notes(desk)),
        _overview(desk),
        *(_goal(desk, goal) for goal in _goals(desk)),
        _zusage(desk),
        versions(desk),
    )
    return (desk.document("measures", title, sections),)


def _notes(desk: Desk) -> tuple[Sentence, ...]:
    return (
        desk.sentence(
            "Maßnahmen, die aus Zusagen folgen, stehen für sich: Ob sie gehalten werden, zeigt die Tafel der Zusagen. "
            "Maßnahmen, die nur erklärt sind, hat jemand angegeben; ob sie wirken, zeigt allein der genannte Nachweis.",
            "Measures that follow from promises stand by themselves: the board of promises shows whether they are kept. "
            "Measures that are only declared were stated by somebody; only the evidence named shows whether they work.",
        ),
    )


def _overview(desk: Desk) -> Section:
    known = desk.policy.measures.values()
    rows: list[tuple[Cell, ...]] = []
    for goal in _goals(desk):
        declared = [measure for measure in known if measure.goal == goal]
        shown = sum(measure.evidence is not None for measure in declared)
        counts = (len(promises_for(desk, goal)), len(declared), shown)
        rows.append((plain(goal_words(desk, goal)), plain(_norm(desk, goal)), *(plain(str(count)) for count in counts)))
    title = desk.say("Übersicht nach Zielen", "Overview by goal")
    return Section(
        "overview",
        title,
        (
            desk.table(
                "goals",
                desk.say("Wie viele Maßnahmen welchem Ziel dienen", "How many measures serve which goal"),
                _OVERVIEW,
                rows,
            ),
        ),
    )


def _goals(desk: Desk) -> tuple[str, ...]:
    return (*GOALS, *((MINIMISATION,) if promises_for(desk, MINIMISATION) else ()))


def _norm(desk: Desk, goal: str) -> str:
    if goal == MINIMISATION:
        return desk.say("Art. 5 Abs. 1 lit. c, Art. 25 Abs. 1 DSGVO", "Art. 5(1)(c), 25(1) GDPR")
    return gdpr(32, desk.order.language, 1, _LETTERS[goal])


def _goal(desk: Desk, goal: str) -> Section:
    title = goal_words(desk, goal)
    found = tables_for(desk, goal)
    return Section(f"g-{goal}", f"{title} ({_norm(desk, goal)})", found or (Paragraph((no_measure(desk),)),))


def _zusage(desk: Desk) -> Section:
    """Zusage as a system that may delete: its roles, keys, access and ledger."""
    title = desk.say("Löschung und Nachweis: Zusage selbst", "Deletion and evidence: Zusage itself")
    found = own_activity(desk)
    if found is None:
        asked = desk.lacks(
            "die Tätigkeit „Löschung und Nachweis“ mit Konten, Schlüsseln und Zugängen von Zusage selbst",
            "the activity “deletion and evidence” with the accounts, keys and access of Zusage itself",
        )
        return Section("zusage", title, (Paragraph((asked,)),))
    table = desk.table(
        "zusage",
        desk.say("Wer was darf, und was festgehalten wird", "Who may do what, and what is recorded"),
        _OWN,
        ((plain(field), cell) for field, cell in _own(desk, found)),
    )
    return Section("zusage", title, (table,))


def own_activity(desk: Desk) -> Activity | None:
    """The activity whose data Zusage itself keeps; requests of people are another one."""
    own = {id for id, system in desk.policy.systems.items() if system.options.get("use") == "zusage"}
    found = [a for a in desk.policy.activities.values() if any(d.system in own for d in a.data)]
    return next((a for a in found if all(d.aggregated for d in a.data if d.system in own)), None)


def _own(desk: Desk, activity: Activity) -> Iterator[tuple[str, Cell]]:
    run, say = desk.policy.run, desk.say
    yield say("Tätigkeit", "Activity"), plain(desk.title(activity))
    yield say("Lauf", "Run"), plain(capitalised(every(run.every, desk.order.language)))
    yield say("Wer die Regeln schreibt", "Who writes the rules"), _offices(desk, run.authors)
    yield say("Wer den Lauf ausführt", "Who carries out the run"), _offices(desk, run.operators)
    yield say("Wer freigibt, was gelöscht wird", "Who approves what is deleted"), _offices(desk, run.approvers)
    yield say("Vier Augen", "Four eyes"), _four_eyes(desk)
    yield say("Rückgängig machen", "Undo"), _undo(desk)
    yield (
        say("Zugänge", "Access"),
        _about(desk, activity, "confidentiality", ("Konten und Rechte", "accounts and permissions")),
    )
    keys = ("wo die Schlüssel liegen und wer sie hat", "where the keys are and who has them")
    yield say("Schlüssel", "Keys"), _about(desk, activity, "encryption", keys)
    changed = ("wie die Belege vor Änderung geschützt sind", "how evidence is protected from change")
    yield say("Belege", "Evidence"), _about(desk, activity, "integrity", changed)
    served = [name(desk, one.recipient, one.flow) for one in receiving(desk.policy, activity)]
    nobody = say("keine angegeben", "none stated")
    yield say("Dienstleister", "Service providers"), plain(desk.join(served) or nobody)
    yield say("Folgenabschätzung", "Impact assessment"), cells(dpia_lines(desk, activity.dpia))
    yield say("Was festgehalten wird", "What is recorded"), cells(desk.begun(datum.label) for datum in activity.data)
    yield say("Wie lange", "How long"), cells(line for datum in activity.data for line in deadlines(desk, activity, datum))


def _offices(desk: Desk, roles: tuple[str, ...]) -> Cell:
    words = desk.join(desk.office(role) for role in roles)
    return plain(capitalised(words)) if words else desk.lacks("zuständige Rolle", "role that does it")


def _four_eyes(desk: Desk) -> Cell:
    run = desk.policy.run
    if run.approval == "single":
        return desk.sentence("Es gibt keine zweite Person.", "There is no second person.")
    if not run.approvers:
        return desk.lacks("ob eine zweite Person freigibt", "whether a second person approves")
    return desk.sentence(
        "Wer die Regeln schreibt oder ausführt, gibt nicht frei, was gelöscht wird.",
        "Who writes or carries out the rules does not approve what is deleted.",
    )


def _undo(desk: Desk) -> Cell:
    if desk.policy.run.undo is None:
        return desk.sentence("kein Zeitfenster erklärt", "no window declared")
    words = desk.duration(desk.policy.run.undo)
    return desk.sentence(f"{words} lang, innerhalb der Frist der Regel", f"for {words}, inside the period of the rule")


def _about(desk: Desk, activity: Activity, goal: str, asked: tuple[str, str]) -> Cell:
    """Measures of a goal on the systems in which Zusage keeps its own records."""
    own = {datum.system for datum in activity.data}
    named = [m for m in desk.policy.measures.values() if m.goal == goal and own & set(m.systems)]
    said = [plain(desk.to(measure.text or measure.label)) for measure in named]
    return cells(said) if said else desk.lacks(*asked)
