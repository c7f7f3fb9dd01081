"""How sentences read to people: agreement, articles, what a recipient keeps, the other side, several moments."""

from dataclasses import replace

import pytest

from support.notices import example_policy
from zusage.kinds.sentences.notified_on_change import group
from zusage.kinds.speak import speak, speak_on
from zusage.kinds.words.data import definite
from zusage.kinds.words.periods import when
from zusage.language.grammar import company, with_article
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.activity import Kept
from zusage.policy.kinds import duty_of
from zusage.policy.organisation import Changes
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, FlowTerms, Promise, Terms
from zusage.policy.rule import Action, Bound, Stage
from zusage.policy.start import Earliest, Plus


def _promise(kind: str, terms: Terms, activity: str = "") -> Promise:
    return Promise(f"{activity or '_'}/assure/{kind}", kind, duty_of(kind), activity, ("service",), terms, "0" * 64)


def _keeping(kept: Kept, recipient: str, activity: str) -> Policy:
    policy = example_policy()
    known = policy.activities[activity]
    flows = tuple(replace(flow, keeps=kept) if flow.recipient == recipient else flow for flow in known.flows)
    return replace(policy, activities={**policy.activities, activity: replace(known, flows=flows)})


@pytest.mark.parametrize(
    ("phrase", "english"),
    [
        ("these data", "these data"),
        ("your comment", "your comment"),
        ("number for this analysis", "the number for this analysis"),
        ("measurements with the account number", "measurements with the account number"),
        ("links that reset the password", "links that reset the password"),
        ("name, address and e-mail address", "name, address and e-mail address"),
        ("record of your consent", "the record of your consent"),
        ("address", "the address"),
    ],
)
def test_english_articles_stand_once_and_only_before_one_thing(phrase: str, english: str) -> None:
    assert definite(phrase) == english


def test_one_recipient_processes_and_several_process() -> None:
    one = _promise("located-in", AssureTerms({"recipients": ("mailer",), "region": "DE"}))
    two = _promise("located-in", AssureTerms({"recipients": ("mailer", "brevo"), "region": "DE"}))
    assert " verarbeitet die Daten" in speak(one, example_policy(), "de")
    assert " processes the data" in speak(one, example_policy(), "en")
    assert " verarbeiten die Daten" in speak(two, example_policy(), "de")


@pytest.mark.parametrize(
    ("label", "german", "english"),
    [
        (Text("Kundinnen und Kunden", "customers"), "unsere Kundinnen und Kunden", "our customers"),
        (Text("Ansprechpersonen unserer Kunden", "contacts at our customers"), "die Ansprechpersonen unserer Kunden",
         "the contacts at our customers"),
        (Text("Beschäftigte unserer Kunden", "our customers' staff"), "die Beschäftigten unserer Kunden",
         "our customers' staff"),
    ],
)  # fmt: skip
def test_who_is_told_of_changes_has_one_possessive(label: Text, german: str, english: str) -> None:
    policy = example_policy()
    told = replace(policy, subjects={"x": replace(policy.subjects["customer"], label=label)})
    changes = Changes("x", ("mail",), "any", Period(days=30))
    assert group(changes, told, "de") == german
    assert group(changes, told, "en") == english


def test_what_a_processor_keeps_without_a_period_is_kept_on_our_instructions() -> None:
    flow = _promise("recipient-deletes", FlowTerms("mailer"), "customers")
    policy = _keeping(Kept("document"), "mailer", "customers")
    assert "nach unserer Weisung" in speak(flow, policy, "de") and "eigener" not in speak(flow, policy, "de")
    assert "on our instructions" in speak(flow, policy, "en")
    at_once = _keeping(Kept("document", Period()), "mailer", "customers")
    assert "unverzüglich" in speak(flow, at_once, "de") and "unverzüglich" in speak_on(flow, at_once, "de")
    assert "without delay" in speak(flow, at_once, "en") and "without delay" in speak_on(flow, at_once, "en")


def test_a_controller_keeps_under_its_own_responsibility() -> None:
    flow = _promise("recipient-deletes", FlowTerms("gocardless"), "payments")
    policy = _keeping(Kept("document"), "gocardless", "payments")
    assert "in eigener Verantwortung" in speak(flow, policy, "de")


def test_what_is_kept_apart_names_the_other_side() -> None:
    terms = AssureTerms({"columns": ("control.suppressed.email_hash",), "from": ("control.subscribers.email",)})
    apart = _promise("kept-apart", terms, "suppression")
    assert speak(apart, example_policy(), "de") == (
        "Prüfsummen von E-Mail-Adressen führen wir nicht mit Daten aus „Newsletter“ zusammen."
    )
    assert "with data from “Newsletter”" in speak(apart, example_policy(), "en")


def test_several_moments_each_have_their_own_time() -> None:
    policy = example_policy()
    rule = next(rule for rule in policy.rules if rule.event == "booking_ended" or rule.stages)
    start = policy.events[rule.event].start
    both = replace(rule, event="", start=Earliest((Plus(start, Period(days=30)), start)))
    said = when(both, Stage(Action.DELETE, Bound.AT_ONCE, Period()), policy, "de")
    assert said.startswith("30 Tage nach ") and " oder unverzüglich nach " in said
    assert said.endswith(", je nachdem, was zuerst eintritt")
    english = when(both, Stage(Action.DELETE, Bound.AT_ONCE, Period()), policy, "en")
    assert english.startswith("30 days after ") and english.endswith(", whichever comes first")


def test_companies_have_their_article_and_people_do_not() -> None:
    assert company("Hafenchat GmbH") == "die Hafenchat GmbH"
    assert company("Partnernetz Europa AG", "dative") == "der Partnernetz Europa AG"
    assert company("Praxis Dr. Ohlsen") == "Praxis Dr. Ohlsen"
    assert company("Agathe Saggert") == "Agathe Saggert"


def test_a_clause_after_the_head_does_not_hide_its_gender() -> None:
    assert with_article("Nachvollziehbarkeit, wer geholfen hat", "accusative") == "die Nachvollziehbarkeit, wer geholfen hat"
