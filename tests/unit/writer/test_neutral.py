import pytest

from zusage.writer.registers.neutral import neutral


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("der Erledigung Ihrer Anfrage", "der Erledigung der Anfrage"),
        ("Vertrag mit Ihnen", "Vertrag mit den betroffenen Personen"),
        ("Er gilt, bis Sie ihn zurücknehmen.", "Er gilt, bis die betroffenen Personen ihn zurücknehmen."),
        ("Sie enthalten keine Namen.", "Sie enthalten keine Namen."),
        ("Bark-Server Ihrer Wahl", "Bark-Server eigener Wahl"),
        ("Wir senden Ihnen, was Sie brauchen", "Wir senden den betroffenen Personen, was sie brauchen"),
        ("Ihre Entscheidungen über Einwilligungen", "Entscheidungen über Einwilligungen"),
        ("nach Ihrem Austritt, sofern Ihr Konto leer ist", "nach dem Austritt, sofern das Konto leer ist"),
        ("Löschung. Ihre Anfrage bleibt.", "Löschung. Die Anfrage bleibt."),
        ("wenn ‹Sie zustimmen|du zustimmst›", "wenn die betroffenen Personen zustimmen"),
    ],
)
def test_german_speaks_about_people(text: str, plain: str) -> None:
    assert neutral(text, "de") == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("the settlement of your enquiry", "the settlement of the enquiry"),
        ("until you take it back", "until the data subjects take it back"),
        ("We send you a copy if you write and ask you", "We send the data subjects a copy if they write and ask them"),
        ("servers of your choice", "servers of one's choice"),
        ("Your choices on consents", "choices on consents"),
        ("young people and yours truly", "young people and yours truly"),
    ],
)
def test_english_speaks_about_people(text: str, plain: str) -> None:
    assert neutral(text, "en") == plain
