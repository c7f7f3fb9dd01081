"""Words of the company: what is planned, asked, noted, sent. Everything is made up."""

from __future__ import annotations

PROJECTS = (
    "Umbau der Werkhalle",
    "Einführung der Zeiterfassung",
    "Messestand im Herbst",
    "Neuer Katalog",
    "Umzug in die Speicherstraße",
    "Schulung der Auszubildenden",
    "Wartung der Anlagen",
    "Vereinsfest",
)
TASKS = (
    ("Angebote einholen", "Bitte bei drei Betrieben anfragen und die Preise vergleichen."),
    ("Termin abstimmen", "Am besten in der ersten Monatshälfte."),
    ("Bestandsliste prüfen", "Fehlendes rot markieren."),
    ("Plan zeichnen", "Maße stehen im Anhang."),
    ("Genehmigung beantragen", "Formular liegt bei den Dateien."),
    ("Text gegenlesen", "Vor allem die Überschriften."),
    ("Raum buchen", "Für zwölf Personen mit Leinwand."),
    ("Kosten zusammenstellen", "Nach Gewerken getrennt."),
    ("Lieferung annehmen", "Kommt mit der Spedition."),
    ("Protokoll schreiben", "Stichworte genügen."),
    ("Werkzeug bestellen", "Wie beim letzten Mal."),
    ("Abnahme vorbereiten", "Liste der offenen Punkte mitnehmen."),
)
COMMENTS = (
    "Erledigt, bitte einmal ansehen.",
    "Ich warte noch auf eine Antwort.",
    "Das schaffe ich bis Freitag.",
    "Können wir das auf nächste Woche legen?",
    "Die Zahlen stimmen noch nicht.",
    "Danke, passt so.",
    "Ich habe die Datei ausgetauscht.",
    "Wer übernimmt das, wenn ich im Urlaub bin?",
    "Bitte noch die Maße ergänzen.",
)
FILES = (("Plan.pdf", b"%PDF-1.7\n"), ("Foto.jpg", b"\xff\xd8\xff\xe0"), ("Kosten.csv", b"Posten;Betrag\n"))
BRANCHES = ("Tischlerei", "Gartenbau", "Werbeagentur", "Metallbau", "Kulturverein", "Ingenieurbüro", "Druckerei")
KINDS = ("company", "company", "company", "public_body", "association")
NAMES = {
    "company": ("Tischlerei {}", "Gartenbau {}", "Metallbau {}", "Druckerei {}", "Ingenieurbüro {}", "Agentur {}"),
    "public_body": ("Zweckverband {}au", "Amt {}hausen", "Stadtwerke {}berg"),
    "association": ("Kulturverein {}dorf e. V.", "Sportverein {}tal e. V."),
}
USES = ("Bauprojekte", "Veranstaltungen", "Redaktionsplanung", "Wartung", "Vereinsarbeit")
CALLS = (
    "Möchte zunächst mit fünf Personen beginnen.",
    "Fragt, ob Gäste ohne Kosten mitlesen können.",
    "Vergleicht noch mit einer Tabelle, ruft im Frühjahr zurück.",
    "Entscheidung liegt beim Vorstand.",
    "Wünscht eine Vorführung am Bildschirm.",
)
MAILS = (
    ("Ihre Anfrage", "Guten Tag, gern zeigen wir Ihnen Planwerft an einem eigenen Beispiel."),
    ("Rückfrage zu den Preisen", "Guten Tag, gilt der Preis je Person oder je Organisation?"),
    ("Termin am Donnerstag", "Guten Tag, der Termin um zehn Uhr passt uns gut."),
)
APPOINTMENTS = ("Besprechung", "Zahnarzt", "Jour fixe", "Besichtigung", "Telefonat", "Elternabend")
PAGES = ("board.open", "task.create", "task.done", "file.upload", "comment.write", "search", "calendar.open")
FAULTS = (
    ("POST", "/api/tasks", 500, "IntegrityError: duplicate key value", "tasks/views.py:88 create"),
    ("GET", "/api/board", 504, "TimeoutError: upstream", "board/query.py:41 load"),
    ("PUT", "/api/files", 413, "RequestTooLarge", "files/upload.py:17 check"),
)
REQUESTS = {
    "access": "Bitte teilen Sie mir mit, welche Daten Sie über mich gespeichert haben.",
    "erasure": "Bitte löschen Sie meine Daten.",
    "rectification": "Mein Nachname hat sich geändert.",
    "objection": "Ich widerspreche der Erfassung von Fehlern unter meiner Nummer.",
}
