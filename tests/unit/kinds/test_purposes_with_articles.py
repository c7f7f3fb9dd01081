"""Purposes behind "für" have their articles where the words show them."""

import pytest

from support.declared import compiled, edited
from zusage.kinds.speak import speak


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("Speicherung von Aufgaben, Kommentaren und Dateien", "die Speicherung von Aufgaben, Kommentaren und Dateien"),
        ("Zustellung von Briefen, Mahnungen und Paketen", "die Zustellung von Briefen, Mahnungen und Paketen"),
        ("Abschluss und Verwaltung des Vertrags", "den Abschluss und die Verwaltung des Vertrags"),
        ("Speicherung und Nachweis Ihrer Entscheidung", "die Speicherung und den Nachweis Ihrer Entscheidung"),
        ("Verwaltung und Bestätigung von Terminen", "die Verwaltung und Bestätigung von Terminen"),
        ("Beantwortung Ihrer Anfrage", "die Beantwortung Ihrer Anfrage"),
        ("Aktualisierung, Versand und Inventar", "Aktualisierung, Versand und Inventar"),
    ],
)
def test_a_purpose_has_its_articles(purpose: str, said: str) -> None:
    only = "    assure:\n      - used_only_for: {data: [guests], purposes: [sell]}\n    data:\n      guests:"
    written = ("{sell: {de: Verkauf, en: selling}}", f"{{sell: {{de: '{purpose}', en: selling}}}}")
    policy = compiled(edited(written, ("    data:\n      guests:", only)))
    (promise,) = (p for p in policy.promises if p.kind == "used-only-for")
    assert f"ausschließlich für {said}." in speak(promise, policy, "de")
