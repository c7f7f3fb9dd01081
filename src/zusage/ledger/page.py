"""The first page of an evidence bundle: German, then English, for readers who know neither databases nor hashes.

Law: one self-contained HTML file. It says what was covered and what was not, which runs are missing, who released what, what
was held back, how to check the bundle and a sample, and what the bundle cannot show. It claims nothing that was not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from html import escape

from zusage.ledger.tally import Tally

_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #999}"
    "table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;vertical-align:top;"
    "padding:.25rem .5rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}"
    "code,pre{font:.85rem/1.4 monospace;overflow-wrap:anywhere;"
    "white-space:pre-wrap}.no{font-weight:bold}article+article{border-top:3px double #666;margin-top:4rem;padding-top:1rem}"
    "@media print{body{margin:0;max-width:none}article+article{break-before:page;border:0}}"
)

_STATUS = {"hold": ("Sperrvermerk", "hold"), "duty": ("Aufbewahrungspflicht", "duty to keep")}


def render_page(tally: Tally, origin: str, size: int, root: str, key: str) -> str:
    """The page as HTML."""
    articles = "".join(
        f'<article lang="{language}">{_Article(tally, number).render(origin, size, root, key)}</article>'
        for number, language in enumerate(("de", "en"))
    )
    return (
        '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,'
        f'initial-scale=1"><title>Nachweispaket · Evidence bundle</title><style>{_STYLE}</style></head>'
        f"<body><main>{articles}</main></body></html>\n"
    )


class _Article:
    """The page in one language."""

    def __init__(self, tally: Tally, language: int) -> None:
        self.tally, self.language = tally, language

    def say(self, german: str, english: str) -> str:
        return (german, english)[self.language]

    def render(self, origin: str, size: int, root: str, key: str) -> str:
        return "".join(
            (
                self._opening(),
                self._population(),
                self._runs(),
                self._rules(),
                self._decisions(),
                self._deeds(),
                self._exceptions(),
                self._queries(),
                self._sample(),
                self._seal(origin, size, root, key),
                self._limits(),
            )
        )

    def _opening(self) -> str:
        tally, scope = self.tally, self.tally.scope
        start, end = scope.since or tally.first, scope.until or tally.last
        title = self.say("Nachweispaket", "Evidence bundle")
        words = self.say(
            "Dieses Paket enthält das Nachweisbuch: Es hält fest, wie die Zusagen der Datenschutzerklärung eingehalten"
            " wurden, also was geprüft, gelöscht, gekürzt und zurückgehalten wurde, wann und nach welcher Regel. Inhalte"
            " und Namen von Kunden, Nutzern oder Beschäftigten stehen nicht darin.",
            "This bundle holds the record of how the statements of the privacy notice were kept: what was examined, deleted,"
            " shortened and held back, when and under which rule. It holds no contents and no names of customers, users or"
            " staff.",
        )
        period = self.say(
            f"Zeitraum: {self._when(start)} bis {self._when(end)}.", f"Period: {self._when(start)} to {self._when(end)}."
        )
        return f"<h1>{title}: {escape(scope.organisation)}</h1><p>{words}</p><p>{period}</p>"

    def _population(self) -> str:
        yes, no = self.say("ja", "yes"), self.say("nein", "no")
        rows = [
            (s.id, s.label, yes if s.covered else f"<b class=no>{no}</b>", escape(s.reason))
            for s in self.tally.scope.systems
        ]
        out = sum(not system.covered for system in self.tally.scope.systems)
        words = self.say(
            f"Bekannte Systeme: {len(rows)}. Davon erfasst dieses Paket nicht: {out}.",
            f"Systems known: {len(rows)}. Of these not covered by this bundle: {out}.",
        )
        head = self.say("System|Bezeichnung|erfasst|Grund", "System|Name|covered|Reason")
        return self._section(self.say("Was erfasst ist", "What is covered"), words, self._table(head, rows, raw=(2, 3)))

    def _runs(self) -> str:
        tally, planned = self.tally, self.tally.planned()
        done, gaps = len(tally.finished), tally.gaps()
        if planned is None:
            words = self.say(
                f"Ein fester Rhythmus war nicht zugesagt. Zu Ende geführte Läufe: {done}.",
                f"No fixed interval was promised. Runs finished: {done}.",
            )
        else:
            hours = (tally.scope.every or timedelta()) // timedelta(hours=1)
            missing = sum(gap[2] for gap in gaps)
            words = self.say(
                f"Zugesagt war ein Lauf alle {hours} Stunden, im Zeitraum also etwa {planned}."
                f" Zu Ende geführt: {done}. Es fehlen: {missing}.",
                f"A run every {hours} hours was promised, about {planned} in the period."
                f" Finished: {done}. Missing: {missing}.",
            )
        rows = [(self._when(a), self._when(b), str(n)) for a, b, n in gaps]
        head = self.say("kein Lauf seit|bis|fehlende Läufe", "no run since|until|missing runs")
        table = self._table(head, rows) if rows else ""
        return self._section(
            self.say("Läufe: geplant und ausgeführt", "Runs: planned and done"), words, table + self._broken()
        )

    def _broken(self) -> str:
        tally = self.tally
        rows = [(run, self._when(at)) for run, at in tally.started.items()]
        unfinished = self._table(self.say("begonnen, nicht beendet|am", "begun, not finished|at"), rows) if rows else ""
        missed = [(target, str(number)) for target, number in sorted(tally.missed.items())]
        head = self.say("nicht erreichtes Ziel|wie oft", "target not reached|how often")
        return unfinished + (self._table(head, missed) if missed else "")

    def _rules(self) -> str:
        scope = self.tally.scope
        rows = [(self._when(at), policy) for at, policy in self.tally.policies]
        words = self.say(
            "Jedes Regelwerk liegt unter seiner Prüfsumme im Ordner „archive“.",
            "Each set of rules lies under its digest in the folder “archive”.",
        )
        software = f"<p>Software: {escape(scope.software or '–')} <code>{escape(scope.code)}</code></p>"
        head = self.say("in Gebrauch seit|Prüfsumme", "in use since|digest")
        return self._section(
            self.say("Regelwerk und Software", "Rules and software"), words, self._table(head, rows) + software
        )

    def _decisions(self) -> str:
        persons = {True: self.say("ja", "yes"), False: self.say("nein", "no"), None: "–"}
        routine = self.say("laufender Betrieb", "routine runs")
        approvals = [(self._when(at), role, persons[two], plan or routine) for at, plan, role, two in self.tally.approvals]
        open_, end = self.say("läuft", "in force"), self.say("Ende", "end")
        holds = [
            (hold, kind, role, self._when(at), self._when(to) if to else open_)
            for hold, (at, kind, role, to) in self.tally.holds.items()
        ]
        attested = [(self._when(at), role, promise, until[:10]) for at, promise, role, until in self.tally.attested]
        return self._section(
            self.say("Freigaben, Sperrvermerke, Erklärungen", "Approvals, holds, statements"),
            self.say(
                "Genannt sind Rollen, keine Personen. Gründe von Sperrvermerken liegen getrennt und können gelöscht werden.",
                "Roles are named, not persons. Reasons of holds lie elsewhere and can be deleted.",
            ),
            self._table(self.say("Freigabe am|Rolle|zweite Person|Plan", "approved at|role|second person|plan"), approvals)
            + self._table(self.say("Sperrvermerk|Art|Rolle|seit|", "hold|kind|role|since|") + end, holds)
            + self._table(
                self.say("Erklärung vom|Rolle|Zusage|gilt bis", "statement of|role|promise|valid until"), attested
            ),
        )

    def _deeds(self) -> str:
        rows = [(promise, system, self._number(number)) for (promise, system), number in sorted(self.tally.done.items())]
        head = self.say("Zusage|System|Zeilen, Dateien, Felder", "promise|system|rows, files, fields")
        return self._section(self.say("Was ausgeführt wurde", "What was done"), "", self._table(head, rows))

    def _exceptions(self) -> str:
        rows = [
            (promise, _STATUS.get(kind, (kind, kind))[self.language], str(number))
            for (promise, kind), number in sorted(self.tally.refusals.items())
        ]
        words = self.say(
            f"Angehalten (Stopp gesetzt oder aufgehoben): {self.tally.kinds['stop_set']}. Bemerkte Rücksicherungen:"
            f" {self.tally.kinds['restore_noticed']}.",
            f"Stops set or lifted: {self.tally.kinds['stop_set']}. Restores noticed: {self.tally.kinds['restore_noticed']}.",
        )
        head = self.say("Zusage|nicht ausgeführt wegen|wie oft", "promise|not done because of|how often")
        return self._section(self.say("Ausnahmen", "Exceptions"), words, self._table(head, rows))

    def _queries(self) -> str:
        blocks = "".join(
            f"<h3><code>{escape(name)}</code></h3><pre>{escape(text)}</pre>" for name, text in self.tally.scope.queries
        )
        none = self.say("Keine Abfragen beigefügt.", "No queries were enclosed.")
        return self._section(self.say("Abfragen", "Queries"), "" if blocks else none, blocks)

    def _sample(self) -> str:
        words = self.say(
            "Wählen Sie eine Zeile aus „Was ausgeführt wurde“. Suchen Sie in „entries.jsonl“ die Einträge der Art „batch“"
            " mit dieser Zusage; ihre Zahlen müssen zusammen die genannte ergeben. Lassen Sie dann im System die Abfrage"
            " derselben Zusage ausführen: Sie darf keine überfällige Zeile finden, außer den oben genannten Ausnahmen.",
            "Choose a line of “What was done”. In “entries.jsonl” find the entries of kind “batch” with this promise; their"
            " numbers must add up to the one stated. Then have the query of the same promise run in the system: it must find"
            " no overdue row except for the exceptions named above.",
        )
        return self._section(self.say("Eine Stichprobe nachvollziehen", "How to re-perform a sample"), words)

    def _seal(self, origin: str, size: int, root: str, key: str) -> str:
        words = self.say(
            "Jeder Eintrag enthält die Prüfsumme des vorigen; Siegel unterschreiben den Stand. Prüfen Sie das Paket mit dem"
            " folgenden Befehl und vergleichen Sie Schlüssel und Siegel mit dem, was Sie früher und auf anderem Weg erhalten"
            " haben. Eine Zeitbestätigung durch Dritte enthält das Paket nicht.",
            "Each entry holds the digest of the one before; seals sign the state. Check the bundle with the command below"
            " and compare key and seals with what you received earlier and another way. The bundle holds no time stamp by a"
            " third party.",
        )
        facts = [("Nachweisbuch · ledger", origin), ("Einträge · entries", str(size)), ("Wurzel · root", root)]
        rows = [*facts, ("Schlüssel · key", key), ("Siegel · seals", str(self.tally.kinds["checkpoint"]))]
        command = "<pre>python -m zusage.ledger.verify BUNDLE</pre>"
        return self._section(
            self.say("Prüfen, ob etwas verändert wurde", "Check for changes"), words, self._table("|", rows) + command
        )

    def _limits(self) -> str:
        fixed = (
            (
                "nicht erklärte Systeme, Papier, Endgeräte, selbst angefertigte Exporte und das Verhalten von Empfängern;",
                "undeclared systems, paper, end-user devices, exports people made and what recipients do;",
            ),
            (
                "ob alles aufgezeichnet wurde, was geschah, und ob eine Löschung rechtlich richtig war;",
                "whether everything that happened was recorded, and whether a deletion was right in law;",
            ),
            (
                "Sicherungen und Kopien des Datenbanksystems, soweit sie oben nicht genannt sind.",
                "backups and copies of the database system, unless they are named above.",
            ),
        )
        items = "".join(f"<li>{escape(pair[self.language])}</li>" for pair in (*fixed, *self.tally.scope.limits))
        title = self.say("Was dieses Paket nicht zeigt", "What this bundle does not show")
        return self._section(title, "", f"<ul>{items}</ul>")

    def _section(self, title: str, words: str, rest: str = "") -> str:
        return f"<section><h2>{escape(title)}</h2>{f'<p>{escape(words)}</p>' if words else ''}{rest}</section>"

    def _table(self, head: str, rows: Iterable[Sequence[str]], raw: tuple[int, ...] = ()) -> str:
        body = "".join(
            "<tr>" + "".join(f"<td>{cell if n in raw else escape(cell)}</td>" for n, cell in enumerate(row)) + "</tr>"
            for row in rows
        )
        columns = head.split("|")
        body = body or f'<tr><td colspan="{len(columns)}">{self.say("keine", "none")}</td></tr>'
        titles = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
        return f"<table>{f'<thead><tr>{titles}</tr></thead>' if any(columns) else ''}<tbody>{body}</tbody></table>"

    def _number(self, number: int) -> str:
        return f"{number:,}".replace(",", self.say(".", ","))

    def _when(self, at: datetime | None) -> str:
        if at is None:
            return "–"
        return f"{at:%d.%m.%Y %H:%M} UTC" if self.language == 0 else f"{at:%Y-%m-%d %H:%M} UTC"
