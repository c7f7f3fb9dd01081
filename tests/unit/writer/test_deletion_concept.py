"""The deletion concept: classes, rules, exceptions, evidence, the picture, and what is asked."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest

from support.papers import company_policy, in_words, paper, rows
from support.policies import EIGHT_YEARS, delete, policy, rule, subject, system
from zusage.document.tree import Figure, sentences, whole
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.plan.condition import ALWAYS
from zusage.policy.activity import Datum
from zusage.policy.organisation import Run
from zusage.policy.rule import Action, Bound, Horizon, Keep, Stage, Unit
from zusage.policy.start import AllGone, ColumnStart, Earliest, Plus, Removed, Unseen, Withdrawn
from zusage.writer.concepts.kinds_of_data import kind_of_start, kinds_of_data, length_of, waited
from zusage.writer.concepts.timeline import bars
from zusage.writer.concepts.timeline_svg import place
from zusage.writer.order import Order
from zusage.writer.pen import Pen, impersonal

DAY = date(2026, 11, 23)
SHOP = system("shop", subject("people"), subject("visits"))
PEOPLE = Unit("shop", "people")
CREATED = ColumnStart("shop", "visits", "created_at")
ENDED = ColumnStart("shop", "people", "ended_at")
DATA = Datum("data", Text("Name", "name"), "shop", "people")
MONTH = Period(days=30)


def _pen(made, language="de"):
    return Pen(Order(made, language, DAY), impersonal=True)


def _of(*rules, **more):
    return policy([SHOP], rules, data=[DATA], **more)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (CREATED, "creation"),
        (ENDED, "relationship"),
        (ColumnStart("shop", "visits", "closed_at"), "process"),
        (Withdrawn("news"), "relationship"),
        (AllGone("shop", "visits", "people", "ended_at", ALWAYS), "relationship"),
        (Removed("shop", "visits"), "process"),
        (Unseen("manual"), "process"),
        (Plus(CREATED, MONTH), "creation"),
    ],
)
def test_the_kind_of_start_follows_from_the_event(start, kind) -> None:
    made = _of(rule("r", start, delete(Bound.AFTER, MONTH), units=[PEOPLE]))
    assert kind_of_start(made, made.rules[0]) == kind


def test_a_declared_class_wins_over_the_derived_one() -> None:
    made = _of(rule("r", CREATED, delete(Bound.WITHIN, MONTH), units=[PEOPLE], deletion_class="process/30d"))
    (row,) = rows(paper("deletion-concept", made), "deletion-rules")
    assert row["class"] == "process/30d"
    (line,) = rows(paper("deletion-concept", made), "deletion-classes")
    assert line["process"] == "process/30d: Datenart 1"
    assert line["creation"] == "–"


def test_a_fixed_time_before_the_start_counts_into_the_period() -> None:
    start = Earliest((Plus(ENDED, MONTH), Withdrawn("news")))
    made = rule("r", start, delete(Bound.AT_ONCE), units=[PEOPLE])
    assert waited(start) == MONTH
    assert length_of(made, DAY).days == 30


def test_the_regular_period_names_the_time_to_carry_it_out() -> None:
    after = rule("a", CREATED, delete(Bound.AFTER, MONTH), units=[PEOPLE])
    within = rule("w", ENDED, delete(Bound.WITHIN, MONTH), units=[PEOPLE])
    made = _of(after, within, run=Run(Period(days=1), Period(days=2)))
    first, second = rows(paper("deletion-concept", made), "deletion-rules")
    assert first["regular_period"] == "30 Tage, dazu zwei Tage"
    assert first["holding_period"] == "30 Tage"
    assert second["regular_period"] == "30 Tage"
    assert second["holding_period"] == "Keine"


def test_a_duty_to_keep_gives_the_holding_period_and_its_norm() -> None:
    made = _of(rule("r", CREATED, delete(Bound.AFTERWARDS), units=[PEOPLE], keep=replace(EIGHT_YEARS, kind="duty")))
    (row,) = rows(paper("deletion-concept", made), "deletion-rules")
    assert row["holding_period"] == "Acht Jahre ab Jahresende"
    assert row["act"] == "Nach acht Jahren ab Jahresende gelöscht"
    assert "Gesetzliche Aufbewahrungspflicht: § 147 Abs. 3 AO" in in_words(paper("deletion-concept", made))


def test_data_without_a_rule_are_asked_for_and_figures_are_not() -> None:
    made = _of(rule("r", CREATED, delete(Bound.AFTER, MONTH), units=[PEOPLE]))
    activity = made.activities["work"]
    more = (Datum("extra", Text("Notizen", "notes"), "shop", "notes"),
            Datum("sums", Text("Summen", "sums"), "shop", "sums", aggregated=True))  # fmt: skip
    made = replace(made, activities={"work": replace(activity, data=(*activity.data, *more))})
    text = in_words(paper("deletion-concept", made))
    assert "Nicht angegeben: eine Löschregel für „Notizen“ (Arbeit)" in text
    assert "Summen" not in text


def test_roles_nobody_has_are_asked_for() -> None:
    text = in_words(paper("deletion-concept", _of(rule("r", CREATED, delete(Bound.AFTER, MONTH), units=[PEOPLE]))))
    for question in (
        "wer Löschungen freigibt",
        "wer die Läufe ausführt",
        "ob eine datenschutzbeauftragte Person benannt ist",
    ):
        assert f"Nicht angegeben: {question}" in text


def test_a_policy_without_rules_has_no_concept() -> None:
    assert paper("deletion-concept", _of()) == ()


def test_the_picture_draws_every_rule_that_acts_and_says_it_in_words() -> None:
    made = company_policy("live-chat")
    (document,) = paper("deletion-concept", made)
    (figure,) = (b for s in whole(document) for b in s.blocks if isinstance(b, Figure))
    drawn = bars(_pen(made), kinds_of_data(made))
    assert len(drawn) == len([r for r in made.rules if not r.same_as])
    assert all(f"{bar.number} {bar.label}: {bar.words}." in figure.alt for bar in drawn)
    root = ET.fromstring(figure.svg)
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == len(drawn)
    assert not any(element.tag.endswith(("script", "image", "foreignObject")) for element in root.iter())
    assert "http" not in figure.svg.replace("http://www.w3.org/2000/svg", "")


def test_bars_end_where_the_rule_ends() -> None:
    locked = rule("r", ENDED, Stage(Action.LOCK, Bound.AT_ONCE, Period()), delete(Bound.AFTER, MONTH), units=[PEOPLE],
                  horizons=(Horizon("tape", Period(days=90)),))  # fmt: skip
    made = _of(locked)
    (bar,) = bars(_pen(made), kinds_of_data(made))
    assert [(span.begin, span.end, span.look) for span in bar.spans] == [(0, 30, "locked"), (30, 120, "backup")]
    assert bar.gone == 30
    assert bar.words == "sofort nur lesbar, nach 30 Tagen gelöscht"


def test_unlimited_keeping_is_drawn_as_endless_and_stands_in_no_class() -> None:
    forever = Keep("", (), unlimited=Text("Der Widerspruch gilt weiter.", "The objection stands."))
    made = _of(rule("r", Unseen(""), units=[PEOPLE], keep=forever))
    (bar,) = bars(_pen(made), kinds_of_data(made))
    assert bar.endless
    assert bar.gone is None
    text = in_words(paper("deletion-concept", made))
    assert "Ohne Löschfrist und deshalb in keiner Klasse: Datenart 1." in text


def test_the_axis_is_monotone_and_ends_inside_the_picture() -> None:
    days = [0, 1, 7, 8, 30, 90, 365, 1095, 2190, 3650, 10950, 20000]
    places = [place(day) for day in days]
    assert places == sorted(places)
    assert places[-1] <= 864


def test_the_concept_does_not_address_the_person() -> None:
    assert impersonal("dem Ende Ihrer letzten Buchung", "de") == "dem Ende der letzten Buchung"
    assert impersonal("Ihre Anfrage. Ihr Konto", "de") == "Die Anfrage. Das Konto"
    assert impersonal("Bewertung und Ihr Kommentar", "de") == "Bewertung und Kommentar"
    assert impersonal("sent to you with your order", "en") == "sent to the person with the order"


def test_the_statement_of_no_open_audit_is_part_of_the_special_cases() -> None:
    (document,) = paper("deletion-concept", company_policy("live-chat"))
    section = next(s for s in whole(document) if s.id == "audit")
    words = " ".join(s.text for s in sentences(section.blocks))
    assert "§ 147 Abs. 3 Satz 5 AO" in words
    assert "Finanzbuchhaltung (finance)" in words
