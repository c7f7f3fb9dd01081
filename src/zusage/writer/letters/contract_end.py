"""The end of processing on behalf (Art. 28(3)(g) GDPR): offer of return, and confirmation of deletion.

Law: return is offered before anything goes; the confirmation names what was deleted, when, by which run, how deep, and until
when backups still hold it. Figures come from the ledger; without them the confirmation has gaps and says so.
"""

from __future__ import annotations

from zusage.document.tree import Block, Cell, Document, Sentence, Table, plain
from zusage.kinds.words.periods import statute
from zusage.kinds.words.places import recipients
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.model.period import Period
from zusage.policy.activity import Activity
from zusage.policy.rule import Rule
from zusage.writer.concepts.kinds_of_data import promises_of
from zusage.writer.letters.letter import letter, only_if, people_pen, say
from zusage.writer.order import Order
from zusage.writer.pen import Pen, bullets, para

_LEVELS = {
    "sql": ("‹nicht mehr abfragbar / Platz freigegeben / überschrieben, wie gemessen›", "‹no longer queryable / space "
    "reclaimed / rewritten, as measured›"),
    "files": ("‹Datei entfernt, wie gemessen›", "‹file removed, as measured›"),
    "logfiles": ("‹Zeilen entfernt, wie gemessen›", "‹lines removed, as measured›"),
}  # fmt: skip


def contract_end(order: Order) -> tuple[Document, ...]:
    """Offer and confirmation; none where nothing is done on behalf of others."""
    found = [a for a in order.policy.activities.values() if a.role == "processor"]
    if not found:
        return ()
    pen = people_pen(order)
    return (_offer(pen, found), _confirmation(pen, found))


def _rules(pen: Pen, activities: list[Activity]) -> list[Rule]:
    ids = {a.id for a in activities}
    return [rule for rule in pen.policy.rules if rule.activity in ids]


def _horizon(pen: Pen, activities: list[Activity]) -> Period | None:
    found = (h.period for rule in _rules(pen, activities) for h in rule.horizons)
    return max(found, key=lambda period: period.longest_hours, default=None)


def _offer(pen: Pen, activities: list[Activity]) -> Document:
    what = bullets(plain(f"{capitalised(pen.to(a.title))}: {pen.list(pen.to(d.label) for d in a.data)}") for a in activities)
    said = tuple(
        dict.fromkeys(
            pen.promised(p) for rule in _rules(pen, activities) if not rule.same_as for p in promises_of(pen.policy, rule)
        )
    )
    body: tuple[Block, ...] = (
        para(
            say(pen, "der Auftrag ‹Bezeichnung des Vertrags› endet am ‹Datum›. Nach Ihrer Wahl geben wir die Daten "
            "zurück oder löschen sie "
                "(Art. 28 Abs. 3 lit. g DSGVO).",
                "the contract ‹name of the contract› ends on ‹date›. At your choice we return the data or delete them "
                "(Art. 28(3)(g) GDPR)."),
            pen.s("Es geht um diese Daten:", "It is about these data:"),
        ),
        what,
        para(
            say(pen, "Bitte wählen Sie bis zum ‹Datum›:", "Please choose by ‹date›:"),
        ),
        bullets(
            (
                say(pen, "☐ Export und danach Löschung: ‹Format›, bereitgestellt am ‹Datum› unter "
                "‹Ort›", "☐ Export, then deletion: ‹format›, ready on ‹date› at ‹place›"),
                pen.s("☐ Löschung ohne Export", "☐ Deletion without export"),
            )
        ),
        para(pen.s("Hören wir nichts von Ihnen, gilt, was vereinbart ist:", "If we do not hear from you, what was agreed "
        "applies:")),
        bullets(said) if said else para(pen.ask("wann nach Vertragsende gelöscht wird", "when data are deleted after the "
        "end of the contract")),
    )  # fmt: skip
    decide = (
        pen.s("Erst wenn der Export bestätigt ist oder die Frist verstrichen ist, wird "
        "gelöscht.", "Deletion waits for the export to be confirmed or the time to pass."),
        pen.s("Was ein Gesetz des Unionsrechts oder eines Mitgliedstaats uns aufzubewahren verpflichtet, ist zu nennen.",
              "What Union or member state law obliges us to keep has to be named."),
    )  # fmt: skip
    title = pen.say("Ende des Auftrags: Rückgabe oder Löschung", "End of the contract: return or deletion")
    subject = ("Rückgabe oder Löschung Ihrer Daten", "Return or deletion of your data")
    return letter(pen, "contract-end-offer", title, subject, body, decide)


def _confirmation(pen: Pen, activities: list[Activity]) -> Document:
    body: tuple[Block, ...] = (
        para(
            say(pen, "zum Auftrag ‹Bezeichnung des Vertrags›, beendet am ‹Datum›, bestätigen wir die Löschung der Daten, "
            "die wir in Ihrem Auftrag "
                "verarbeitet haben (Art. 28 Abs. 3 lit. g DSGVO).",
                "for the contract ‹name of the contract›, ended on ‹date›, we confirm the deletion of the data that we "
                "processed on your behalf "
                "(Art. 28(3)(g) GDPR)."),
            say(pen, "Weisung: ‹Datum und Form›. Export: ‹übergeben am, oder: nicht gewünscht›. Ausgeführt durch "
            "Löschlauf ‹Nummer› am ‹Datum›, "
                "freigegeben von der Rolle ‹Rolle›.",
                "Instruction: ‹date and form›. Export: ‹handed over on, or: not wanted›. Carried out by deletion run "
                "‹number› on ‹date›, "
                "approved by the role ‹role›."),
        ),
        _table(pen, activities),
        para(*_backups(pen, activities)),
        para(*_sub(pen, activities)),
        *_kept(pen, activities),
        para(
            say(pen, "Im Protokoll stehen diese Angaben unter ‹Nummer des Eintrags›, Prüfwert ‹Prüfwert›. Einen "
            "prüfbaren Auszug ohne Inhalte "
                "erhalten Sie auf Wunsch.",
                "The ledger holds this under ‹number of the entry›, digest ‹digest›. You receive an extract that can be "
                "checked, without any "
                "content, on request."),
        ),
    )  # fmt: skip
    decide = (
        pen.s("Zahlen und Tiefe nur aus dem Protokoll und der Messung übernehmen, nie schätzen.", "Take counts and level "
        "from ledger and measurement only, never estimate."),
        pen.s("Kein Feld bleibt leer: Was nicht gemessen ist, wird als nicht gemessen "
        "angegeben.", "No gap stays empty: what was not measured is stated as not measured."),
        pen.s("Unterauftragnehmer erst bestätigen, wenn ihre eigene Bestätigung vorliegt.", "Confirm sub-processors only "
        "when their own confirmation is there."),
    )  # fmt: skip
    title = pen.say("Bestätigung der Löschung", "Confirmation of deletion")
    subject = ("Bestätigung der Löschung nach Auftragsende", "Confirmation of deletion at the end of the contract")
    return letter(pen, "deletion-confirmation", title, subject, body, decide)


def _table(pen: Pen, activities: list[Activity]) -> Table:
    head = (
        pen.say("Daten", "Data"),
        pen.say("Speicher", "Store"),
        pen.say("Anzahl", "Count"),
        pen.say("Zeitpunkt", "Time"),
        pen.say("Tiefe", "Level"),
    )
    rows = tuple(_row(pen, activity) for activity in activities)
    caption = pen.say("Gelöschte Daten", "Deleted data")
    return Table(caption, head, rows, "deleted", ("data", "store", "count", "time", "level"), (6, 4, 2, 3, 5))


def _row(pen: Pen, activity: Activity) -> tuple[Cell, ...]:
    stores = list(
        dict.fromkeys(
            (
                *(w for r in pen.policy.rules if r.activity == activity.id for w in r.whole),
                *(d.system for d in activity.data if d.system in pen.policy.systems),
            )
        )
    )
    at = 0 if pen.language == "de" else 1
    kinds = dict.fromkeys(pen.policy.systems[id].connector for id in stores)
    levels = tuple(say(pen, _LEVELS[k][0], _LEVELS[k][1]) for k in kinds if k in _LEVELS)
    return (
        plain(capitalised(pen.to(activity.title))),
        plain(", ".join(stores) or "–"),
        say(pen, "‹Anzahl›", "‹count›"),
        say(pen, "‹Zeitpunkt›", "‹time›"),
        levels or say(pen, ("‹wie gemessen›", "‹as measured›")[at], "‹as measured›"),
    )


def _backups(pen: Pen, activities: list[Activity]) -> tuple[Sentence, ...]:
    longest = _horizon(pen, activities)
    if longest is None:
        return (
            pen.ask(
                "bis wann gelöschte Daten aus den Sicherungen verschwunden sind",
                "by when deleted data have left the backups",
            ),
        )
    return (
        say(pen, f"In Sicherungskopien bleiben die Daten höchstens noch {duration(longest, 'de')}, also bis zum ‹Datum: "
        f"Löschung und "
            f"{duration(longest, 'de', 'nominative')}›. Bis dahin werden sie nicht verwendet; nach einer Rücksicherung "
            f"wird erneut gelöscht.",
            f"The data stay in backups for another {duration(longest, 'en')} at most, that is until ‹date: deletion plus "
            f"{duration(longest, 'en')}›. Until then they are not used; after a restore they are deleted again."),
    )  # fmt: skip


def _sub(pen: Pen, activities: list[Activity]) -> tuple[Sentence, ...]:
    ids = dict.fromkeys(
        flow.recipient
        for a in activities
        for flow in a.flows
        if pen.policy.recipients.get(flow.recipient) and pen.policy.recipients[flow.recipient].role == "processor"
    )
    if not ids:
        return (pen.s("Unterauftragnehmer waren nicht beteiligt.", "No sub-processors were involved."),)
    names = recipients(ids, pen.policy, pen.language)
    return (say(pen, f"Unterauftragnehmer: {names}. Dort gelöscht: ‹Bestätigung vom Datum, je Unterauftragnehmer›.",
                f"Sub-processors: {names}. Deleted there: ‹confirmation of date, for each›."),)  # fmt: skip


def _kept(pen: Pen, activities: list[Activity]) -> tuple[Block, ...]:
    norms = dict.fromkeys(
        statute(rule.unless.keep, pen.language)
        for rule in _rules(pen, activities)
        if rule.unless is not None and rule.unless.keep.terms
    )
    if not norms:
        return ()
    cited = pen.list(norms)
    return (
        only_if(
            pen, "etwas wegen einer gesetzlichen Pflicht bleibt", "something stays because of a statutory duty",
            para(say(pen, f"Eingeschränkt aufbewahrt bleibt: ‹Daten und Anzahl› nach {cited}, bis zum ‹Datum›.",
                     f"Kept and restricted: ‹data and count› under {cited}, until ‹date›.")),
        ),
    )  # fmt: skip
