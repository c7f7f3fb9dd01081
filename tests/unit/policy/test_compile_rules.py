"""Retention rules: stages, duties, exceptions, copies, backups."""

from datetime import date

from support.declared import WHOLE, compiled, edited, errors_of
from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.plan.condition import And, Equals
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Horizon, Rule, Unit

GONE = "gone: {data: [guests], from: {at: shop.guests.left_at}, delete: after 30 days}"

CARE = """\
activities:
  care:
    title: {de: Pflege, en: care}
    subjects: [guest]
    purposes: {c: {de: Pflege, en: care}}
    basis: contract
    data: {names: {label: {de: Namen, en: names}, in: shop.guests, columns: [name]}}
    retention: {gone: {same_as: sale/gone}}
"""
FLEET = """\
  inst:
    connector: sql
    url: env:E
    location: DE
    each: {row: shop.bills, key: id, skip: {state: gone}}
    tables: {notes: {subject: guest}, more: {owned_by: notes via n}}
"""


def ruled(written: str, *more: tuple[str, str]) -> tuple[Policy, Rule]:
    policy = compiled(edited((GONE, f"gone: {{data: [guests], from: {{at: shop.guests.left_at}}, {written}}}"), *more))
    return policy, policy.rules[0]


def kinds(policy: Policy, rule: Rule) -> dict[str, str]:
    return {p.id.removeprefix(rule.id): p.kind for p in policy.promises if p.id.startswith(rule.id)}


def test_times_are_different_promises() -> None:
    for written, bound, period in [
        ("delete: after 30 days", Bound.AFTER, Period(days=30)),
        ("delete: within P6M", Bound.WITHIN, Period(months=6)),
        ("delete: at once", Bound.AT_ONCE, Period()),
    ]:
        policy, rule = ruled(written)
        assert [(stage.bound, stage.period) for stage in rule.stages] == [(bound, period)]
        assert kinds(policy, rule) == {"": "delete-after"}


def test_each_stage_is_a_promise_and_the_rule_is_about_rows() -> None:
    policy, rule = ruled("stages: [{lock: at once}, {restrict: after 10 days}, {delete: after 30 days}]")
    assert kinds(policy, rule) == {"/lock": "lock-after", "/restrict": "restrict-after", "/delete": "delete-after"}
    assert rule.units == (Unit("shop", "guests"),)


def test_a_duty_and_what_follows_it_are_two_promises() -> None:
    policy = compiled(WHOLE)
    rule = policy.rules[1]
    assert kinds(policy, rule) == {"/keep": "keep-for-duty", "/delete": "delete-when-released"}
    assert rule.keep is not None
    term = rule.keep.term(date(2026, 11, 22))
    assert term is not None and (term.period, term.clock) == (Period(years=8), Clock.END_OF_YEAR)
    assert term.statute.startswith("§ 147 Abs. 3 AO")
    earlier = rule.keep.term(date(2024, 12, 31))
    assert earlier is not None and earlier.period == Period(years=10)


def test_a_period_of_ones_own_keeps_as_well() -> None:
    _, rule = ruled("keep: 2 years, delete: afterwards")
    assert rule.keep is not None and rule.keep.law == ""
    term = rule.keep.term(date(1990, 1, 1))
    assert term is not None and (term.period, term.clock) == (Period(years=2), Clock.AT)


def test_a_duty_also_covers_columns_elsewhere() -> None:
    more = ("law: de/vouchers", "law: de/vouchers, with: [shop.guests.street, shop.guests.name]")
    keep = compiled(edited(more)).rules[1].keep
    assert keep is not None
    assert keep.with_columns == (("shop", "guests", "name"), ("shop", "guests", "street"))


def test_what_is_kept_for_ever_says_why_and_may_end() -> None:
    policy, rule = ruled("keep: {unlimited: {de: darum, en: thus}}, ends: {from: {requested: erasure}, delete: at once}")
    assert kinds(policy, rule) == {"": "never-deleted"}
    assert rule.keep is not None and rule.keep.unlimited is not None
    assert rule.ends is not None and rule.ends[1].action is Action.DELETE


def test_an_exception_adds_a_promise_and_renames_nothing() -> None:
    policy, rule = ruled("delete: within 3 days, unless: {duty: de/letters, where: {letter: true}, then: restrict}")
    assert kinds(policy, rule) == {"": "delete-after", "/restrict": "restrict-after"}
    assert rule.unless is not None
    assert (rule.unless.keep.law, rule.unless.where) == ("de/letters", Equals("letter", True))
    _, free = ruled("delete: within 3 days, unless: {duty: any, keep_only: duty_columns}")
    assert free.unless is not None and (free.unless.keep.law, free.unless.keep_only) == ("any", "duty_columns")


def test_only_emptying_is_about_columns() -> None:
    policy, rule = ruled("clear: after 7 days, columns: [name, email]")
    assert rule.units == (Unit("shop", "guests", ("email", "name")),)
    assert rule.stages[0].how == (("column", "email"), ("column", "name"))
    assert kinds(policy, rule) == {"": "delete-after"}


def test_shortening_names_field_and_lengths() -> None:
    log = ("systems:\n", "systems:\n  log: {connector: logfiles, paths: [a.log], location: DE}\n")
    data = ("    data:\n", "    data:\n      l: {label: l, in: log}\n")
    for how in ("{client_ip: {v4: 24, v6: 48}}", "{client_ip: {truncate: {v4: 24, v6: 48}}}"):
        line = f"stages: [{{shorten: after 7 days, how: {how}}}, {{delete: after 90 days}}], holds: [police]"
        holds = ("subjects: [guest]", "subjects: [guest]\n    was: selling")
        rule = f"      l: {{data: [l], from: {{at: log.time}}, {line}}}\n"
        text = edited(log, data, holds) + rule
        text += "holds: {police: {label: {de: P, en: P}, review: 90 days, approver: management}}\n"
        policy = compiled(text)
        found = policy.rules[-1]
        assert found.stages[0].how == (("field", "client_ip"), ("v4", "24"), ("v6", "48"))
        assert kinds(policy, found) == {"/shorten": "shorten-after", "/delete": "delete-after"}
        assert found.holds == ("police",)
        assert policy.renamed["selling/retention/l/shorten"] == "sale/retention/l/shorten"


def test_one_of_plans_the_first_and_knows_the_others() -> None:
    _, rule = ruled("one_of: [{delete: within 7 days}, {clear: within 7 days, columns: [name]}]")
    assert [stage.action for stage in rule.stages] == [Action.DELETE]
    assert [stage.action for stage in rule.alternatives] == [Action.CLEAR]


def test_undecided_plans_nothing() -> None:
    policy, rule = ruled("undecided: {as_found: {de: solange nötig, en: as long as needed}}")
    assert rule.stages == () and rule.undecided is not None
    assert kinds(policy, rule) == {"": "undecided"}


def test_a_copy_of_a_rule_has_an_id_of_its_own_and_is_never_planned_twice() -> None:
    policy = compiled(edited(("activities:\n", CARE)))
    copy = policy.rules[0]
    assert (copy.id, copy.same_as, copy.data) == ("care/retention/gone", "sale/retention/gone", ("names",))
    assert copy.stages == policy.rules[1].stages and copy.start == policy.rules[1].start
    assert policy.promise("care/retention/gone") is not None


def test_a_whole_system_leaves_no_table_out() -> None:
    event = "events: {over: {at: shop.bills.until, for: inst}}\n"
    rule = (
        "      end: {all_of: [inst], from: over, stages: [{lock: at once}, {delete: after 30 days, how: drop_instance}]}\n"
    )
    data = ("    data:\n", "    data:\n      notes: {label: n, in: inst.notes}\n")
    policy = compiled(edited(("systems:\n", f"{event}systems:\n{FLEET}"), data) + rule)
    found = policy.rules[-1]
    assert found.whole == ("inst",) and found.units == () and found.data == ("notes",)
    assert [stage.action for stage in found.stages] == [Action.LOCK, Action.DROP]
    assert kinds(policy, found) == {"/lock": "lock-after", "/delete": "delete-after"}
    each = policy.systems["inst"].each
    assert each is not None and each.on_drop == (("state", "gone"),)


def test_backups_add_their_period_to_what_they_hold() -> None:
    backup = "  safe: {connector: files, path: env:B, location: DE, backup_of: [shop]}\n"
    data = ("    data:\n", "    data:\n      copies: {label: c, in: safe}\n")
    rule = "      safe: {data: [copies], from: {at: safe.time}, delete: within 90 days}\n"
    policy = compiled(edited(("systems:\n", "systems:\n" + backup), data) + rule)
    assert policy.rules[0].horizons == (Horizon("safe", Period(days=90)),)
    assert policy.rules[-1].horizons == ()


def test_recipients_and_activities_that_a_rule_touches_or_leaves() -> None:
    recipients = ("systems:\n", "recipients: {brevo: {use: brevo, role: processor}}\nsystems:\n")
    policy, rule = ruled("delete: at once, copies: [brevo], leaves: [sale]", recipients)
    assert kinds(policy, rule) == {"": "delete-after", "/leaves": "unaffected", "/copy-brevo": "erasure-propagated"}


GUESTS = "guests: {label: {de: Namen, en: names}, in: shop.guests}"
TWO = """\
asked: {label: {de: Anfragen, en: questions}, in: shop.guests, where: {kind: asked}}
      bought: {label: {de: Käufe, en: purchases}, in: shop.guests, where: {kind: bought}}"""
BEGUN = "from: {at: shop.guests.left_at}"


def in_parts(rules: str, rows: str = TWO) -> str:
    return edited((GUESTS, rows), (GONE, rules))


def test_the_rows_of_a_datum_are_the_rows_of_its_rules() -> None:
    """Two data of one table with disjoint rows are two: they may end at different times."""
    more = f"one: {{data: [asked], {BEGUN}, delete: after 30 days}}\n      "
    policy = compiled(in_parts(more + f"two: {{data: [bought], {BEGUN}, delete: after 2 years}}"))
    assert [rule.where for rule in policy.rules[:2]] == [Equals("kind", "asked"), Equals("kind", "bought")]


def test_the_rows_of_a_rule_are_some_of_the_rows_of_its_datum() -> None:
    more = f"one: {{data: [asked], where: {{open: false}}, {BEGUN}, delete: after 30 days}}\n      "
    policy = compiled(in_parts(more + f"two: {{data: [bought], where: {{kind: bought}}, {BEGUN}, delete: after 2 years}}"))
    assert policy.rules[0].where == And((Equals("kind", "asked"), Equals("open", False)))
    assert policy.rules[1].where == Equals("kind", "bought")


def test_data_whose_rows_may_be_the_same_still_collide() -> None:
    one = f"one: {{data: [asked], {BEGUN}, delete: after 30 days}}"
    rules = f"{one}\n      two: {{data: [bought], {BEGUN}, delete: after 2 years}}"
    assert "ZE131" in {error.code for error in errors_of(in_parts(rules, TWO.replace("{kind: bought}", "{open: false}")))}


def test_one_rule_has_one_selection_of_rows() -> None:
    rules = f"one: {{data: [asked, bought], {BEGUN}, delete: after 30 days}}"
    (error,) = errors_of(in_parts(rules))
    assert (error.code, error.place.line) == ("ZE138", 26)
