"""Syllables against words counted by hand, and the figures of texts whose sums can be done on paper."""

import pytest

from zusage.language.readability import ease, sentences_in, syllables, words_of
from zusage.model.text import Language

GERMAN = """
Datenschutz:3 Erklärung:3 Verantwortlicher:5 Einwilligung:4 Daten:2 löschen:2 Auskunft:2 Rechte:2 Widerspruch:3
Aufsichtsbehörde:5 Beschwerde:3 berechtigtes:4 Interesse:4 Vertrag:2 Kundinnen:3 Kunden:2 Nutzerinnen:4 Besucher:3 Rechnung:2
Rechnungen:3 Konto:2 Passwort:2 Adresse:3 Bewertung:3 Steuer:2 neue:2 Feuer:2 bauen:2 Familie:4 Linie:3 Ferien:3 Theorie:3
Batterie:3 Information:5 Organisation:6 Station:3 Nation:3 speziell:3 geeignet:3 beenden:3 geändert:3 beachten:3
beantworten:4 geöffnet:3 Quelle:2 bequem:2 Frequenz:2 Haus:1 Häuser:2 Leute:2 Kaiser:2 See:1 Seen:2 Boot:1 Haar:1
Spanien:3 Italien:4 Kopie:2 kopieren:3 Kopien:3 Museum:3 Theater:3 ideal:3 aktuell:3 Statue:3 Januar:3 Februar:3 Radio:3
Video:3 individuell:5 manuell:3 Empfängerinnen:5 Dienstleister:3 Behörden:3 Gesetz:2 verlangt:2 verschlüsselt:3
Sicherungskopien:6 Webseite:3 Cookies:2 Newsletter:3 Server:2 Browser:2 Team:1 Leasing:2 seriös:3 Region:3 Union:3
Million:3 Patient:3 Kriterien:4 Serie:3 studieren:3
Anfragen:3 erreichen:3 jederzeit:3 Ihnen:2 USA:3 DSGVO:5 GmbH:4 Tagen:2 Büro:2 Typ:1 System:2 Physik:2
verarbeiten:4 die:1 sie:1 wie:1 viel:1 Brief:1 dienen:2 geben:2 geeinigt:3 beide:2 Beine:2 gehen:2 Ehe:2 Reihe:2 schreien:2
knien:1 Knie:1 ruhen:2 Bauer:2 teuer:2 genau:2 genauer:3 Vertrauen:3 Museen:3 Ideen:3 Armeen:3
"""
ENGLISH = """
privacy:3 notice:2 data:2 delete:2 deleted:3 erase:2 erased:2 rights:1 objection:3 controller:3 processor:3 consent:2
withdraw:2 legitimate:4 interest:3 authority:4 complaint:2 services:3 addresses:3 purposes:3 invoices:3 table:2 people:2
used:1 needed:2 stored:1 create:2 area:3 media:3 information:4 organisation:5 period:3 video:3 your:1 time:1 times:1
because:2 every:3 business:2 law:1 obliges:3 receive:2 receives:2 we:1 the:1 whole:1 rule:1 rules:1 simple:2 be:1 example:3
company:3 companies:3 idea:3 social:2 special:2 question:2 region:2 employees:3 agree:2 money:2 eight:1 years:1 days:1
"""
MOST_WRONG = {"de": 0.03, "en": 0.03}
"""Share of these words that may be counted wrongly; the German words that are: Team, Leasing, GmbH."""


@pytest.mark.parametrize(("language", "counted"), [("de", GERMAN), ("en", ENGLISH)])
def test_syllables_as_counted_by_hand(language: Language, counted: str) -> None:
    rows = [(word, int(number)) for word, _, number in (row.partition(":") for row in counted.split())]
    assert len(rows) >= 60
    wrong = {word: (number, syllables(word, language)) for word, number in rows if syllables(word, language) != number}
    assert len(wrong) / len(rows) <= MOST_WRONG[language], wrong


def test_german_figure_by_hand() -> None:
    text = "Wir löschen Daten. Das Haus ist neu."
    assert ease((text,), "de") == pytest.approx(180 - 7 / 2 - 58.5 * (9 / 7))


def test_english_figure_by_hand() -> None:
    assert ease(("We delete data. The rule is simple.",), "en") == pytest.approx(206.835 - 1.015 * 3.5 - 84.6 * (10 / 7))


def test_longer_words_and_longer_sentences_are_harder() -> None:
    plain, long = "Wir löschen das. Es ist weg.", "Wir löschen das und es ist weg."
    heavy = "Datenverarbeitungstätigkeiten erfolgen zweckgebunden. Es ist weg."
    figures = [ease((text,), "de") for text in (plain, long, heavy)]
    assert figures[0] is not None and figures[1] is not None and figures[2] is not None
    assert figures[0] > figures[1] and figures[0] > figures[2]


def test_abbreviations_and_dates_end_no_sentence() -> None:
    assert sentences_in("Nach Art. 6 Abs. 1 lit. b DSGVO gilt das am 3. Mai. Danach nicht.") == 2
    assert sentences_in("Ohne Punkt am Ende") == 1


def test_addresses_are_no_words_and_nothing_has_no_figure() -> None:
    assert words_of("Schreiben Sie an a@b.example oder https://b.example/x.") == ["Schreiben", "Sie", "an", "oder"]
    assert ease((), "de") is None and ease(("a@b.example",), "de") is None
