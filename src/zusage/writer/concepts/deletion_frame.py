"""The frame of a deletion concept: purpose and scope, terms, who decides and who does.

Law: DIN 66398 and EN ISO/IEC 27555 give order and terms, in words of our own; roles are those of the declaration, and a
role that nobody has is asked for.
"""

from __future__ import annotations

from zusage.document.tree import Definitions, Section, Sentence, Table, plain
from zusage.language.citations import gdpr
from zusage.language.durations import every
from zusage.writer.pen import Pen, bullets, para


def scope(pen: Pen, kinds: int) -> Section:
    """What the concept is about, and what not."""
    us, policy = pen.policy.organisation, pen.policy
    stores = sum(1 for system in policy.systems.values() if not system.absent and (system.tables or system.backup_of))
    art5, art17, art25 = (gdpr(5, pen.language, 1, "e"), gdpr(17, pen.language), gdpr(25, pen.language))
    first = para(
        pen.s(
            f"Dieses Löschkonzept legt fest, wann und wie {us.name} personenbezogene Daten löscht, wer darüber "
            f"entscheidet und "
            f"wie sich nachprüfen lässt, dass es geschehen ist ({art5}, {art17}, {art25}).",
            f"This deletion concept lays down when and how {us.name} deletes personal data, who decides about it, and "
            f"how it "
            f"can be checked that it was done ({art5}, {art17}, {art25}).",
        ),
        pen.s(
            "Sein Aufbau folgt DIN 66398 und EN ISO/IEC 27555.",
            "Its order follows DIN 66398 and EN ISO/IEC 27555.",
        ),
        pen.s(
            "Es ist aus denselben Regeln geschrieben wie die Datenschutzerklärung; dieselben Regeln steuern die "
            "Löschläufe. "
            "Sätze, die eine veröffentlichte Zusage wiedergeben, tragen deren Kennung.",
            "It is written from the same rules as the privacy notice, and the same rules drive the deletion runs. "
            "Sentences "
            "that repeat a published promise carry its id.",
        ),
    )
    second = para(
        pen.s(
            f"Es umfasst {kinds} Datenarten aus {len(policy.activities)} Verarbeitungstätigkeiten und {stores} Speicher, "
            f"die "
            "in der Erklärung angegeben sind.",
            f"It covers {kinds} kinds of data of {len(policy.activities)} processing activities and {stores} stores that "
            f"are "
            "declared.",
        ),
        pen.s(
            "Nicht erfasst sind Papierakten, Endgeräte von Beschäftigten und Speicher, die nicht angegeben sind.",
            "It does not cover paper files, devices of staff, and stores that are not declared.",
        ),
    )
    return Section("scope", pen.say("Zweck und Geltungsbereich", "Purpose and scope"), (first, second))


def terms(pen: Pen) -> Section:
    """The terms, each in one sentence."""
    rows = (
        ("Datenart", "Kind of data", "Datenobjekte, die demselben Zweck dienen und nach denselben Regeln enden.",
         "Data objects that serve the same purpose and end by the same rules."),
        ("Datenobjekt", "Data object", "Merkmale, die zusammengehören: eine Zeile mit ihren Spalten, eine Datei, eine "
         "Protokollzeile.", "Attributes that belong together: a row with its columns, a file, a line of a log."),
        ("Startzeitpunkt", "Start", "Das Ereignis, ab dem eine Frist zählt. Es gibt drei Arten: Erhebung oder Entstehung, "
         "Ende eines Vorgangs, Ende der Beziehung zur betroffenen Person.",
         "The event from which a period counts. There are three kinds: collection or creation, end of a process, end of "
         "the "
         "relationship with the person."),
        ("Vorhaltefrist", "Holding period", "Die Zeit, in der die Daten mindestens verfügbar bleiben, weil Zweck oder "
        "Gesetz "
         "es verlangen.", "The time for which data stay available at least, because purpose or law ask for it."),
        ("Regellöschfrist", "Regular deletion period", "Die längste Zeit, nach der die Daten im Regelfall gelöscht sind, "
         "einschließlich der Zeit für die Durchführung. Fristen der Sicherungskopien kommen hinzu.",
         "The longest time after which data are deleted in the regular case, with the time to carry it out. Periods of "
         "backups come on top."),
        ("Löschklasse", "Deletion class", "Regeln mit gleicher Frist und gleicher Art des Startzeitpunkts.",
         "Rules with the same period and the same kind of start."),
        ("Nur lesbar", "Read-only", "Niemand schreibt mehr; gelesen werden darf.", "Nobody writes; reading is allowed."),
        ("Eingeschränkt", "Restricted", f"Gespeichert, aber nur noch zu den Zwecken nutzbar, die "
         f"{gdpr(18, 'de', 2)} erlaubt.", f"Stored, but usable only for what {gdpr(18, 'en', 2)} allows."),
        ("Aus Pflicht aufbewahrt", "Kept for a duty", "Gespeichert, weil ein Gesetz es verlangt, und für nichts anderes.",
         "Stored because a statute asks for it, and for nothing else."),
        ("Gekürzt, pseudonymisiert", "Shortened, pseudonymised", "Zwei Stufen mit weniger Personenbezug. Beide sind keine "
         "Löschung und keine Anonymisierung.", "Two steps with less reference to persons. Neither is deletion or "
         "anonymisation."),
        ("Tiefe der Löschung", "Level of erasure", "Wie weit eine Löschung reicht: nicht mehr abfragbar; Platz "
        "freigegeben; "
         "überschrieben; auch aus Sicherungen verschwunden. Die Tiefe wird gemessen und nicht aus dem Lauf gefolgert.",
         "How far a deletion reaches: no longer queryable; space reclaimed; rewritten; gone from backups too. The level is "
         "measured and not derived from the run."),
    )  # fmt: skip
    at = 0 if pen.language == "de" else 1
    entries = tuple((row[at], (para(plain(row[2 + at])),)) for row in rows)
    return Section("terms", pen.say("Begriffe", "Terms"), (Definitions(entries),))


def responsibilities(pen: Pen) -> Section:
    """Who defines, approves, runs and checks."""
    rows = tuple((plain(what), who, how) for what, who, how in _duties(pen))
    head = (pen.say("Aufgabe", "Task"), pen.say("Wer", "Who"), pen.say("Wie", "How"))
    caption = pen.say("Aufgaben und Zuständigkeiten", "Tasks and responsibilities")
    table = Table(caption, head, rows, "responsibilities", ("task", "who", "how"), (6, 6, 9))
    return Section("roles", pen.say("Rollen und Verantwortung", "Roles and responsibilities"), (table,))


def _duties(pen: Pen) -> tuple[tuple[str, Sentence, Sentence], ...]:
    policy, run, us = pen.policy, pen.policy.run, pen.policy.organisation
    head = plain(us.representative) if us.representative else pen.ask("wer die Organisation vertritt", "who represents it")
    asks = any(rule.keep is not None and rule.keep.asks for rule in policy.rules)
    officer = us.officer
    approvers = ", ".join(f"{pen.to(h.label)}: {pen.role(h.approver)}" for h in policy.holds.values())
    rows: list[tuple[str, Sentence, Sentence]] = [
        (pen.say("Gesamtverantwortung", "Overall responsibility"), head,
         pen.s("Steht für die Einhaltung ein (Art. 5 Abs. 2 DSGVO).", "Answers for compliance (Art. 5(2) GDPR).")),
        (pen.say("Fristen fachlich festlegen", "Setting periods"), _departments(pen),
         pen.s("Nennt Zweck, Startzeitpunkt und Frist der eigenen Daten.", "Names purpose, start and period of its data.")),
        (pen.say("Regeln schreiben", "Writing the rules"), _role(pen, run.authors, "wer Regeln ändert", "who changes them"),
         pen.s("Ändert die Erklärung; jede Fassung wird aufbewahrt.", "Changes the declaration; each version is kept.")),
        (pen.say("Löschung freigeben", "Approving deletion"), _approval(pen), _approval_how(pen)),
        (pen.say("Löschläufe ausführen", "Running deletion"),
         _role(pen, run.operators, "wer die Läufe ausführt", "who carries the runs out"),
         pen.s(f"Die Läufe kommen {every(run.every, 'de')}.", f"The runs come {every(run.every, 'en')}.")),
    ]  # fmt: skip
    if asks:
        rows.append(
            (
                pen.say("Prüfungen der Steuerbehörden bestätigen", "Stating that no tax audit is open"),
                _role(pen, (us.tax_owner,) if us.tax_owner else (), "wer das jährlich bestätigt", "who states it each year"),
                pen.s(
                    "Bestätigt einmal im Jahr mit Datum, dass für ein Jahr keine Prüfung und kein Verfahren offen ist; "
                    "ohne "
                    "diese Bestätigung bleiben die Belege stehen.",
                    "States once a year, with a date, that nothing is open for a year; without it vouchers stay.",
                ),
            )
        )
    if approvers:
        rows.append(
            (
                pen.say("Ausnahmen genehmigen", "Approving holds"),
                plain(approvers),
                pen.s("Befristet, mit Grund und Termin der Prüfung.", "With a reason and a day of review."),
            )
        )
    named = plain(", ".join(p for p in (officer.name, officer.email) if p)) if officer else None
    rows.append(
        (
            pen.say("Beraten und überwachen", "Advising and monitoring"),
            named or pen.ask("ob eine datenschutzbeauftragte Person benannt ist", "whether there is a protection officer"),
            pen.s("Berät und überwacht (Art. 39 DSGVO).", "Advises and monitors (Art. 39 GDPR)."),
        )
    )
    return tuple(rows)


def _departments(pen: Pen) -> Sentence:
    found = dict.fromkeys(pen.to(a.department) for a in pen.policy.activities.values() if a.department is not None)
    if not found:
        return pen.ask("welche Abteilungen für ihre Tätigkeiten einstehen", "which departments answer for their activities")
    return plain(", ".join(found))


def _role(pen: Pen, ids: tuple[str, ...], de: str, en: str) -> Sentence:
    words = pen.roles(ids)
    return plain(words[:1].upper() + words[1:]) if words else pen.ask(de, en)


def _approval(pen: Pen) -> Sentence:
    run = pen.policy.run
    if run.approvers:
        return _role(pen, run.approvers, "", "")
    if run.approval == "single":
        return pen.s("Dieselbe Person wie die Ausführung", "The same person as the one who runs it")
    return pen.ask("wer Löschungen freigibt", "who approves deletions")


def _approval_how(pen: Pen) -> Sentence:
    if pen.policy.run.approvers:
        return pen.s(
            "Gibt jeden Plan frei, der erstmals oder mehr als üblich löscht; eine andere Rolle als die, die schreibt oder "
            "ausführt.",
            "Approves every plan that deletes for the first time or more than usual; another role than those that write "
            "or run.",
        )
    if pen.policy.run.approval == "single":
        return pen.s("Es ist angegeben, dass es keine zweite Person gibt.", "It is declared that there is no second person.")
    return pen.ask("ob eine zweite Person freigibt", "whether a second person approves")


def officers_note(pen: Pen) -> Section:
    """When the concept itself is looked at again."""
    lines = bullets(
        (
            pen.s("mit jeder Änderung der Erklärung, der Systeme oder der Rechtslage", "with every change of "
            "declaration, systems or law"),
            pen.s("nach jedem Befund, dass eine Zusage nicht gehalten ist", "after every finding that a promise is not "
            "kept"),
            pen.s("mindestens einmal im Jahr", "at least once a year"),
        )
    )  # fmt: skip
    intro = para(pen.s("Dieses Konzept wird überprüft:", "This concept is reviewed:"))
    return Section("review", pen.say("Überprüfung", "Review"), (intro, lines))
