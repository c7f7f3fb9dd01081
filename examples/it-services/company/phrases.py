"""What is written in offers, tickets, protocols, letters, documentation."""

from __future__ import annotations

PRODUCTS = (
    ("BETR-B", "Betreuung Basis", "month", 49_000),
    ("BETR-P", "Betreuung Plus", "month", 98_000),
    ("BETR-R", "Betreuung rund um die Uhr", "month", 189_000),
    ("NB-14", "Notebook 14 Zoll", "piece", 128_000),
    ("SRV-2", "Server mit zwei Netzteilen", "piece", 469_000),
    ("STD", "Technik nach Aufwand", "hour", 11_500),
)
LEVELS = (("basic", 8), ("plus", 4), ("always", 1))
TRADES = (
    "Steuerkanzlei",
    "Zahnarztpraxis",
    "Bootswerft",
    "Spedition",
    "Architekturbüro",
    "Druckerei",
    "Baustoffhandel",
    "Hotel",
)
FUNCTIONS = ("Geschäftsführung", "Büroleitung", "Einkauf", "Verwaltung", "Buchhaltung")
SUPPLIES = ("Großhandel", "Kabelwerk", "Distribution", "Softwarevertrieb", "Möbelhaus")
TICKETS = (
    (
        "Drucker druckt leere Seiten",
        "Seit heute Morgen kommen aus dem Drucker im Flur nur leere Seiten.",
        "Ich habe den Treiber neu eingerichtet. Bitte drucken Sie einmal die Testseite.",
        "Die Testseite ist da, vielen Dank.",
    ),
    (
        "Anmeldung nach Urlaub nicht möglich",
        "Nach dem Urlaub nimmt das Notebook mein Passwort nicht mehr an.",
        "Das Konto war nach fünf Versuchen gesperrt. Es ist wieder frei.",
        "Jetzt komme ich hinein.",
    ),
    (
        "Zugriff auf das Laufwerk der Buchhaltung",
        "Die neue Kollegin braucht Zugriff auf das Laufwerk der Buchhaltung.",
        "Bitte lassen Sie uns die Freigabe der Leitung zukommen, dann richte ich den Zugriff ein.",
        "Die Freigabe liegt bei.",
    ),
    (
        "Verdächtige Mail mit Rechnung",
        "Ich habe eine Mail mit einer Rechnung bekommen, die uns niemand geschickt haben will.",
        "Gut, dass Sie gefragt haben. Bitte nicht öffnen; ich habe den Absender gesperrt.",
        "Verstanden, ich lösche sie.",
    ),
    (
        "Sicherung meldet einen Fehler",
        "Die Sicherung der Nacht ist mit einem Fehler abgebrochen.",
        "Der Speicherplatz war voll. Ich habe aufgeräumt und die Sicherung nachgeholt.",
        "Danke für die schnelle Hilfe!",
    ),
    (
        "Telefonanlage: Rufumleitung",
        "Am Freitag sind wir nicht besetzt. Können die Anrufe in die Zentrale gehen?",
        "Die Umleitung ist von Freitag 8 Uhr bis Montag 7 Uhr eingetragen.",
        "Perfekt.",
    ),
    (
        "Bildschirm flackert",
        "Der zweite Bildschirm flackert, sobald das Notebook in der Station steckt.",
        "Ich tausche die Station morgen gegen neun Uhr aus.",
        "Sehr gut, ich bin ab acht Uhr da.",
    ),
)
NOTES = ("Rückruf vereinbart.", "Ersatzteil bestellt.", "Mit dem Hersteller geklärt.", "Weiter an die Spätschicht.")
REASONS = ("Treiber einrichten", "Konto entsperren", "Postfach wiederherstellen", "Aktualisierung abschließen")
STEPS = (
    "Verbindung von der Person am Gerät freigegeben",
    "Gerätemanager geöffnet",
    "Dienst neu gestartet",
    "Verbindung beendet",
)
ALERTS = (
    ("warning", "Festplatte zu 90 Prozent belegt"),
    ("critical", "Sicherung seit zwei Tagen nicht gelaufen"),
    ("info", "Neustart nach Aktualisierung nötig"),
    ("warning", "Virenschutz veraltet"),
)
SYSTEMS = ("Windows 11", "Windows 11", "macOS 15", "Debian 12")
CHECKS = (
    ("Wartung im Quartal", "ohne Beanstandung"),
    ("Wiederherstellung probeweise", "Datei in vier Minuten zurück"),
    ("Akku und Lüfter", "Lüfter gereinigt"),
)
PAGES = (
    ("Netzplan", "Zwei Netze: Arbeitsplätze und Telefone. Der Übergang liegt im Schrank im Keller."),
    ("Sicherung", "Täglich um 22 Uhr auf den Speicher im Nebengebäude, wöchentlich außer Haus."),
    ("Zuständigkeiten", "Freigaben erteilt die Leitung, bei Eilfällen die Vertretung."),
)
ACCOUNTS = (("Router", "wartung"), ("Domäne", "nordnetz-admin"), ("Speicher", "service"))
LETTERS = (
    ("out", "Bestätigung der Betreuung", "wir bestätigen die Betreuung Ihrer Geräte zum vereinbarten Tag."),
    ("in", "Zusätzliche Arbeitsplätze", "bitte nehmen Sie zwei weitere Arbeitsplätze in die Betreuung auf."),
    ("out", "Anpassung der Preise", "wir haben Ihnen die ab dem kommenden Jahr geltenden Preise zusammengestellt."),
)
JOBS = ("Leitung", "Technik", "Technik", "Technik", "Vertrieb", "Buchhaltung", "Personal", "Technik")
POSITIONS = ("Technik im Außendienst (m/w/d)", "Ausbildung Systemintegration (m/w/d)", "Vertrieb im Innendienst (m/w/d)")
WISHES = {
    "access": "Welche Daten haben Sie über mich gespeichert?",
    "rectification": "Mein Name hat sich geändert.",
    "erasure": "Bitte löschen Sie meine Daten, ich arbeite nicht mehr dort.",
    "restriction": "Bitte verwenden Sie die Angaben nicht, solange ihre Richtigkeit offen ist.",
    "objection": "Ich widerspreche der Zusendung von Werbung.",
    "portability": "Bitte geben Sie mir meine Daten in einem gängigen Format.",
}
