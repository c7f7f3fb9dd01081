"""Claims are recognised by their words, and only where a sentence makes no exception of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zusage.app.check import check_declaration
from zusage.checker.claims import CLAIMS, claimed
from zusage.declaration.grammar import whole

DAY = date(2026, 11, 22)
RECOGNISED = {
    "no_third_country": [
        "Nichts geht in Drittländer.",
        "Ein Transfer in Drittländer (z. B. in die USA) findet nicht statt.",
        "Wir übermitteln keine Daten in Drittstaaten.",
        "Ihre Daten werden nicht außerhalb der EU verarbeitet.",
        "We do not transfer data to third countries.",
        "Personal data are never processed outside the EEA.",
    ],
    "only_germany": ["Ihre Daten werden ausschließlich in Deutschland verarbeitet.", "Data are stored only in Germany."],
    "only_eu": [
        "Wir verarbeiten Daten nur in Deutschland oder in der EU.",
        "Ihre Daten bleiben ausschließlich innerhalb der Europäischen Union.",
        "Data are stored only in the EU.",
    ],
    "no_disclosure": [
        "Eine Weitergabe an Dritte erfolgt nicht.",
        "Wir geben nichts an Dritte weiter.",
        "We never share your data with third parties.",
    ],
    "no_disclosure_without_consent": [
        "Diese Angaben gehen nicht ohne Ihre Zustimmung weiter.",
        "Wir geben nichts ohne Ihre Einwilligung an Dritte weiter.",
    ],
    "only_with_consent": [
        "Wir verarbeiten Ihre Daten nur mit Ihrer Einwilligung.",
        "We process your data only with your consent.",
    ],
    "cookies_only_with_consent": ["Cookies setzen wir nur mit Ihrer Einwilligung."],
    "no_objection": [
        "Für diese Zeilen gibt es keine Widerspruchsmöglichkeit.",
        "Ein Widerspruchsrecht besteht hier nicht.",
        "Dem kann nicht widersprochen werden.",
        "There is no right to object.",
    ],
    "logs_not_merged": [
        "Protokolle werden nicht mit anderen Daten zusammengeführt.",
        "Zugriffe zusammen mit anderen Daten zu speichern, kommt nicht vor.",
        "Logs are not merged with other data.",
    ],
    "session_cookies_only": ["Wir verwenden ausschließlich Session-Cookies.", "We use only session cookies."],
    "no_cookies": ["Wir verwenden keine Cookies.", "We do not use any cookies."],
    "no_profiling": ["Ein Profiling findet nicht statt.", "We do not create profiles."],
    "no_automated_decision": ["Eine automatisierte Entscheidung gibt es nicht.", "No automated decisions are made."],
    "no_advertising": ["Wir nutzen Ihre Daten nicht für Werbung.", "We do not use your data for advertising."],
    "only_to_answer": [
        "Ihre Angaben verwenden wir ausschließlich zur Beantwortung Ihrer Anfrage.",
        "We use your details solely to answer you.",
    ],
    "encrypted": ["Ihre Daten werden verschlüsselt gespeichert.", "Your data are stored encrypted."],
    "pseudonymised": ["Wir werten nur pseudonymisierte Ereignisse aus.", "We look at pseudonymised events."],
}
QUIET = [
    "Wir übermitteln keine Daten in Drittländer, es sei denn, Sie willigen ein.",
    "Eine Übermittlung in Drittländer ohne Angemessenheitsbeschluss findet nicht statt.",
    "Die USA gelten nicht als sicheres Drittland.",
    "Unser Sitz ist in Deutschland.",
    "Wir verkaufen Ihre Daten nicht an Dritte.",
    "Wir geben Ihre Daten nicht zu Werbezwecken an Dritte weiter.",
    "Werbung erhalten Sie nur mit Ihrer Einwilligung.",
    "Nicht notwendige Cookies setzen wir nur mit Ihrer Einwilligung.",
    "Sie können jederzeit widersprechen.",
    "Wir verwenden keine Cookies von Werbenetzen.",
    "Ohne Ihre Einwilligung nutzen wir Ihre Daten nicht für Werbung.",
    "E-Mails kommen unverschlüsselt an.",
    "Der Newsletter wird mit Dritten nicht abgestimmt.",
    "We only process what you give us, unless the law demands more.",
]


def found(tmp_path: Path, sentence: str) -> set[str]:
    file = tmp_path / "zusage.yml"
    text = (Path(__file__).parents[2] / "rules" / "base.yml").read_text()
    file.write_text(text.replace("{title: {de: Datenschutzerklärung, en: Privacy notice}}", stated(sentence)))
    policy = check_declaration(file, DAY).policy
    return {one.claim for one in claimed(policy, *CLAIMS)}


def stated(sentence: str) -> str:
    return f"{{title: {{de: Erklärung, en: Notice}}, statements: [{{text: {{de: '{sentence}'}}}}]}}"


@pytest.mark.parametrize(("claim", "sentence"), [(c, s) for c, sentences in RECOGNISED.items() for s in sentences])
def test_recognised(claim: str, sentence: str, tmp_path: Path) -> None:
    assert claim in found(tmp_path, sentence)


@pytest.mark.parametrize("sentence", QUIET)
def test_no_claim(sentence: str, tmp_path: Path) -> None:
    assert not found(tmp_path, sentence)


def test_every_claim_can_be_written_and_is_tried() -> None:
    line = next(line for line in whole.WHOLE.splitlines() if line.startswith("  claim "))
    assert set(line.split("=")[1].split(" -- ")[0].split("|")) == set(CLAIMS) == set(RECOGNISED)
