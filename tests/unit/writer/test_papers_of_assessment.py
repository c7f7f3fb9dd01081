"""Weighing of interests, threshold check, essence of joint responsibility."""

from dataclasses import replace
from datetime import date

from support.papers import company_policy, in_words, paper, rows
from support.policies import policy, subject, system
from zusage.document.tree import whole
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis, Datum, Purpose
from zusage.policy.facts import Advice, Agreement, AutomatedDecision, FurtherPurpose, ImpactAssessment
from zusage.policy.organisation import Recipient, Subject
from zusage.writer.concepts.dpia import CRITERIA, threshold

INTEREST = Basis("legitimate_interests", interest=Text("sicherer Betrieb", "secure operation"))
DATA = Datum("data", Text("IP-Adresse", "IP address"), "shop", "people")


def _with(bases=(), **more):
    made = policy([system("shop", subject("people"))], recipients=[PARTNER])
    work = Activity("work", Text("Arbeit", "work"), more.pop("role", "controller"), ("notice",), ("person",),
                    more.pop("purposes", (Purpose("p", Text("Abwehr von Angriffen", "preventing attacks")),)), tuple(bases),
                    more.pop("data", (DATA,)), **more)  # fmt: skip
    people = {"person": Subject("person", Text("Besucherinnen und Besucher", "visitors"))}
    return replace(made, activities={"work": work}, subjects=people)


PARTNER = Recipient("partner", "Ringnetz AG", "DE", "joint")


def test_missing_steps_are_asked_as_questions() -> None:
    made = _with([INTEREST])
    (row,) = rows(paper("interests", made), "interests")
    assert row["interest"] == "Sicherer Betrieb"
    assert row["open"] == "Erforderlichkeit, Erwartungen, Abwägung"
    text = in_words(paper("interests", made))
    assert "Lässt sich das Interesse mit weniger Daten, kürzer oder ohne Personenbezug erreichen?" in text
    assert "Wer hat wann abgewogen, und wo ist das festgehalten?" in text


def test_declared_steps_are_printed_and_not_asked() -> None:
    told = Text("Ohne Adresse lässt sich kein Angriff zuordnen", "no attack can be traced without it")
    basis = replace(INTEREST, necessary=told, expected=told, outweighs=told, weighed=date(2026, 2, 16), weighing="a.pdf")
    made = _with([basis])
    (row,) = rows(paper("interests", made), "interests")
    assert row["open"] == "–"
    text = in_words(paper("interests", made))
    assert text.count("Ohne Adresse lässt sich kein Angriff zuordnen.") == 3
    assert "Abgewogen am 16. Februar 2026 (a.pdf)." in text


def test_no_interest_no_paper() -> None:
    assert paper("interests", _with([Basis("contract")])) == ()


def test_criteria_follow_from_the_declaration() -> None:
    made = _with(
        purposes=(Purpose("p", Text("Bewertung", "scoring"), profiling=True, kind="session_recording"),),
        data=(replace(DATA, special="health", derived_from=("other/x",)),),
        automated=AutomatedDecision(Text("Schwelle", "threshold"), None, ground="contract"),
        further=FurtherPurpose("other"),
    )
    people = {"person": replace(made.subjects["person"], kind="employee")}
    made = replace(made, subjects=people)
    found = threshold(made, made.activities["work"])
    wanted = (
        "scoring",
        "automated_decision",
        "systematic_monitoring",
        "sensitive",
        "matching",
        "vulnerable",
        "prevents_right",
    )
    assert found.seen == wanted
    assert found.asked == ("large_scale", "innovative")


def test_scale_and_technology_are_never_derived() -> None:
    found = threshold(_with(), _with().activities["work"])
    assert found.met == ()
    assert set(found.asked) == {"large_scale", "innovative", "prevents_right"}
    assert set(found.asked) <= set(CRITERIA)


def test_what_is_seen_but_not_declared_is_pointed_at() -> None:
    check = ImpactAssessment(False, criteria=("large_scale",))
    made = _with(purposes=(Purpose("p", Text("Bewertung", "scoring"), profiling=True),), dpia=check)
    text = in_words(paper("dpia-check", made))
    assert "Erkennbar, aber nicht angegeben: Bewerten oder Einstufen." in text
    assert "Von neun Kriterien sind zwei erfüllt." in text


def test_a_reasoned_no_has_date_list_advice_and_next_review() -> None:
    check = ImpactAssessment(
        False, Text("Nur Gruppen werden ausgewertet", "only groups"), date(2026, 3, 16), Period(years=2), "",
        ("vulnerable",), "none", Advice(date(2026, 3, 10), Text("Einverstanden", "agreed")),
    )  # fmt: skip
    made = _with(dpia=check)
    (row,) = rows(paper("dpia-check", made), "dpia")
    assert row["decision"] == "nicht nötig, 16. März 2026"
    assert row["review"] == "16. März 2028"
    assert row["listed"] == "auf keiner Liste"
    text = in_words(paper("dpia-check", made))
    assert "Nur Gruppen werden ausgewertet." in text
    assert "Einverstanden (10. März 2026)." in text


def test_an_entry_of_the_list_is_named_by_its_number_only() -> None:
    made = _with(dpia=ImpactAssessment(True, listed="7", dated=date(2026, 4, 20)))
    text = in_words(paper("dpia-check", made))
    assert "Sie steht unter Nr. 7 auf der Liste der Aufsichtsbehörden" in text
    assert "Nicht angegeben: wo die Folgenabschätzung liegt" in text


def test_processing_on_behalf_is_left_to_the_controller() -> None:
    (document,) = paper("dpia-check", company_policy("live-chat"))
    names = [row["activity"] for row in rows((document,), "dpia")]
    assert "Live-Chat und Tickets" not in names
    assert any(section.id == "on-behalf" for section in whole(document))


def test_the_essence_says_who_informs_and_who_answers() -> None:
    agreed = Agreement(
        date(2025, 3, 17), Text("Das Netz zählt, wir rechnen ab.", "They count, we settle."), "us", "both", "partner"
    )
    made = _with(role="joint", joint_with=("partner",))
    made = replace(made, recipients={"partner": replace(PARTNER, agreement=agreed)})
    text = in_words(paper("joint-controllers", made))
    assert "Das Netz zählt, wir rechnen ab." in text
    assert "Jeder informiert über seinen Teil (Art. 13, 14 DSGVO)." in text
    assert "Ringnetz AG beantwortet Anträge; was andere erhalten, wird dorthin weitergegeben." in text
    assert "bei jedem von uns geltend machen (Art. 26 Abs. 3 DSGVO)" in text


def test_an_arrangement_nobody_declared_is_asked_for() -> None:
    text = in_words(paper("joint-controllers", _with(role="joint", joint_with=("partner",))))
    assert "Nicht angegeben: wer bei dieser Verarbeitung was tut" in text
    assert "Nicht angegeben: wann die Vereinbarung geschlossen wurde" in text
    assert paper("joint-controllers", _with()) == ()
