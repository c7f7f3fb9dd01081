"""Letters: answers, consents, newsletters, staff, the end of a contract."""

from dataclasses import replace

import pytest

from support.papers import COMPANIES, company_policy, in_words, paper, rows
from zusage.document.tree import Document
from zusage.model.text import Text
from zusage.policy.organisation import Consent


def _letter(id: str, company: str = "live-chat", language="de") -> Document:
    return next(d for d in paper("answers", company_policy(company), language) if d.id == id)


def _words(id: str, company: str = "live-chat", language="de") -> str:
    return in_words((_letter(id, company, language),))


@pytest.mark.parametrize("heading", ["Zwecke", "Daten", "Empfänger", "Speicherdauer", "Herkunft"])
def test_access_has_a_place_for_every_item(heading: str) -> None:
    text = _words("answer-access-customer")
    assert f"**{heading}**" in text


def test_access_confirms_names_rights_complaint_court_and_automated_decisions() -> None:
    text = _words("answer-access-customer")
    for words in ("Ja, wir verarbeiten", "Art. 16 DSGVO", "Art. 17 DSGVO", "Art. 18 DSGVO", "Art. 21 Abs. 1 DSGVO",
                  "Art. 77 DSGVO", "Art. 79 DSGVO", "Art. 22 DSGVO", "GoCardless SAS (Frankreich)"):  # fmt: skip
        assert words in text
    assert "Namentlich: **‹wer aus „Finanzbehörden“ Daten erhalten hat›**" in text


def test_access_says_the_logic_where_decisions_are_automated_and_only_there() -> None:
    letters = [d for d in paper("answers", company_policy("accounting")) if d.id.startswith("answer-access-")]
    deciding = [d.id for d in letters if "**Automatisierte Entscheidung**" in in_words((d,))]
    assert deciding
    assert all("Art. 22 DSGVO), treffen wir nicht" not in in_words((d,)) for d in letters)


def test_access_is_about_one_group_and_leaves_the_rest_out() -> None:
    text = _words("answer-access-enquirer")
    assert "Kontaktformular" in text
    assert "SEPA-Lastschrift" not in text
    assert "Im Auftrag" not in text
    assert "betreiben wir im Auftrag anderer" in _words("answer-access-visitor")


def test_what_stays_after_an_erasure_has_norm_and_end() -> None:
    stays = {row["data"]: row for row in rows((_letter("answer-erasure"),), "erasure")}
    invoices = stays["Vertrag und Abrechnung: Rechnungen"]
    assert invoices["done"] == "bleibt nur noch aus Pflicht"
    assert "§ 147 Abs. 3 AO" in invoices["stays"]
    assert "Art. 17 Abs. 3 lit. b DSGVO" in invoices["stays"]
    assert "acht Jahre nach dem Ende des maßgeblichen Kalenderjahres" in invoices["stays"]
    assert stays["Newsletter: E-Mail-Adresse"]["done"] == "gelöscht"
    assert "Art. 17 Abs. 3 lit. e DSGVO" in stays["Newsletter: Nachweis Ihrer Einwilligung"]["stays"]
    assert not any(name.startswith("Datensicherung") for name in stays)


def test_the_erasure_names_the_horizon_of_the_backups() -> None:
    assert "In Sicherungskopien bleiben gelöschte Daten höchstens noch 90 Tage" in _words("answer-erasure")


@pytest.mark.parametrize("company", COMPANIES)
def test_a_refusal_needs_a_decider_a_reason_and_names_the_remedies(company: str) -> None:
    text = _words("answer-refusal", company)
    for words in ("‹Name und Funktion der entscheidenden Person›", "‹Begründung im Einzelfall›", "‹Norm›", "Art. 77 DSGVO",
                  "Art. 79 DSGVO", "entsteht nie von selbst"):  # fmt: skip
        assert words in text
    others = [d for d in paper("answers", company_policy(company)) if d.id != "answer-refusal"]
    assert not any("lehnen wir" in in_words((d,)) or "nicht nachkommen" in in_words((d,)) for d in others)


def test_the_extension_gives_reason_date_and_term() -> None:
    text = _words("answer-extension")
    assert "‹neues Datum, höchstens drei Monate nach Eingang›" in text
    assert "‹warum der Antrag schwierig ist oder wie viele Anträge es sind›" in text


def test_where_we_are_processor_the_request_is_passed_on_and_nothing_decided() -> None:
    assert "Wir haben nichts entschieden, nichts gelöscht und nichts herausgegeben." in _words(
        "answer-forwarding-controller"
    )
    assert "innerhalb von drei Tagen" in _words("answer-forwarding-person")
    assert not any(d.id.startswith("answer-forwarding") for d in paper("answers", company_policy("website")))


def test_withdrawal_names_what_ends_per_consent() -> None:
    text = _words("answer-withdrawal")
    assert "Nur, wenn „Newsletter“ widerrufen wurde" in text
    assert "Nur, wenn „Statistik der Website“ widerrufen wurde" in text
    policy = replace(company_policy("live-chat"), consents={})
    assert not any(d.id == "answer-withdrawal" for d in paper("answers", policy))


def test_identity_is_asked_on_doubt_only_and_the_proof_goes() -> None:
    text = _words("answer-receipt")
    assert "Nur, wenn begründete Zweifel an der Identität bestehen" in text
    assert "Den Nachweis löschen wir sieben Tage nach der Prüfung." in text


def test_consent_texts_tell_device_and_processing_apart() -> None:
    text = in_words(paper("consent-texts", company_policy("accounting")))
    assert "Einwilligung nach § 25 Abs. 1 TDDDG" in text
    assert "Einwilligung nach Art. 6 Abs. 1 lit. a DSGVO" in text
    assert "\\[ Zustimmen \\]   \\[ Nur Notwendige \\]" in text
    assert "Kein Feld ist vorausgewählt" in text
    assert "§ 25 Abs. 2 Nr. 2 TDDDG" in text


def test_declared_words_are_shown_as_they_are() -> None:
    made = company_policy("live-chat")
    words = Text("Ja, schickt mir Neues aus dem Hafen", "Yes, send me news")
    asked = replace(made, consents={**made.consents, "newsletter": replace(made.consents["newsletter"], words=words)})
    text = in_words(paper("consent-texts", asked))
    assert "Ja, schickt mir Neues aus dem Hafen." in text
    assert "darf meine Daten dafür verwenden" not in text


def test_a_consent_that_nothing_rests_on_is_asked_about() -> None:
    made = replace(company_policy("live-chat"), consents={"idle": Consent("idle", Text("Leer", "idle"))})
    text = in_words(paper("consent-texts", made))
    for question in ("wofür diese Einwilligung gebraucht wird", "wie die Einwilligung widerrufen wird", "wo gefragt wird",
                     "wo und wie die Einwilligung nachgewiesen wird"):  # fmt: skip
        assert f"Nicht angegeben: {question}" in text


def test_special_categories_need_explicit_consent() -> None:
    text = in_words(paper("consent-texts", company_policy("website")))
    assert "Art. 9 Abs. 2 lit. a DSGVO (ausdrückliche Einwilligung)" in text


def test_newsletter_texts_only_for_newsletters() -> None:
    (document,) = paper("newsletter-texts", company_policy("live-chat"))
    text = in_words((document,))
    for words in ("Bestätigungsmail", "‹Link zur Bestätigung›", "‹Link zum Abmelden›", "keine Werbung",
                  "E-Mail-Adresse (erforderlich)", "Name (freiwillig)", "Sperrliste"):  # fmt: skip
        assert words in text
    assert paper("newsletter-texts", company_policy("accounting")) == ()


def test_staff_are_told_where_performance_is_evaluated_and_nowhere_else() -> None:
    information, annex = paper("staff", company_policy("it-services"))
    assert "Leistung oder Verhalten wird nur hier ausgewertet: „Auswertung der Bearbeitungszeiten“." in in_words(
        (information,)
    )
    assert "Namen stehen dort nicht." in in_words((information,))
    assert "§ 87 Abs. 1 Nr. 6 BetrVG" in in_words((annex,))
    assert "Entwurf zur Verhandlung" in in_words((annex,))
    assert paper("staff", company_policy("live-chat")) == ()


def test_staff_whose_performance_is_not_evaluated_are_told_so() -> None:
    made = company_policy("it-services")
    plain = {id: replace(a, staff_evaluation=False) for id, a in made.activities.items()}
    information, _ = paper("staff", replace(made, activities=plain))
    told = "Eine Auswertung von Leistung oder Verhalten einzelner Beschäftigter ist mit diesen Daten nicht vorgesehen."
    assert told in in_words((information,))


def test_the_confirmation_of_deletion_names_level_and_backups_and_has_gaps_for_figures() -> None:
    offer, confirmation = paper("processing-annex", company_policy("live-chat"))
    text = in_words((confirmation,))
    assert "höchstens noch 90 Tage, also bis zum" in text
    assert all(row["count"] == "‹Anzahl›" and "wie gemessen" in row["level"] for row in rows((confirmation,), "deleted"))
    assert "Rechenzentrum Nord GmbH und Nordpost Versand GmbH" in text
    assert "Art. 28 Abs. 3 lit. g DSGVO" in in_words((offer,))
    assert "Löschung ohne Export" in in_words((offer,))
    assert paper("processing-annex", company_policy("website")) == ()


def test_a_missing_horizon_is_asked_for_in_the_confirmation() -> None:
    made = company_policy("live-chat")
    bare = replace(made, rules=tuple(replace(rule, horizons=()) for rule in made.rules))
    text = in_words(paper("processing-annex", bare))
    assert "Nicht angegeben: bis wann gelöschte Daten aus den Sicherungen verschwunden sind" in text
