"""Reasons: why a promise is broken, open or not yet due, in German and English.

Law: every reason that a kind or a planner gives has words here, in both languages, with the numbers and names of structure
that the judgement carries; an unknown key raises KeyError, never an empty line. The words say what was seen, not what
follows from it in law, and they name no person.

Example: "3 Einheiten sind überfällig, die älteste seit 97 Tagen (control.enquiries)."
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from zusage.model.text import Language


class Judged(Protocol):
    """What a reason is rendered from (`zusage.kinds.base.Judgement` is one)."""

    @property
    def reason(self) -> str: ...
    @property
    def numbers(self) -> Mapping[str, int]: ...
    @property
    def facts(self) -> Mapping[str, str]: ...


def render_reason(judgement: Judged, language: Language) -> str:
    """One sentence; "" where the judgement has no reason (kept)."""
    if not judgement.reason:
        return ""
    arguments: dict[str, object] = {**judgement.facts, **judgement.numbers}
    return reason_words(judgement.reason, arguments, language)


def reason_words(reason: str, arguments: Mapping[str, object], language: Language) -> str:
    """The words of a reason key; a number that was not given counts as 0, a name as "–"."""
    german, english = _REASONS[reason]
    template = german if language == "de" else english
    one, _, many = template.partition("|")
    count = next((arguments[k] for k in ("overdue", "found", "missing", "days", "blank", "broken") if arguments.get(k)), 0)
    chosen = one if count == 1 or not many else many
    probe = _PROBES.get(str(arguments.get("probe", "")))
    arguments = {**arguments, "probe": probe[0 if language == "de" else 1]} if probe else arguments
    known: defaultdict[str, object] = defaultdict(lambda: "–", {k: v for k, v in arguments.items() if v not in ("", None)})
    for name in _NUMBERS:
        known.setdefault(name, 0)
    return chosen.format_map(known)


def reasons() -> frozenset[str]:
    """All keys that have words."""
    return frozenset(_REASONS)


_NUMBERS = (
    "overdue",
    "aside",
    "found",
    "missing",
    "days",
    "examined",
    "withdrawn",
    "orphans",
    "unseen",
    "broken",
    "open",
    "tried",
    "blank",
)
_PROBES: dict[str, tuple[str, str]] = {
    "egress": ("Mitschnitt des ausgehenden Verkehrs", "a record of outgoing traffic"),
    "website": ("Besuch der Website mit einem Browser", "a visit to the website with a browser"),
    "request canary": ("Probeantrag durch alle Systeme", "a trial request through all systems"),
    "provider": ("Schnittstelle des Anbieters", "the provider's interface"),
    "linkability test": ("Prüfung auf Zuordenbarkeit", "a test of linkability"),
}
_REASONS: dict[str, tuple[str, str]] = {
    # deadlines
    "overdue": (
        "Eine Einheit ist überfällig, seit {days} Tagen ({tables}).|"
        "{overdue} Einheiten sind überfällig, die älteste seit {days} Tagen ({tables}).",
        "One unit is overdue, by {days} days ({tables}).|{overdue} units are overdue, the oldest by {days} days ({tables}).",
    ),
    "undo_open": (
        "{aside} gelöschte Einheiten liegen noch verschlüsselt da, obwohl die Zeit zum Zurückholen vorbei ist.",
        "{aside} deleted units are still there, encrypted, although the time for putting them back is over.",
    ),
    "overdue_undated": (
        "Eine Einheit ist überfällig ({tables}).|{overdue} Einheiten sind überfällig ({tables}).",
        "One unit is overdue ({tables}).|{overdue} units are overdue ({tables}).",
    ),
    "overdue_instances": (
        "Eine Instanz müsste seit {days} Tagen gelöscht sein und ist noch da.|"
        "{overdue} Instanzen müssten gelöscht sein und sind noch da, die älteste seit {days} Tagen.",
        "One instance should have been deleted {days} days ago and is still there.|"
        "{overdue} instances should have been deleted and are still there, the oldest for {days} days.",
    ),
    "orphan_instances": (
        "{orphans} Instanz(en) sind vorhanden, obwohl das Verzeichnis sie als gelöscht führt.",
        "{orphans} instance(s) exist although the registry lists them as deleted.",
    ),
    "not_due_yet": ("Noch hat nichts den Stichtag erreicht.", "Nothing has reached the date yet."),
    "start_unseen": (
        "Kein angebundenes System zeigt, wann die Frist beginnt.",
        "No connected system shows when the period begins.",
    ),
    "starts_unreadable": (
        "Bei einzelnen Einheiten ist der Beginn der Frist kein brauchbares Datum ({tables}).",
        "Some units hold no usable date for the beginning of the period ({tables}).",
    ),
    "starts_missing": (
        "Eine Zeile hat keinen Beginn der Frist, obwohl jede einen haben müsste ({tables}).|"
        "{blank} Zeilen haben keinen Beginn der Frist, obwohl jede einen haben müsste ({tables}).",
        "One row has no beginning of the period, although every row must have one ({tables}).|"
        "{blank} rows have no beginning of the period, although every row must have one ({tables}).",
    ),
    "no_start_seen": (
        "Die Spalte mit dem Beginn der Frist ist in allen Zeilen leer ({tables}).",
        "The column with the beginning of the period is empty in every row ({tables}).",
    ),
    "undecided": ("Über die Dauer ist noch nicht entschieden.", "Nobody has decided on the period yet."),
    "writable": (
        "Eine beendete Instanz lässt sich noch beschreiben.|{overdue} beendete Instanzen lassen sich noch beschreiben.",
        "One ended instance can still be written.|{overdue} ended instances can still be written.",
    ),
    "marked_not_enforced": (
        "Nur als „nur lesbar“ gekennzeichnet, nicht durchgesetzt: Die Rolle der Anwendung könnte das selbst aufheben.",
        "Marked read-only, not enforced: the application's role could lift the protection itself.",
    ),
    "nothing_tried": ("Es ließ sich nichts ausprobieren.", "Nothing could be tried."),
    "protected_missing": (
        "Eine aufzubewahrende Einheit ist seit dem letzten Blick verschwunden.|"
        "{missing} aufzubewahrende Einheiten sind seit dem letzten Blick verschwunden.",
        "One unit that must be kept has disappeared since the last look.|"
        "{missing} units that must be kept have disappeared since the last look.",
    ),
    "nothing_to_count": ("Es gibt nichts, was sich zählen ließe.", "There is nothing that could be counted."),
    "cascade": (
        "Ein Fremdschlüssel zöge auch Zeilen mit, die bleiben sollen ({tables}).",
        "A foreign key would also take rows that are to stay ({tables}).",
    ),
    # sight
    "not_seen": ("Nicht oder nicht vollständig gesehen: {systems} ({why}).", "Not or not fully seen: {systems} ({why})."),
    "not_all_seen": ("{unseen} Ziel(e) wurden nicht gesehen.", "{unseen} target(s) were not seen."),
    "nothing_asked": ("Kein erreichbares System konnte gefragt werden.", "No system that was reached could be asked."),
    "too_old": ("Der letzte Blick ist zu lange her.", "The last look is too long ago."),
    "missing_probe": ("Dafür fehlt ein Messpunkt ({probe}).", "The probe for this is missing ({probe})."),
    "no_such_table": ("Eine angegebene Tabelle ist nicht da ({tables}).", "A declared table is not there ({tables})."),
    "no_such_column": ("Eine angegebene Spalte ist nicht da ({missing}).", "A declared column is not there ({missing})."),
    # values
    "wrong_shape": (
        "Ein Wert ist nicht so geschützt wie zugesagt ({columns}).|"
        "{found} von {examined} Werten sind nicht so geschützt wie zugesagt ({columns}).",
        "One value is not protected as promised ({columns}).|"
        "{found} of {examined} values are not protected as promised ({columns}).",
    ),
    "forbidden_shape": (
        "Ein Wert hat eine Form, die hier nicht vorkommen darf ({columns}).|"
        "{found} Werte haben eine Form, die hier nicht vorkommen darf ({columns}).",
        "One value has a form that must not occur here ({columns}).|"
        "{found} values have a form that must not occur here ({columns}).",
    ),
    "pattern_unknown": (
        "Dieses Muster kann niemand erkennen: {patterns}.",
        "Nobody can recognise this pattern: {patterns}.",
    ),
    "extra_columns": (
        "Die Tabelle {tables} hat Spalten, die nicht angegeben sind: {columns}.",
        "Table {tables} has columns that are not declared: {columns}.",
    ),
    "not_unique": (
        "Nichts verhindert zwei Zugänge mit demselben Namen ({tables}: {columns}).",
        "Nothing prevents two accounts with the same name ({tables}: {columns}).",
    ),
    "extra_accounts": (
        "Ein Zugang steht nicht auf der Liste.|{found} Zugänge stehen nicht auf der Liste.",
        "One account is not on the list.|{found} accounts are not on the list.",
    ),
    "list_not_readable": (
        "Die Liste der zugelassenen Zugänge ist hier nicht lesbar.",
        "The list of approved accounts cannot be read here.",
    ),
    "opened_neighbour": (
        "Die Zugangsdaten einer Instanz öffnen eine andere.",
        "The credentials of one instance open another.",
    ),
    "shared_database": ("Zwei Instanzen liegen in derselben Datenbank.", "Two instances lie in the same database."),
    "linkable": (
        "Spalten, die fehlen sollten, sind vorhanden: {columns}.",
        "Columns that should be absent are there: {columns}.",
    ),
    "joined": ("Die Daten lassen sich verbinden: {columns}.", "The data can be joined: {columns}."),
    "joined_in_log": (
        "Eine Zeile des Protokolls zeigt neben der IP-Adresse, um wen es geht: eine E-Mail-Adresse, einen Benutzernamen "
        "oder die Kennung einer Sitzung ({systems}).|{found} Zeilen des Protokolls zeigen neben der IP-Adresse, um wen "
        "es geht: eine E-Mail-Adresse, einen Benutzernamen oder die Kennung einer Sitzung ({systems}).",
        "One line of the log shows beside the IP address who it was: an e-mail address, the name of a user or the token of "
        "a session ({systems}).|{found} lines of the log show beside the IP address who it was: an e-mail address, the name "
        "of a user or the token of a session ({systems}).",
    ),
    "found_elsewhere": (
        "Eine Adresse aus diesen Daten steht auch dort, wo sie nicht sein darf ({places}).|"
        "{found} Adressen aus diesen Daten stehen auch dort, wo sie nicht sein dürfen ({places}).",
        "One address of these data is also where it must not be ({places}).|"
        "{found} addresses of these data are also where they must not be ({places}).",
    ),
    "purpose_not_visible": (
        "Wozu Daten genutzt werden, ist einem Speicher nicht anzusehen.",
        "A store does not show what data are used for.",
    ),
    "place_not_visible": (
        "Nicht verglichen, weil nicht einsehbar: {not_compared}.",
        "Not compared, because not visible: {not_compared}.",
    ),
    "wrong_end": (
        "Ein gespeichertes Ende passt nicht zur Frist.|{found} gespeicherte Enden passen nicht zur Frist.",
        "One stored end does not match the term.|{found} stored ends do not match the term.",
    ),
    "used_unconfirmed": (
        "Ein Zugang wird genutzt, ohne bestätigt zu sein.|{found} Zugänge werden genutzt, ohne bestätigt zu sein.",
        "One account is in use without confirmation.|{found} accounts are in use without confirmation.",
    ),
    "use_not_visible": (
        "Keine Spalte zeigt, ob ein Zugang genutzt wird.",
        "No column shows whether an account is in use.",
    ),
    "undeclared_tables": ("Nicht angegebene Tabellen: {tables}.", "Undeclared tables: {tables}."),
    # consents and mail
    "no_proof": (
        "Für eine Einwilligung fehlt der Nachweis.|Für {found} Einwilligungen fehlt der Nachweis.",
        "The proof of one consent is missing.|The proof of {found} consents is missing.",
    ),
    "no_consent_at_all": (
        "Eine Adresse steht in der Liste, ohne dass eine Einwilligung verzeichnet ist (etwa nach einem Import).|"
        "{found} Adressen stehen in der Liste, ohne dass eine Einwilligung verzeichnet ist (etwa nach einem Import).",
        "One address is on the list although no consent is recorded for it (such as after an import).|"
        "{found} addresses are on the list although no consent is recorded for them (such as after an import).",
    ),
    "without_consent": (
        "Eine Nachricht ging an eine Adresse ohne geltende Einwilligung.|"
        "{found} Nachrichten gingen an Adressen ohne geltende Einwilligung.",
        "One message went to an address without a consent in force.|"
        "{found} messages went to addresses without a consent in force.",
    ),
    "withdrawal_may_explain": (
        "Ein Widerruf nach dem Versand kann {found} Nachricht(en) erklären; das wird beim nächsten Blick klar.",
        "A withdrawal after sending may explain {found} message(s); the next look will show.",
    ),
    "person_not_visible": (
        "Zur Einwilligung ist keine Adresse einsehbar.",
        "No address can be seen for the consent.",
    ),
    "sent_to_listed": (
        "Eine Nachricht ging an eine Adresse der Sperrliste.|{found} Nachrichten gingen an Adressen der Sperrliste.",
        "One message went to a suppressed address.|{found} messages went to suppressed addresses.",
    ),
    "digests_not_comparable": (
        "Die Liste enthält nur Prüfwerte. Mit Adressen lassen sie sich erst vergleichen, wenn die Erklärung ihren Schlüssel "
        "nennt (found_in mit hash_of und key: env:NAME) und es Prüfwerte nach HMAC-SHA-256 sind.",
        "The list holds digests only. They can be compared with addresses once the declaration names their key (found_in "
        "with hash_of and key: env:NAME) and they are made with HMAC-SHA-256.",
    ),
    "without_link": (
        "Einer Nachricht fehlt der Link oder der Kopf zum Abbestellen.|"
        "{found} Nachrichten fehlt der Link oder der Kopf zum Abbestellen.",
        "One message lacks the link or the header to unsubscribe.|"
        "{found} messages lack the link or the header to unsubscribe.",
    ),
    # papers
    "no_contract": (
        "Kein geltender Vertrag ({kind}) für: {recipients}.",
        "No contract in force ({kind}) for: {recipients}.",
    ),
    "no_clause": (
        "Kein geltender Vertrag enthält die Klausel ({kind}) für: {recipients}.",
        "No contract in force has the clause ({kind}) for: {recipients}.",
    ),
    "no_register": (
        "Kein Verzeichnis von Verträgen und Berichten ist angebunden, das es zeigen könnte.",
        "No register of contracts and reports is connected that could show it.",
    ),
    "no_document": ("Kein Dokument dazu liegt vor ({recipients}).", "There is no document about it ({recipients})."),
    "no_evidence": ("Dafür gibt es keinen Beleg.", "There is no evidence for this."),
    "document_only": (
        "Belegt durch ein geltendes Dokument, nicht gemessen.",
        "Backed by a document in force, not measured.",
    ),
    "document_too_old": (
        "Das jüngste Dokument ist zu alt oder abgelaufen ({kind}).",
        "The latest document is too old or has expired ({kind}).",
    ),
    "mechanism_void": (
        "Auf {mechanism} darf keine Übermittlung mehr gestützt werden ({recipients}).",
        "No transfer may rest on {mechanism} any more ({recipients}).",
    ),
    "never_checked": (
        "Niemand hat nachgesehen, ob {mechanism} gilt ({recipients}).",
        "Nobody has looked up whether {mechanism} is in force ({recipients}).",
    ),
    "check_too_old": (
        "Das letzte Nachsehen ist seit {days} Tagen zu alt ({recipients}).",
        "The last look-up has been too old for {days} days ({recipients}).",
    ),
    "checked_by_hand": (
        "Von Hand nachgesehen, nicht gemessen ({mechanism}).",
        "Looked up by hand, not measured ({mechanism}).",
    ),
    "outside_region": ("Außerhalb von {region}: {places}.", "Outside {region}: {places}."),
    "location_only_declared": (
        "Der Ort ist angegeben, aber durch kein Dokument belegt ({recipients}).",
        "The place is declared, but no document backs it ({recipients}).",
    ),
    # ledger
    "no_young_backup": (
        "Keine Sicherung ist jünger als zugesagt ({places}).",
        "No backup is as young as promised ({places}).",
    ),
    "restore_test_too_old": (
        "Die letzte Rücksicherung zur Probe ist zu lange her oder nicht belegt.",
        "The last restore test is too long ago or not on file.",
    ),
    "no_backup_store": ("Kein Ort der Sicherungen ist angegeben.", "No place of backups is declared."),
    "not_replayed": (
        "Nach einer Rücksicherung wurde noch nicht erneut gelöscht ({places}).",
        "What had been erased was not erased again after a restore ({places}).",
    ),
    "no_run_yet": ("Es gab noch keinen Lauf.", "There has been no run yet."),
    "run_late": (
        "Der letzte Lauf ist einen Tag her, länger als zugesagt.|Der letzte Lauf ist {days} Tage her, länger als zugesagt.",
        "The last run was one day ago, longer than promised.|The last run was {days} days ago, longer than promised.",
    ),
    "store_missed": ("Der letzte Lauf ließ aus: {places}.", "The last run missed: {places}."),
    # texts
    "text_outdated": (
        "Der veröffentlichte Text gibt nicht wieder, was heute gilt ({documents}).",
        "The published text does not say what holds today ({documents}).",
    ),
    "not_published": ("Keine Fassung ist als veröffentlicht vermerkt.", "No version is recorded as published."),
    "nobody_told": (
        "Eine Fassung wurde veröffentlicht, aber niemand wurde nachweislich unterrichtet.",
        "A version was published, but there is no record that anybody was told.",
    ),
    "some_not_told": (
        "Für {found} von {examined} Personen gibt es keinen Nachweis der Unterrichtung.",
        "There is no record of telling {found} of {examined} people.",
    ),
    "contradicted": ("Dem Satz widerspricht: {places}.", "Contradicted by: {places}."),
    "claim_unknown": (
        "Diese Behauptung lässt sich nicht mit den Angaben vergleichen ({claim}).",
        "This claim cannot be compared with what is declared ({claim}).",
    ),
    "others_open": ("Noch sind nicht alle Sätze belegt ({open}).", "Not every sentence is backed yet ({open})."),
    "others_broken": (
        "Ein Satz ist nicht gehalten.|{broken} Sätze sind nicht gehalten.",
        "One sentence is not kept.|{broken} sentences are not kept.",
    ),
    # replacing and restricting
    "only_pseudonymised": (
        "Zugesagt ist eine Anonymisierung, erreicht wird nur eine Pseudonymisierung: Ein Schlüssel, der bestehen bleibt, "
        "kann die Zuordnung herstellen ({tables}).",
        "Anonymising is promised, but only pseudonymising is reached: a key that stays could link the rows again "
        "({tables}).",
    ),
    "only_shortened": (
        "Zugesagt ist eine Anonymisierung, die Verfahren kürzen aber nur ({tables}).",
        "Anonymising is promised, but the operators only shorten ({tables}).",
    ),
    "key_left": (
        "Die Werte sind ersetzt, aber der Schlüssel dazu ist noch nicht vernichtet ({tables}).",
        "The values are replaced, but the key to them has not been destroyed yet ({tables}).",
    ),
    "still_linkable": (
        "Eine Zeile lässt sich noch einer Person zuordnen: Weniger als {k} Zeilen gleichen sich in allem, was "
        "übrig ist ({tables}).|{found} Zeilen lassen sich noch einzelnen Personen zuordnen: Weniger als {k} Zeilen"
        " gleichen sich in allem, was übrig ist ({tables}).",
        "One row can still be linked to a person: fewer than {k} rows are alike in all that remains "
        "({tables}).|{found} rows can still be linked to single people: fewer than {k} rows are alike in all that "
        "remains ({tables}).",
    ),
    "names_left": (
        "Zugesagt ist eine Pseudonymisierung; im Klartext steht noch: {columns} ({tables}).",
        "Pseudonymising is promised; still in clear text: {columns} ({tables}).",
    ),
    "names_fade": (
        "Ob die Texte die Person noch nennen, lässt sich nicht sagen: Eine andere Regel darf {columns} schon vorher leeren "
        "oder ersetzen ({tables}).",
        "Whether the texts still name the person cannot be told: another rule may empty or replace {columns} before "
        "({tables}).",
    ),
    "unmarked": (
        "Eine Einheit müsste eingeschränkt sein und ist nicht gekennzeichnet ({tables}).|{overdue} Einheiten "
        "müssten eingeschränkt sein und sind nicht gekennzeichnet ({tables}).",
        "One unit should be restricted and is not marked ({tables}).|{overdue} units should be restricted and are "
        "not marked ({tables}).",
    ),
    "restricted_readable": (
        "Die Anwendung sieht eingeschränkte Einheiten noch, obwohl die Datenbank sie verbergen müsste ({tables}).",
        "The application still sees restricted units, although the database should hide them ({tables}).",
    ),
    "restricted_not_enforced": (
        "Nur gekennzeichnet, nicht durchgesetzt: Die eingeschränkten Einheiten ({tables}) sind vermerkt, aber die Datenbank "
        "hält die Anwendung nicht von ihnen fern. Entweder kann sie es nicht (SQLite, MariaDB und DuckDB können einzelne "
        "Zeilen nicht verbergen), oder die Anwendung dürfte den Schutz selbst aufheben. Bis dahin muss die Anwendung sie "
        "von sich aus auslassen.",
        "Marked, not enforced: the restricted units ({tables}) are on record, but the database does not keep the "
        "application away from them. Either it cannot (SQLite, MariaDB and DuckDB cannot hide single rows), or the "
        "application may lift the protection itself. Until then the application has to leave them out of its own accord.",
    ),
    # planning
    "no_undo": (
        "Hier lässt sich nichts zurückholen ({detail}), und ohne das wird nicht gelöscht.",
        "Nothing can be put back here ({detail}), and without that nothing is deleted.",
    ),
    "store_unable": ("Der Speicher kann das nicht ({detail}).", "The store cannot do this ({detail})."),
    "act_unfit": (
        "Dieser Schritt ist so nicht planbar ({detail}).",
        "This act cannot be planned like this ({detail}).",
    ),
    "target_unreachable": ("Nicht erreicht: {detail}.", "Not reached: {detail}."),
    "target_read_only": ("Der Speicher nimmt gerade keine Änderungen an.", "The store takes no changes at the moment."),
    "target_unexpected": (
        "Diese Instanz steht nicht im Verzeichnis; sie wird nicht angerührt.",
        "This instance is not in the registry; it is not touched.",
    ),
    "no_operators": (
        "Die Regel sagt nicht, was aus welcher Spalte wird (how: Spalte und Verfahren) ({detail}).",
        "The rule does not say what becomes of which column (how: column and operator) ({detail}).",
    ),
    "column_missing": (
        "Spalte fehlt ({detail}).",
        "Column is missing ({detail}).",
    ),
    "column_generated": (
        "Spalte wird von der Datenbank berechnet; ändern Sie die Spalten, aus denen sie entsteht ({detail}).",
        "Column is computed by the database; change the columns it is made from ({detail}).",
    ),
    "column_key": (
        "Spalte ist Schlüssel der Tabelle und bleibt ({detail}).",
        "Column is the key of the table and stays ({detail}).",
    ),
    "column_referred": (
        "Andere Zeilen verweisen auf die Spalte; nur ihre Verweise lassen sich ändern (placeholder) ({detail}).",
        "Other rows refer to the column; only their references can be changed (placeholder) ({detail}).",
    ),
    "column_reference": (
        "Spalte verweist auf eine andere Zeile: nehmen Sie nothing oder placeholder ({detail}).",
        "Column refers to another row: use nothing or placeholder ({detail}).",
    ),
    "column_kind": (
        "Das Verfahren passt nicht zur Art der Spalte ({detail}).",
        "The operator does not fit the kind of the column ({detail}).",
    ),
    "column_length": (
        "Das Ergebnis ist länger als die Spalte: nehmen Sie nothing oder einen kürzeren Wert ({detail}).",
        "The result is longer than the column: use nothing or a shorter value ({detail}).",
    ),
    "column_not_null": (
        "Spalte darf nicht leer sein: nehmen Sie constant, hash oder pseudonym statt nothing ({detail}).",
        "Column must not be empty: use constant, hash or pseudonym instead of nothing ({detail}).",
    ),
    "column_unique": (
        "Spalte muss eindeutig bleiben: nehmen Sie hash oder pseudonym statt eines gleichen Werts ({detail}).",
        "Column must stay unique: use hash or pseudonym instead of a value that is the same for all ({detail}).",
    ),
    "column_needed": (
        "Nach der Spalte richtet sich eine Frist oder die Auswahl der Zeilen; sie bleibt ({detail}).",
        "A period or the choice of rows goes by the column; it stays ({detail}).",
    ),
    "column_no_way": (
        "Kein eindeutiger Weg führt von der Zeile zu den Angaben der Person ({detail}).",
        "No single way leads from the row to what is known of the person ({detail}).",
    ),
    "table_untouched": (
        "Die Regel sagt für keine Spalte dieser Tabelle, was aus ihr wird ({detail}).",
        "The rule says for no column of this table what becomes of it ({detail}).",
    ),
    "not_visible": ("Nicht vollständig einsehbar: {detail}.", "Not fully visible: {detail}."),
}
