"""The practice of a deletion concept: backups, copies at recipients, logs, special cases, evidence, history, open points.

Law: says what is declared and what the software does; where a store, a period or a proof is missing, it asks.
"""

from __future__ import annotations

from zusage.document.tree import Block, Cell, Section, Sentence, Table, plain
from zusage.kinds.words.given import many, period
from zusage.kinds.words.periods import within
from zusage.language.durations import duration, every
from zusage.language.grammar import capitalised
from zusage.model.text import Text
from zusage.policy.activity import Activity, Flow
from zusage.policy.promise import Promise
from zusage.policy.rule import Rule
from zusage.policy.start import Unseen
from zusage.policy.system import System
from zusage.writer.concepts.kinds_of_data import promises_of, without_rule
from zusage.writer.pen import Pen, bullets, para

_DEPLOYED = ("sql", "files", "logfiles", "mail", "register")
"""Connectors that look at a store themselves."""


def backups_section(pen: Pen) -> Section:
    """Each backup, what it holds, and how long."""
    policy = pen.policy
    found = [system for system in policy.systems.values() if system.backup_of]
    title = pen.say("Sicherungskopien", "Backups")
    if not found:
        asked = pen.ask("ob und wie lange es Sicherungskopien gibt", "whether there are backups, and for how long")
        return Section("backups", title, (para(asked),))
    rows = tuple(_backup(pen, system) for system in found)
    head = (
        pen.say("Sicherung", "Backup"),
        pen.say("Enthält", "Holds"),
        pen.say("Verschwindet", "Is gone"),
        pen.say("Speicher", "Where"),
    )
    table = Table(pen.say("Sicherungen und ihr Horizont", "Backups and their horizon"), head, rows, "backups",
                  ("backup", "holds", "gone", "location"), (3, 5, 5, 4))  # fmt: skip
    intro = para(
        pen.s(
            "In Sicherungskopien wird nicht einzeln gelöscht. Was gelöscht ist, verschwindet aus ihnen mit ihrem Ablauf; "
            "bis "
            "dahin dienen sie nur der Wiederherstellung.",
            "Nothing is deleted singly inside backups. What is deleted leaves them when they expire; until then they serve "
            "restoring and nothing else.",
        )
    )
    kinds = ("backup-made", "erasure-replayed", "encrypted")
    said = tuple(pen.promised(p) for p in policy.promises if p.kind in kinds and _about_backups(p, found))
    return Section("backups", title, (intro, table, bullets(said)) if said else (intro, table))


def _about_backups(promise: Promise, found: list[System]) -> bool:
    ids = {system.id for system in found}
    return promise.kind != "encrypted" or bool(ids & set(many(promise, "files")))


def _backup(pen: Pen, system: System) -> tuple[Cell, ...]:
    horizon = next((h for r in pen.policy.rules for h in r.horizons if h.system == system.id), None)
    newest = next((r.keep_newest for r in pen.policy.rules if any(u.system == system.id for u in r.units)), 0)
    if horizon is None:
        gone = pen.ask("wann diese Sicherung gelöscht wird", "when this backup is deleted")
    else:
        long = duration(horizon.period, pen.language, "dative" if pen.language == "de" else "accusative")
        more = pen.say("; die neueste bleibt bis zur nächsten", "; the newest stays until the next one") if newest else ""
        gone = pen.s(f"spätestens nach {long}{more}", f"after {long} at the latest{more}")
    host = pen.policy.recipients.get(system.host)
    where = ", ".join(part for part in (host.name if host else "", system.region or system.location) if part)
    return (plain(system.id), plain(pen.list(system.backup_of)), gone, plain(where or "–"))


def recipients_section(pen: Pen) -> Section:
    """Copies at recipients and what is done about them."""
    rows = _copies(pen)
    title = pen.say("Kopien bei Empfängern", "Copies at recipients")
    hosts = [r.name for r in pen.policy.recipients.values() if any(s.host == r.id for s in pen.policy.systems.values())]
    intro = [
        pen.s(
            "Wer Daten erhalten hat, erfährt von Berichtigung, Löschung und Einschränkung, soweit das nicht unmöglich oder "
            "unverhältnismäßig ist (Art. 19 DSGVO).",
            "Whoever received data is told of rectification, erasure and restriction, unless that is impossible or "
            "disproportionate (Art. 19 GDPR).",
        )
    ]
    if hosts:
        intro.append(
            pen.s(
                f"Was bei {pen.list(hosts)} liegt, sind unsere eigenen Speicher; dort löscht der Löschlauf selbst.",
                f"What lies with {pen.list(hosts)} are our own stores; the deletion run deletes there itself.",
            )
        )
    if not rows:
        return Section("recipients", title, (para(*intro),))
    head = (
        pen.say("Empfänger", "Recipient"),
        pen.say("Tätigkeit", "Activity"),
        pen.say("Frist dort", "Period there"),
        pen.say("Weitergabe der Löschung", "Passing on erasure"),
        pen.say("Beleg", "Evidence"),
    )
    caption = pen.say("Kopien bei Empfängern", "Copies at recipients")
    keys = ("recipient", "activity", "period", "erasure", "evidence")
    return Section("recipients", title, (para(*intro), Table(caption, head, rows, "copies", keys, (4, 4, 5, 5, 3))))


def _hosts_only(pen: Pen, flow: Flow) -> bool:
    return any(system.host == flow.recipient for system in pen.policy.systems.values())


def _copies(pen: Pen) -> tuple[tuple[Cell, ...], ...]:
    """One row per recipient and treatment, with all activities that it is about."""
    found: dict[tuple[str, Sentence, Sentence, Sentence], list[str]] = {}
    for activity in pen.policy.activities.values():
        for flow in activity.flows:
            known = pen.policy.recipients.get(flow.recipient)
            if known is not None and known.role not in ("self", "authority") and not _hosts_only(pen, flow):
                rules = [r for r in pen.policy.rules if r.activity == activity.id and flow.recipient in r.copies]
                name = capitalised(pen.to(known.category) if known.category else known.name)
                key = (name, _kept_there(pen, activity, flow, rules), _passed_on(pen, flow, rules), _evidence(pen, flow))
                found.setdefault(key, []).append(pen.to(activity.title))
    return tuple(
        (plain(name), plain(", ".join(dict.fromkeys(titles))), kept, passed, shown)
        for (name, kept, passed, shown), titles in found.items()
    )


def _kept_there(pen: Pen, activity: Activity, flow: Flow, rules: list[Rule]) -> Sentence:
    if flow.keeps is not None and flow.keeps.text is not None:
        return plain(capitalised(pen.to(flow.keeps.text)))
    if flow.keeps is not None and flow.keeps.period is not None:
        words = duration(flow.keeps.period, pen.language, "nominative")
        return plain(capitalised(words))
    promise = next((p for p in pen.policy.promises if p.kind == "recipient-deletes" and p.activity == activity.id
                    and flow.recipient in p.id.split("/")), None)  # fmt: skip
    if promise is not None:
        return pen.promised(promise)
    if rules:
        return pen.s("wie bei uns", "as with us")
    return pen.ask("wie lange dort gespeichert wird", "how long they keep it")


def _passed_on(pen: Pen, flow: Flow, rules: list[Rule]) -> Sentence:
    if flow.on_erasure is not None:
        call, time = flow.on_erasure
        return pen.s(f"Aufruf „{call}“ {within(time, 'de')}", f"call “{call}” {within(time, 'en')}")
    if rules:
        return pen.s("durch den Löschlauf", "by the deletion run")
    return pen.s("durch Mitteilung von Hand", "by a message from a person")


def _evidence(pen: Pen, flow: Flow) -> Sentence:
    names = {
        "probe": pen.s("gemessen", "measured"),
        "document": pen.s("Dokument", "document"),
        "none": pen.s("kein Beleg", "no evidence"),
    }
    return names.get(flow.keeps.evidence if flow.keeps else "", pen.s("–", "–"))


def logs_section(pen: Pen) -> Section:
    """Logs, and the log of deletion itself."""
    policy = pen.policy
    logs = {s.id for s in policy.systems.values() if s.connector == "logfiles"}
    ruled = [rule for rule in policy.rules if any(unit.system in logs for unit in rule.units)]
    own = tuple(pen.promised(p) for rule in ruled for p in promises_of(policy, rule))
    first = para(
        pen.s(
            "Das Protokoll der Löschungen nennt Regel, System, Zeitpunkt und Anzahl. Was gelöscht wurde, steht nicht "
            "darin; "
            "Beschäftigte erscheinen nur mit ihrer Rolle.",
            "The record of deletions names rule, system, time and count. It does not say what was deleted; staff appear by "
            "their role only.",
        )
    )
    blocks: tuple[Block, ...] = (first, bullets(own)) if own else (first,)
    return Section("logs", pen.say("Protokolle", "Logs"), blocks)


def special_section(pen: Pen) -> Section:
    """What interrupts the regular course."""
    parts = (_audit(pen), _holds(pen), _requests(pen), _restore(pen), _undecided(pen))
    sections = tuple(section for section in parts if section is not None)
    return Section("special", pen.say("Sonderfälle", "Special cases"), (), sections)


def _audit(pen: Pen) -> Section | None:
    if not any(rule.keep is not None and rule.keep.asks for rule in pen.policy.rules):
        return None
    owner = pen.policy.organisation.tax_owner
    who = pen.role(owner) if owner else ""
    first = pen.s(
        "Die Frist für Steuerunterlagen läuft nicht ab, solange die Unterlagen für eine Festsetzung von Bedeutung sind, "
        "deren "
        "Frist noch offen ist (§ 147 Abs. 3 Satz 5 AO).",
        "The period for tax records does not end while they matter for an assessment whose period is still open "
        "(section 147(3) sentence 5 AO).",
    )
    second = pen.s(
        "Deshalb wird einmal im Jahr mit Datum bestätigt, dass für ein Jahr keine Prüfung, kein Einspruch und keine "
        "Festsetzung offen ist. Ohne diese Bestätigung sind die Belege fällig, aber nicht löschbar; sie bleiben als aus "
        "Pflicht aufbewahrt ausgewiesen.",
        "So somebody states once a year, with a date, that no audit, objection or assessment is open for a year. Without "
        "it "
        "vouchers are due but not deletable; they stay listed as kept for a duty.",
    )
    third = (
        pen.s(f"Bestätigt von: {who}.", f"Stated by: {who}.")
        if who
        else pen.ask("wer das bestätigt", "who makes this statement")
    )
    return Section("audit", pen.say("Offene Prüfungen", "Open audits"), (para(first, second, third),))


def _holds(pen: Pen) -> Section:
    title = pen.say("Aussetzung der Löschung", "Suspension of deletion")
    intro = para(
        pen.s(
            "Streit, Ermittlung oder Fehlersuche können die Löschung einzelner Daten aufschieben (Art. 17 Abs. 3 lit. e "
            "DSGVO). Jede Ausnahme ist eng gefasst, hat Grund, Genehmigung und Termin und endet nicht von selbst; die "
            "Tafel "
            "zeigt, wie viele Daten nur ihretwegen noch stehen.",
            "Disputes, investigations or faults can put off the deletion of single data (Art. 17(3)(e) GDPR). Every hold "
            "is "
            "narrow, has a reason, an approval and a day of review, and never ends by itself; the board shows how many "
            "data "
            "stay only because of it.",
        )
    )
    if not pen.policy.holds:
        none = pen.ask("welche Arten von Ausnahmen es gibt", "which kinds of holds there are")
        return Section("holds", title, (intro, para(none)))
    rows = tuple(
        (
            plain(capitalised(pen.to(hold.label))),
            plain(capitalised(every(hold.review, pen.language))),
            plain(pen.role(hold.approver)),
            plain(_held_rules(pen, hold.id) or "–"),
        )
        for hold in pen.policy.holds.values()
    )
    head = (
        pen.say("Art", "Kind"),
        pen.say("Prüfung", "Review"),
        pen.say("Genehmigt von", "Approved by"),
        pen.say("Angekündigt bei", "Announced for"),
    )
    table = Table(pen.say("Arten von Ausnahmen", "Kinds of holds"), head, rows, "holds",
                  ("kind", "review", "approver", "announced"), (5, 3, 4, 6))  # fmt: skip
    return Section("holds", title, (intro, table))


def _held_rules(pen: Pen, hold: str) -> str:
    return ", ".join(dict.fromkeys(pen.title(rule.activity) for rule in pen.policy.rules if hold in rule.holds))


def _requests(pen: Pen) -> Section:
    words = para(
        pen.s(
            "Ein Verlangen nach Löschung (Art. 17 DSGVO) geht der Regel vor: Gelöscht wird alles, wofür keine Ausnahme "
            "gilt. "
            "Was wegen einer Pflicht bleibt, wird nur noch dafür aufbewahrt und mit ihrem Ende gelöscht, ohne dass ein "
            "neuer Antrag nötig ist.",
            "A request for erasure (Art. 17 GDPR) comes before the rule: everything goes that no exception covers. What "
            "stays "
            "for a duty is kept for nothing else and deleted when the duty ends, without a new request.",
        ),
        pen.s(
            "Bei bestrittener Richtigkeit oder offenem Widerspruch wird bis zur Entscheidung nicht gelöscht, sondern "
            "eingeschränkt (Art. 18 DSGVO).",
            "Where accuracy is disputed or an objection is open, data are restricted and not deleted until it is decided "
            "(Art. 18 GDPR).",
        ),
    )
    return Section("requests", pen.say("Anträge und Widersprüche", "Requests and objections"), (words,))


def _restore(pen: Pen) -> Section:
    words = para(
        pen.s(
            "Nach einer Rücksicherung bleibt das System geschlossen, bis nachgeholt ist, was seit der Sicherung gelöscht, "
            "berichtigt, eingeschränkt, widersprochen oder widerrufen wurde. Erst danach wird es wieder freigegeben.",
            "After a restore the system stays closed until everything has been replayed that was deleted, rectified, "
            "restricted, objected to or withdrawn since the backup. Only then it is opened again.",
        )
    )
    return Section("restore", pen.say("Rücksicherung und Nachholen", "Restore and replay"), (words,))


def _undecided(pen: Pen) -> Section | None:
    found = [rule for rule in pen.policy.rules if rule.undecided is not None]
    if not found:
        return None
    lines = bullets(plain(f"{pen.title(r.activity)}: {pen.to(r.undecided)}") for r in found if r.undecided is not None)
    return Section("undecided", pen.say("Noch nicht entschieden", "Not decided yet"), (lines,))


def evidence_section(pen: Pen) -> Section:
    """How the rules are carried out, what shows it, and what nobody watches."""
    run, policy = pen.policy.run, pen.policy
    steps = bullets(
        (
            pen.s(f"Ein Löschlauf kommt {every(run.every, 'de')}. Er ermittelt, was fällig ist, prüft Pflichten und "
            f"Ausnahmen "
                  "in jedem Schritt erneut und löscht in kleinen Mengen.",
                  f"A deletion run comes {every(run.every, 'en')}. It finds what is due, checks duties and holds again "
                  f"in every "
                  "step, and deletes in small batches."),
            pen.s("Neue und kürzere Regeln beobachten zuerst, löschen dann eine kleine Menge und erst danach alles.",
                  "New and shorter rules observe first, then delete a small batch, and only then everything."),
            pen.s("Jede Ausführung steht mit Regel, Zahl und Zeitpunkt in einem verketteten Protokoll, dessen Stand sich "
                  "unabhängig nachrechnen lässt.",
                  "Every execution stands with rule, count and time in a chained ledger whose state can be recomputed "
                  "independently."),
            pen.s("Eine Tafel zeigt je Zusage, ob sie gehalten, gebrochen, bestätigt, nicht belegt oder noch nicht fällig "
                  "ist, und wann zuletzt nachgesehen wurde.",
                  "A board shows per promise whether it is kept, broken, attested, unproven or not due yet, and when "
                  "somebody "
                  "last looked."),
            pen.s("Nach der Löschung wird mit einer anderen Frage gemessen, was übrig ist, bis zur Tiefe, die der Speicher "
                  "zeigt.",
                  "After deletion another question measures what is left, down to the level that the store shows."),
        )
    )  # fmt: skip
    seen = sorted(s.id for s in policy.systems.values() if s.connector in _DEPLOYED and not s.absent)
    unseen = sorted(s.id for s in policy.systems.values() if s.connector not in _DEPLOYED)
    blind = [r for r in policy.rules if not r.units and not r.whole and r.stages]
    facts = [
        pen.s(f"Die Software sieht selbst nach in: {pen.list(seen)}.", f"The software looks itself at: {pen.list(seen)}.")
    ]
    if unseen:
        facts.append(
            pen.s(f"Nicht selbst gemessen wird: {pen.list(unseen)}.", f"Not measured by itself: {pen.list(unseen)}.")
        )
    if blind:
        titles = pen.list(dict.fromkeys(pen.quoted(pen.title(rule.activity)) for rule in blind))
        facts.append(
            pen.s(f"Von Hand gelöscht und belegt wird: {titles}.", f"Deleted and shown by hand: {titles}.")
        )  # fmt: skip
    facts.append(
        pen.s("Ob es weitere Speicher gibt, die niemand angegeben hat, kann die Software nur dort erkennen, wo sie "
              "Verzeichnisse lesen darf.",
              "Whether there are further stores that nobody declared can only be seen where directories may be read.")
    )  # fmt: skip
    promises = tuple(pen.promised(p) for p in policy.promises if p.kind in ("routine-run", "everything-declared"))
    blocks: tuple[Block, ...] = (steps, *_levels(pen), bullets((*facts, *promises)))
    return Section("evidence", pen.say("Umsetzung und Nachweis", "Implementation and evidence"), blocks)


_LEVELS = {
    "sql": Text("nicht mehr abfragbar; nach einem Lauf von „zusage reclaim“ Platz freigegeben oder überschrieben, so "
    "weit die "
                "Datenbank das zeigt",
                "no longer queryable; after a run of “zusage reclaim” space reclaimed or rewritten, as far as the database "
                "shows it"),
    "files": Text("Datei entfernt; der Datenträger wird nicht überschrieben", "file removed; the medium is not "
    "overwritten"),
    "logfiles": Text("Zeilen aus der Datei entfernt; der Datenträger wird nicht überschrieben",
                     "lines removed from the file; the medium is not overwritten"),
}  # fmt: skip


def _levels(pen: Pen) -> tuple[Table, ...]:
    used = {u.system for r in pen.policy.rules if r.stages for u in r.units} | {w for r in pen.policy.rules for w in r.whole}
    rows = tuple(
        (plain(system.id), plain(_LEVELS[system.connector].to(pen.language)))
        for system in pen.policy.systems.values()
        if system.id in used and system.connector in _LEVELS
    )
    head = (pen.say("Speicher", "Store"), pen.say("Erreichbare Tiefe der Löschung", "Level of erasure within reach"))
    caption = pen.say("Tiefe der Löschung je Speicher", "Level of erasure per store")
    return (Table(caption, head, rows, "levels", ("store", "level"), (2, 7)),) if rows else ()


def history_section(pen: Pen) -> Section:
    """Versions: what this one is, and where the former ones are."""
    policy = pen.policy
    rows = [(plain(pen.day(pen.as_of)), plain(policy.digest[:12]), pen.s("diese Fassung", "this version"))]
    for edition in pen.history:
        published = pen.s("veröffentlicht, gilt seit diesem Tag", "published, in force since that day")
        rows.append((plain(pen.day(edition.valid_from)), plain(edition.version[:12]), published))
    for document in policy.documents.values():
        if document.dated is not None:
            label = pen.to(document.title)
            rows.append((plain(pen.day(document.dated)), plain("–"),
                         pen.s(f"veröffentlichter Text „{label}“", f"published text “{label}”")))  # fmt: skip
    head = (pen.say("Datum", "Date"), pen.say("Fassung", "Version"), pen.say("Anlass", "Occasion"))
    caption = pen.say("Fassungen", "Versions")
    table = Table(caption, head, tuple(rows), "versions", ("date", "version", "occasion"), (4, 4, 8))
    note = para(
        pen.s(
            "Jede frühere Fassung der Regeln liegt unter ihrem Prüfwert im Archiv; was sich zwischen zwei Fassungen in der "
            "Sache geändert hat, zeigt „zusage diff“.",
            "Every former version of the rules is in the archive under its digest; “zusage diff” shows what changed in "
            "substance between two of them.",
        )
    )
    return Section("history", pen.say("Änderungen", "Change history"), (note, table))


def open_section(pen: Pen) -> Section:
    """What somebody still has to say."""
    found = [
        pen.ask(f"eine Löschregel für „{pen.to(datum.label)}“ ({pen.to(activity.title)})",
                f"a deletion rule for “{pen.to(datum.label)}” ({pen.to(activity.title)})")
        for activity, datum in without_rule(pen.policy)
    ]  # fmt: skip
    found += [
        pen.ask(
            f"ein Speicher, der den Startzeitpunkt von „{pen.title(rule.activity)}“ zeigt; bis dahin löscht dort nur ein "
            f"Mensch",
            f"a store that shows the start of “{pen.title(rule.activity)}”; until then only a person deletes there",
        )
        for rule in pen.policy.rules
        if isinstance(rule.start, Unseen) and rule.stages
    ]
    unexplained = dict.fromkeys(
        pen.title(rule.activity)
        for rule in pen.policy.rules
        if rule.because is None and rule.keep is None and not rule.same_as and rule.stages
    )
    if unexplained:
        titles = pen.list(pen.quoted(title) for title in unexplained)
        found.append(pen.ask(f"warum die Frist so lang und nicht kürzer ist: {titles}",
                             f"why the period is as long as it is: {titles}"))  # fmt: skip
    if pen.policy.organisation.officer is None:
        found.append(pen.ask("ob eine datenschutzbeauftragte Person benannt ist", "whether there is a protection officer"))
    unproved = [p for p in pen.policy.promises if p.kind == "backup-made" and period(p, "restore_tested") is None]
    if unproved:
        found.append(pen.ask("wie oft die Rücksicherung geübt wird", "how often a restore is tested"))
    title = pen.say("Offene Punkte", "Open points")
    if not found:
        return Section("open", title, (para(pen.s("Offen ist nichts.", "Nothing is open.")),))
    return Section("open", title, (bullets(found),))
