from collections.abc import Callable
from dataclasses import replace

import pytest

from support.notices import DAY, example_policy
from zusage.document.markdown import render_markdown
from zusage.language.countries import EEA
from zusage.model.period import Period
from zusage.model.text import LANGUAGES, Language, Text
from zusage.policy.activity import Activity, Objection
from zusage.policy.organisation import Recipient, Statement, Transfer
from zusage.policy.policy import Policy
from zusage.writer.notice import write_notice


def _text(policy: Policy, language: Language = "de") -> str:
    return render_markdown(write_notice(policy, "service", language, DAY))


def _activity(id: str, change: Callable[[Activity], Activity]) -> Policy:
    policy = example_policy()
    return replace(policy, activities={**policy.activities, id: change(policy.activities[id])})


def _recipient(id: str, change: Callable[[Recipient], Recipient]) -> Policy:
    policy = example_policy()
    promises = tuple(p for p in policy.promises if not p.id.startswith(f"_/recipients/{id}/"))
    return replace(policy, promises=promises, recipients={**policy.recipients, id: change(policy.recipients[id])})


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_art_13_asks_is_there(language: Language) -> None:
    policy, text = example_policy(), _text(example_policy(), language)
    us = policy.organisation
    assert us.officer is not None
    for word in (us.name, us.email, us.officer.email, "datenschutzzentrum.de"):
        assert word in text
    for activity in policy.activities.values():
        if "service" in activity.documents:
            for purpose in activity.purposes:
                assert purpose.text.to(language)[1:] in text
            for datum in activity.data:
                assert datum.label.to(language)[1:] in text
            for basis in activity.bases:
                assert basis.interest is None or basis.interest.to(language) in text
    articles = (15, 16, 17, 18, 20, 77)
    assert all((f"Art. {n} DSGVO" if language == "de" else f"Art. {n} GDPR") in text for n in articles)


def test_a_country_outside_the_eea_needs_its_mechanism() -> None:
    assert "US" not in EEA and "FR" in EEA
    scc = _text(_recipient("slack", lambda r: replace(r, transfer=Transfer("scc"))))
    assert "Standardvertragsklauseln (Art. 46 Abs. 2 lit. c DSGVO)" in scc
    assert "Eine Kopie der Garantien erhalten Sie auf Anfrage." in scc
    bare = _text(_recipient("slack", lambda r: replace(r, transfer=None)))
    assert (
        "Slack Technologies, LLC verarbeitet Daten in den USA; eine Garantie nach Art. 44 ff. DSGVO ist dafür nicht" in bare
    )


def test_without_third_countries_there_is_no_such_section() -> None:
    policy = example_policy()
    activities = {id: a for id, a in policy.activities.items() if id == "contact"}
    promises = tuple(p for p in policy.promises if p.activity == "contact")
    text = _text(replace(policy, activities=activities, promises=promises))
    assert "Drittländer" not in text and "Kontaktformular" in text


def test_required_special_and_excluded_are_said() -> None:
    def change(activity: Activity) -> Activity:
        datum = replace(
            activity.data[0], required="law", special="health", if_missing=Text("Sonst geht es nicht.", "Else no.")
        )
        return replace(activity, data=(datum,), excluded_purposes=(Text("Werbung", "advertising"),))

    text = _text(_activity("contact", change))
    assert "(gesetzlich vorgeschrieben; besondere Kategorie nach Art. 9 DSGVO). Sonst geht es nicht." in text
    assert "Ausgeschlossen ist: Werbung." in text


def test_joint_controllers_and_sources_are_named() -> None:
    source = Text("Handelsregister", "trade register")
    text = _text(_activity("contact", lambda a: replace(a, role="joint", joint_with=("brevo",), source=source)))
    assert "gemeinsam mit Sendinblue SAS (Brevo) verantwortlich (Art. 26 DSGVO)" in text
    assert "**Woher die Daten kommen**\n\nHandelsregister." in text


def test_absolute_objection_brings_the_sentence_on_direct_marketing() -> None:
    assert "Direktwerbung" not in _text(example_policy())
    stop = _text(_activity("newsletter", lambda a: replace(a, objection=Objection("stop", True))))
    assert "ohne Angabe von Gründen widersprechen" in stop


def test_stated_sentences_without_a_claim_are_printed() -> None:
    policy = example_policy()
    document = replace(
        policy.documents["service"], statements=(Statement(Text("Wir verkaufen keine Daten", "We sell no data")),)
    )
    text = _text(replace(policy, documents={**policy.documents, "service": document}))
    assert "Wir verkaufen keine Daten." in text


def test_how_to_withdraw_stands_where_the_consent_is_used() -> None:
    newsletter = _text(example_policy()).split(" Newsletter\n")[1].split("## ")[0]
    assert "_/consents/newsletter/withdrawable" in newsletter


def test_answers_are_promised_within_the_declared_time() -> None:
    policy = example_policy()
    text = _text(replace(policy, rights=replace(policy.rights, answer_within=Period(days=14))))
    assert "Wir antworten innerhalb 14 Tage" not in text
    assert "Wir antworten innerhalb von 14 Tagen und unentgeltlich" in text
