"""What people write in chats, tickets, letters and enquiries. Braces are filled with the industry's own words."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trade:
    """An industry: how its companies are called, what they sell, what they are asked and what they answer.

    The n-th answer fits the n-th question; there is one question more."""

    names: tuple[str, ...]
    things: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    subjects: tuple[str, ...]


TRADES: tuple[Trade, ...] = (
    Trade(
        ("Fahrradhaus", "Radwerk", "Zweiradhof"),
        ("das Trekkingrad", "der Kindersitz", "die Bremsscheibe", "das E-Bike", "der Gepäckträger"),
        (
            "Ist {thing} noch lieferbar?",
            "{Thing} schleift, seit das Rad aus der Inspektion zurück ist.",
            "Liegt {thing} auch mittwochs nach 18 Uhr zur Abholung bereit?",
            "Passt {thing} zu einem Rahmen mit 28 Zoll?",
            "Ich habe die Rechnung zu {number} nicht bekommen.",
        ),
        (
            "Ja, davon stehen noch zwei im Lager. Soll ich eines zurücklegen?",
            "Das ärgert mich. Bringen Sie das Rad gern vorbei, das stellen wir ohne Termin nach.",
            "Mittwochs sind wir bis 19 Uhr in der Werkstatt, das klappt also.",
            "Ich habe nachgemessen: Es passt, wenn Sie die lange Schraube nehmen.",
        ),
        ("Lieferzeit", "Nachstellen nach der Inspektion", "Abholung", "Ersatzteil"),
    ),
    Trade(
        ("Naturkost", "Hofladen", "Gemüsekiste"),
        ("die Wochenkiste", "das Roggenbrot", "der Apfelsaft", "die Abokiste", "der Ziegenkäse"),
        (
            "In meiner Lieferung fehlte {thing}.",
            "Ich fahre zwei Wochen weg. Kann {thing} so lange pausieren?",
            "Enthält {thing} Sellerie? Ich reagiere darauf.",
            "Darf {thing} künftig beim Nachbarn stehen?",
            "Unter {number} wurde doppelt abgebucht.",
        ),
        (
            "Das tut uns leid, wir schreiben Ihnen den Betrag gut.",
            "Die Pause ist eingetragen, ab übernächster Woche kommt wieder eine Kiste.",
            "Ich frage bei der Bäckerei nach und melde mich heute noch.",
            "Gern, ich habe den Abstellort so vermerkt.",
        ),
        ("Fehlender Artikel", "Lieferpause", "Unverträglichkeit", "Abstellort"),
    ),
    Trade(
        ("Praxisbedarf", "Sanitätshaus", "Orthopädietechnik"),
        ("die Bandage", "die Einlage", "der Rollator", "das Messgerät", "die Kniestütze"),
        (
            "Wann ist {thing} fertig angepasst?",
            "{Thing} drückt nach einer Stunde Gehen. Was kann ich tun?",
            "Wird {thing} nur mit einem neuen Rezept abgegeben?",
            "Ich wollte nur sagen, dass {thing} wunderbar passt. Danke!",
            "Zu {number} warte ich noch auf die Antwort der Kasse.",
        ),
        (
            "Die Werkstatt ist Donnerstag so weit, wir rufen Sie vorher an.",
            "Kommen Sie bitte zum Nachpassen, das dauert keine zehn Minuten.",
            "Ein Folgerezept genügt, Sie können es bei der Abholung mitbringen.",
            "Das freut uns sehr, ich gebe es an die Kollegin weiter.",
        ),
        ("Anpassung", "Rezept", "Kostenübernahme", "Rückmeldung"),
    ),
    Trade(
        ("Softwarewerk", "Datenkontor", "Systemhaus"),
        ("der Export", "das Kassenmodul", "die Schnittstelle", "die Anmeldung", "das Update"),
        (
            "Seit heute Morgen bricht {thing} mit einer Fehlermeldung ab.",
            "Wo stelle ich ein, dass {thing} nachts läuft?",
            "{Thing} zeigt beim Kollegen etwas anderes als bei mir.",
            "Ist {thing} irgendwo auf Deutsch beschrieben?",
            "Das Ticket {number} ist geschlossen, der Fehler aber noch da.",
        ),
        (
            "Danke für den Hinweis, ich kann es nachstellen und öffne den Fall wieder.",
            "Unter Einstellungen, dann Zeitplan. Ich schicke Ihnen ein Bild davon.",
            "Das liegt an den Rechten der Rolle. Ich habe sie gerade angeglichen.",
            "Die Anleitung finden Sie in unserer Wissensdatenbank, Abschnitt drei.",
        ),
        ("Fehlermeldung", "Einstellung", "Rechte", "Anleitung"),
    ),
    Trade(
        ("Reisekontor", "Ferienhof", "Küstenurlaub"),
        ("die Ferienwohnung", "der Strandkorb", "das Doppelzimmer", "der Familientarif", "die Fährüberfahrt"),
        (
            "Ist {thing} in den Herbstferien noch frei?",
            "Wir kommen mit Hund. Ist {thing} dafür geeignet?",
            "Ab wann steht {thing} bereit? Wir reisen spät an.",
            "Unsere Tochter ist krank geworden. Lässt sich {thing} umbuchen?",
            "Die Bestätigung zu {number} ist nicht angekommen.",
        ),
        (
            "In der zweiten Woche ist noch etwas frei. Ich halte es bis morgen für Sie fest.",
            "Hunde sind willkommen, wir berechnen nur die Endreinigung.",
            "Der Schlüssel liegt in dem Kasten neben der Tür, die Zahl schicke ich Ihnen am Anreisetag.",
            "Gute Besserung! Ich verschiebe die Buchung gern um vier Wochen.",
        ),
        ("Verfügbarkeit", "Anreise", "Umbuchung", "Bestätigung"),
    ),
    Trade(
        ("Möbelwerkstatt", "Tischlerei", "Wohnkontor"),
        ("der Esstisch", "das Regal", "die Arbeitsplatte", "der Schrank", "das Musterstück"),
        (
            "Ist {thing} auch in Eiche zu bekommen?",
            "Bei der Lieferung war {thing} an einer Ecke angestoßen.",
            "Wie wird {thing} am besten gepflegt?",
            "Bitte messen Sie vorher noch einmal nach, {thing} muss unter die Schräge.",
            "Wann kommt das Angebot zu {number}?",
        ),
        (
            "In Eiche fertigen wir gern, das dauert etwa fünf Wochen.",
            "Schicken Sie uns bitte ein Bild, dann entscheiden wir heute noch, ob wir tauschen.",
            "Zweimal im Jahr dünn einölen genügt, ich lege Ihnen eine Anleitung bei.",
            "Das Aufmaß ist für Dienstag eingetragen, das Angebot folgt am Tag darauf.",
        ),
        ("Holzart", "Transportschaden", "Pflege", "Angebot"),
    ),
)
LOOKING = "Ich sehe nach und melde mich gleich bei Ihnen."
OPENINGS = ("Guten Tag, ", "Moin, ", "Hallo zusammen, ", "Guten Morgen, ", "", "")
CLOSINGS = (
    "Vielen Dank, das hilft mir weiter.",
    "Perfekt, dann bis nächste Woche.",
    "Danke für die schnelle Antwort!",
    "Alles klar, ich versuche es so.",
    "Gut, dann weiß ich Bescheid.",
)
AGENT_CLOSINGS = (
    "Sehr gern. Melden Sie sich, wenn noch etwas ist.",
    "Ich wünsche Ihnen einen schönen Tag.",
    "Dann schließe ich das Gespräch, Sie können jederzeit antworten.",
)
STATES = ("Das Gespräch wurde zugewiesen.", "Das Gespräch wurde geschlossen.", "Das Gespräch wartet auf Antwort.")
ARTICLES = (
    "So erreichen Sie uns",
    "Lieferung und Abholung",
    "Rückgabe und Umtausch",
    "Häufige Fragen zur Rechnung",
    "Termine vereinbaren und verschieben",
    "Zugang vergessen, was nun?",
    "Pflege und Wartung",
    "Unsere Öffnungszeiten an Feiertagen",
)
LETTERS = (
    ("Bestätigung Ihrer Buchung", "wir bestätigen die Einrichtung Ihrer Instanz zum vereinbarten Tag."),
    ("Wechsel des Tarifs", "wir haben den Wechsel des Tarifs zum kommenden Monat eingetragen."),
    ("Ihre Kündigung", "wir bestätigen Ihre Kündigung und das Ende der Buchung zum genannten Tag."),
    ("Anpassung der Preise", "wir haben Ihnen die ab dem kommenden Jahr geltenden Preise zusammengestellt."),
)
ENQUIRIES = (
    ("Wechsel von einem anderen Anbieter", "Wir nutzen bisher ein anderes System. Lassen sich unsere Artikel übernehmen?"),
    ("Preis für acht Zugänge", "Was kostet eine Instanz, wenn acht Kolleginnen und Kollegen gleichzeitig arbeiten?"),
    ("Standort der Server", "Wo stehen Ihre Server, und gibt es einen Vertrag über die Verarbeitung im Auftrag?"),
    ("Vorführung", "Könnten Sie uns das Buchungsmodul in einer halben Stunde zeigen?"),
    ("Barrierefreiheit", "Lässt sich das Chatfenster allein mit der Tastatur bedienen?"),
)
OFFERS = (
    ("Bestellung einer Instanz", "Wir nehmen Ihr Angebot an und bestellen eine Instanz ab dem nächsten Ersten."),
    ("Frage zu unserer Vertragslaufzeit", "Bitte bestätigen Sie uns, zu welchem Tag unser Vertrag endet."),
)


def sentence(dice: random.Random, templates: tuple[str, ...], trade: Trade) -> str:
    """One of the templates, filled."""
    thing = dice.choice(trade.things)
    filled = dice.choice(templates).replace("{thing}", thing).replace("{Thing}", thing[0].upper() + thing[1:])
    return filled.replace("{number}", f"V-{dice.randrange(10_000, 99_999)}")
