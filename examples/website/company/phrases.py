"""What people write to Klarwerk, and what Klarwerk writes to them."""

from __future__ import annotations

TRADES = (
    "Feinmechanik",
    "Backstube",
    "Elektrohandel",
    "Verlag",
    "Baustoffe",
    "Logistik",
    "Saatgut",
    "Optik",
    "Textil",
    "Druckerei",
)
PROJECTS = (
    "Neuordnung des Einkaufs",
    "Einführung einer Zeiterfassung",
    "Schulung der Schichtleitungen",
    "Überarbeitung der Lieferverträge",
    "Umstellung auf das neue Lager",
    "Moderation der Jahresplanung",
)
TALKS = (
    "Der Entwurf wurde besprochen; offen ist noch die Zahl der Schulungstage.",
    "Rückruf: Der Termin im Frühjahr passt, die Unterlagen gehen in dieser Woche hinaus.",
    "Die Geschäftsleitung möchte den zweiten Abschnitt vorziehen.",
    "Zufrieden mit dem Zwischenstand, die Rechnung ist freigegeben.",
)
LETTERS = (
    ("Auftragsbestätigung", "wir bestätigen Ihren Auftrag zu den Bedingungen unseres Angebots."),
    ("Änderung des Zeitplans", "wie besprochen beginnt der zweite Abschnitt einen Monat später."),
    ("Ende der Zusammenarbeit", "wir danken Ihnen und bestätigen das Ende unserer Arbeit zum genannten Tag."),
)
ENQUIRIES = (
    ("Schulung vor Ort", "Kommen Sie für eine Schulung auch in kleine Betriebe? Wir sind zu acht."),
    ("Dauer eines Projekts", "Wie lange dauert es ungefähr, einen Einkauf neu zu ordnen?"),
    ("Vortrag gesucht", "Wir suchen für unseren Unternehmertag einen Vortrag von einer Stunde."),
    ("Barrierefreiheit Ihrer Seite", "Ihre Seite lässt sich mit meinem Vorlesegerät nicht ganz bedienen."),
    ("Unterlagen der Veranstaltung", "Gibt es die Folien vom letzten Treffen zum Nachlesen?"),
)
OFFERS = (
    ("Annahme Ihres Angebots", "Wir nehmen Ihr Angebot an und freuen uns auf den Beginn im nächsten Monat."),
    ("Frage zur vereinbarten Vergütung", "Bitte bestätigen Sie uns, welche Reisekosten im Preis enthalten sind."),
)
TOPICS = ("Kennenlernen", "Fragen zum Angebot", "Planung einer Schulung", "Zwischenstand")
CHAT = (
    "Ich sehe die Folien noch nicht.",
    "Danke, jetzt klappt es.",
    "Können wir den dritten Punkt vorziehen?",
    "Ich muss um drei leider gehen.",
    "Das Protokoll schicke ich morgen herum.",
)
EVENTS = ("Werkstattgespräch", "Frühstück für Einkaufsleitungen", "Tag der kleinen Betriebe", "Abend der Praxis")
DIETS = ("vegan", "keine Nüsse", "glutenfrei", "keine Milch")
BARRIERS = ("Zugang ohne Stufen", "Platz für einen Assistenzhund", "Gebärdensprache", "")
JOBS = ("Beraterin oder Berater", "Assistenz der Geschäftsleitung", "Werkstudium Marketing", "Buchhaltung")
COVER = (
    "seit sechs Jahren begleite ich kleine Betriebe und möchte das bei Ihnen fortsetzen.",
    "Ihre Stelle passt zu meinem Studium, das ich im Sommer abschließe.",
    "ich suche nach der Elternzeit eine Aufgabe mit drei Tagen in der Woche.",
)
MAILS = (
    ("Frage zum Angebot", "ich habe noch eine Frage zum Umfang des zweiten Abschnitts."),
    ("Telefonnotiz", "Frau {name} hat angerufen und bittet um Rückruf am Nachmittag."),
    ("Fax: Unterlagen", "im Anhang das eingegangene Fax als Bild."),
    ("Anfahrt", "wo kann ich bei Ihnen parken?"),
)
WISHES = {
    "access": "Bitte teilen Sie mir mit, welche Daten Sie über mich gespeichert haben.",
    "rectification": "Mein Name ist falsch geschrieben, bitte ändern Sie das.",
    "erasure": "Bitte löschen Sie alle Daten, die Sie über mich haben.",
    "restriction": "Bitte verwenden Sie meine Daten nicht, bis geklärt ist, ob sie stimmen.",
    "portability": "Bitte senden Sie mir meine Angaben in einer Datei, die ich weitergeben kann.",
    "objection": "Ich widerspreche der Zusendung von Werbung.",
    "withdrawal": "Ich nehme meine Einwilligung in die Aufzeichnung zurück.",
    "copy": "Bitte senden Sie mir die Klauseln für die Übermittlung in die USA.",
}
PAGES = (
    "/",
    "/leistungen",
    "/beratung",
    "/schulung",
    "/veranstaltungen",
    "/kontakt",
    "/datenschutz",
    "/karriere",
    "/newsletter",
)
