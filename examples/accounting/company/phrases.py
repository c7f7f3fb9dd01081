"""What people ask in the chat, what we hint at, what is on vouchers, and what people want of the request desk."""

QUESTIONS = (
    (
        "Umsatzsteuer",
        "Wo stelle ich ein, dass eine Rechnung ohne Umsatzsteuer ausgewiesen wird?",
        "Unter Rechnung, dann Steuer: § 19 UStG auswählen.",
    ),
    (
        "Belege hochladen",
        "Mein Scan wird nicht erkannt. Liegt das am Format?",
        "Das Bild war gedreht. Wir haben es ausgerichtet, jetzt klappt es.",
    ),
    (
        "Bankabgleich",
        "Eine Zahlung taucht doppelt auf.",
        "Sie wurde einmal von Hand erfasst. Löschen Sie bitte den Eintrag mit dem Stift.",
    ),
    ("Mahnung", "Kann ich eine Mahnung zurücknehmen?", "Ja, über die drei Punkte neben der Rechnung."),
    ("Steuerberatung", "Wie gebe ich meiner Steuerberaterin Zugriff?", "Laden Sie sie unter Einstellungen als Gast ein."),
)
HINTS = ("Logo hinterlegen", "Erste Rechnung schreiben", "Bankkonto verbinden", "Belege fotografieren")
COMMENTS = (
    "Geht schnell von der Hand.",
    "Der Bankabgleich dürfte schneller sein.",
    "",
    "",
    "Hat mir zwei Abende im Monat gespart.",
    "Auf dem Telefon etwas eng.",
)
PAGES = ("/rechnungen", "/belege", "/bank", "/kontakte", "/auswertung", "/einstellungen")
DEVICES = ("Rechner", "Telefon", "Tablet")
BROWSERS = ("Firefox 144", "Chrome 142", "Safari 18", "Edge 142")
GOODS = (
    "Montage eines Regals",
    "Beratung, vier Stunden",
    "Pflege der Außenanlage",
    "Tonaufnahme",
    "Reparatur einer Pumpe",
    "Übersetzung",
)
CLIENTS = ("Gartenbau", "Tonstudio", "Übersetzungsbüro", "Fliesenlegerei", "Hofbäckerei", "Druckerei", "Musikschule")
WISHES = {
    "access": "Bitte teilen Sie mir mit, welche Daten Sie über mich gespeichert haben.",
    "rectification": "Meine Anschrift hat sich geändert, in den Rechnungen steht noch die alte.",
    "erasure": "Bitte löschen Sie alles, was Sie über mich gespeichert haben.",
    "restriction": "Bis unser Streit geklärt ist, verwenden Sie meine Daten bitte nicht.",
    "portability": "Ich möchte meine Daten in einer Form, die ich woanders einlesen kann.",
    "objection": "Ich widerspreche der Auswertung der Messwerte mit meiner Kontonummer.",
    "withdrawal": "Ich möchte, dass die Bedienung nicht mehr aufgezeichnet wird.",
    "copy": "Bitte senden Sie mir eine Kopie der Standardvertragsklauseln.",
}
