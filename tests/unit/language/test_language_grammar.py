from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from zusage.language.address import addressed
from zusage.language.citations import gdpr, localised, section
from zusage.language.countries import country, in_country
from zusage.language.dates import long_date, moment, ordinal
from zusage.language.durations import duration, every
from zusage.language.grammar import accusative, contracted, gender, in_accusative, nominative, with_article
from zusage.language.lists import join
from zusage.language.numbers import decimal, digits, number
from zusage.model.period import Period


@pytest.mark.parametrize(
    ("period", "case", "words"),
    [
        (Period(days=30), "accusative", "30 Tage"),
        (Period(days=3), "dative", "drei Tagen"),
        (Period(days=1), "dative", "einem Tag"),
        (Period(days=1), "genitive", "eines Tages"),
        (Period(days=1), "accusative", "einen Tag"),
        (Period(years=8), "accusative", "acht Jahre"),
        (Period(years=1), "accusative", "ein Jahr"),
        (Period(months=1), "genitive", "eines Monats"),
        (Period(hours=1), "dative", "einer Stunde"),
        (Period(days=12), "dative", "zwölf Tagen"),
        (Period(days=13), "dative", "13 Tagen"),
        (Period(months=3, days=30), "dative", "drei Monaten und 30 Tagen"),
        (Period(), "accusative", ""),
    ],
)
def test_german_periods_agree_with_their_case(period: Period, case: str, words: str) -> None:
    assert duration(period, "de", case) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [(Period(days=1), "one day"), (Period(days=30), "30 days"), (Period(years=1, months=6), "one year and six months")],
)
def test_english_periods(period: Period, words: str) -> None:
    assert duration(period, "en") == words


def test_how_often() -> None:
    assert every(Period(days=1), "de") == "täglich"
    assert every(Period(days=3), "de") == "alle drei Tage"
    assert every(Period(months=1), "en") == "monthly"
    assert every(Period(days=3), "en") == "every three days"


@pytest.mark.parametrize(
    ("items", "german", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a und b", "a and b"),
        (["a", "b", "c"], "a, b und c", "a, b and c"),
        (["a und b", "c"], "a und b sowie c", "a und b and c"),
        (["a and b", "c"], "a and b und c", "a and b as well as c"),
        (["x, LLC", "b"], "x, LLC und b", "x, LLC, and b"),
        (["Personen, die uns schreiben", "Gäste"], "Personen, die uns schreiben, und Gäste", None),
    ],
)
def test_lists_keep_their_items_apart(items: list[str], german: str, english: str | None) -> None:
    assert join(items, "de") == german
    if english is not None:
        assert join(items, "en") == english
    assert join(["a", "b"], "de", "or") == "a oder b"


@pytest.mark.parametrize(
    ("phrase", "accusative_form"),
    [
        ("Nachweis der Einwilligung", "den Nachweis der Einwilligung"),
        ("Telefonnummer", "die Telefonnummer"),
        ("Name", "den Namen"),
        ("Protokoll der Läufe mit Zahlen, ohne Namen", "das Protokoll der Läufe mit Zahlen, ohne Namen"),
        ("Rechnungen", "Rechnungen"),
        ("Name und E-Mail-Adresse", "Name und E-Mail-Adresse"),
        ("Anmeldung und Prüfung der Rechte", "die Anmeldung und Prüfung der Rechte"),
        ("IP-Adresse, Browser und Zeitpunkt", "IP-Adresse, Browser und Zeitpunkt"),
        ("verschlüsselte Kopien", "verschlüsselte Kopien"),
    ],
)
def test_articles_only_where_one_thing_is_meant(phrase: str, accusative_form: str) -> None:
    assert with_article(phrase, "accusative") == accusative_form


@pytest.mark.parametrize(
    ("phrase", "as_object"),
    [
        ("Ihr Antrag und unsere Antwort", "Ihren Antrag und unsere Antwort"),
        ("Ihre Entscheidung, Zeitpunkt und angezeigter Text", "Ihre Entscheidung, Zeitpunkt und angezeigten Text"),
        ("Ihr Konto und Ihr Passwort", "Ihr Konto und Ihr Passwort"),
        ("Ihr neuer Antrag", "Ihren neuen Antrag"),
        ("Nachrichten unserer Nutzer und neuer interner Vermerk", "Nachrichten unserer Nutzer und neuen internen Vermerk"),
        ("verschlüsselte Kopien der gespeicherten Daten", "verschlüsselte Kopien der gespeicherten Daten"),
        ("der Server Ihrer Wahl", "den Server Ihrer Wahl"),
        ("Ihr Xyzzy", None),
    ],
)
def test_what_shows_its_case_is_changed_and_nothing_is_guessed(phrase: str, as_object: str | None) -> None:
    assert in_accusative(phrase) == as_object


def test_the_longest_ending_decides_the_gender() -> None:
    assert (gender("Passwort"), gender("Wohnort"), gender("Vorname"), gender("Xyzzy")) == ("n", "m", "m", None)


@pytest.mark.parametrize(
    ("dative", "subject"),
    [
        ("der Ausstellung der Rechnung", "die Ausstellung der Rechnung"),
        ("dem Versand des Schreibens", "der Versand des Schreibens"),
        ("dem Ende Ihrer letzten Buchung", "das Ende Ihrer letzten Buchung"),
        ("Ihrer Abmeldung", "Ihre Abmeldung"),
        ("dem Xyzzy", None),
    ],
)
def test_nominative_of_a_dative_phrase(dative: str, subject: str | None) -> None:
    assert nominative(dative) == subject


def test_small_words() -> None:
    assert contracted("bis zu dem Ende") == "bis zum Ende"
    assert contracted("das Jahr, zu dem es gehört") == "das Jahr, zu dem es gehört"
    assert accusative("der Server Ihrer Wahl") == "den Server Ihrer Wahl"
    assert accusative("die Behörden") == "die Behörden"


def test_address_changes_only_marked_words() -> None:
    text = "‹Sie können|Du kannst› ‹Ihre|deine› Daten [a|b] sehen."
    assert addressed(text, "Sie") == "Sie können Ihre Daten [a|b] sehen."
    assert addressed(text, "du") == "Du kannst deine Daten [a|b] sehen."


def test_citations() -> None:
    assert gdpr(6, "de", 1, "b") == "Art. 6 Abs. 1 lit. b DSGVO"
    assert gdpr(6, "en", 1, "b") == "Art. 6(1)(b) GDPR"
    assert gdpr(15, "de") == "Art. 15 DSGVO"
    assert section("25", "TDDDG", "de", "2", "2") == "§ 25 Abs. 2 Nr. 2 TDDDG"
    assert section("25", "TDDDG", "en", "2", "2") == "section 25(2) no. 2 TDDDG"
    assert localised("§ 147(3) AO, § 14b UStG", "de") == "§ 147 Abs. 3 AO, § 14b UStG"
    assert localised("s. 147(1) no. 4 AO", "en") == "section 147(1) no. 4 AO"


def test_countries() -> None:
    assert in_country("GB", "de") == "im Vereinigten Königreich"
    assert in_country("US", "de") == "in den USA"
    assert in_country("DE", "de") == "in Deutschland"
    assert in_country("EEA", "en") == "in the European Economic Area"
    assert country("FR", "en") == "France"
    assert country("XX", "de") == "XX"
    assert (country("US", "de"), country("US", "en"), country("HK", "de")) == ("USA", "USA", "Hongkong")
    assert country("BA", "en") == "Bosnia and Herzegovina"


def test_dates_and_numbers() -> None:
    assert long_date(date(2026, 11, 2), "de") == "2. November 2026"
    assert long_date(date(2026, 3, 22), "en") == "22 March 2026"
    at = datetime(2026, 7, 1, 4, 5, tzinfo=UTC)
    assert moment(at, "de", ZoneInfo("Europe/Berlin")) == "1. Juli 2026, 06:05 Uhr"
    assert [ordinal(n, "en") for n in (1, 2, 3, 4, 11, 21)] == ["1st", "2nd", "3rd", "4th", "11th", "21st"]
    assert (number(12, "de"), number(13, "de"), digits(60000, "de"), digits(60000, "en")) == (
        "zwölf",
        "13",
        "60.000",
        "60,000",
    )
    assert (decimal(41.26, "de"), decimal(1041.2, "en"), decimal(41.6, "de", 0)) == ("41,3", "1,041.2", "42")
