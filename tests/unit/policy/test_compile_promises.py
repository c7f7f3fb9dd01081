"""Promises: ids, duties, documents, and a digest that covers meaning and nothing else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.declared import KNOWN, TODAY, WHOLE, compiled, declared, edited
from zusage.declaration.node import Declaration, Mapping, Node, Sequence
from zusage.policy.compiler import compile_policy
from zusage.policy.kinds import DUTIES, duty_of
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Duty, FlowTerms
from zusage.policy.tombstones import renamed_silently
from zusage.reference.kinds import SHAPES

EXAMPLE = Path(__file__).parents[3] / "examples" / "live-chat" / "zusage.yml"
RICH = edited(
    ("systems:\n", """\
run: {every: 1 hour, grace: 2 hours}
recipients:
  host: {name: Haus GmbH, country: DE, role: processor, contracts: [{kind: avv, dated: 2025-01-01}], hosts: [h.example]}
  news: {use: brevo, role: processor, transfer: {mechanism: dpf, checked: 2026-01-01, renew: 1 year}, hosts: [n.example]}
consents:
  mail: {label: {de: Post, en: mail}, withdraw: [request], expires: 1 year, proof: {in: shop.bills, given: given_at}}
rights: {channels: {email: d@muster.example, post: true}, identity: {when: doubt, delete_proof: after 7 days}}
systems:
"""),
    ("documents: {web: {title: {de: Hinweis, en: Notice}}}", """\
documents:
  web:
    title: {de: Hinweis, en: Notice}
    published_at: [https://muster.example/d]
    changes: {notify: guest, by: [mail], when: substantial, before: 30 days}
    statements: [{claim: only_with_consent, text: {de: Nur so., en: Only so.}}]
  terms: {title: {de: Auftrag, en: terms}, kind: processor_terms}"""),
) + """\
    recipients:
      host: {data: all, send_only: [name, email]}
      news: {data: [guests], when: {row: shop.guests, where: {news: true}}, on_erasure: {call: gone, within: 3 days},
             keeps: {from: {received: news}, delete: within 30 days, evidence: document}}
      tax: {data: [bills], category: {de: Finanzamt, en: tax office}, when: {duty: de/tax-audit}}
    excluded_purposes: {ads: {de: Werbung, en: advertising}}
    self_service: {change: [email], close: true}
    opt_out: {url: https://muster.example/o, effect: stop}
  letters:
    documents: [web, terms]
    title: {de: Briefe, en: letters}
    subjects: [guest]
    purposes: {write: {de: Schreiben, en: writing}}
    basis: {consent: mail}
    data: {names: {label: {de: Namen, en: names}, in: nowhere}}
    device: {id: {name: "_id*", by: news, lifetime: 1 year, access: {consent: mail}}}
    recipients: {news: {data: all}}
  security:
    title: {de: Sicherheit, en: security}
    subjects: [guest]
    purposes: {secure: {de: Sicherheit, en: security}}
    basis: {legitimate_interests: {de: Sicherheit, en: security}}
    data: {x: {label: {de: X, en: X}, in: nowhere}}
assure:
  - contract_on_file: {recipients: {role: processor}, kind: avv}
  - located_in: {systems: all, region: DE}
"""  # fmt: skip


def kinds(policy: Policy) -> dict[str, str]:
    return {promise.id: promise.kind for promise in policy.promises}


def digests(policy: Policy) -> dict[str, str]:
    return {promise.id: promise.digest for promise in policy.promises}


def test_everything_that_is_declared_becomes_promises() -> None:
    assert kinds(compiled(RICH)) == {
        "sale/retention/gone": "delete-after",
        "sale/retention/bills/keep": "keep-for-duty",
        "sale/retention/bills/delete": "delete-when-released",
        "sale/recipients/host/sent-only": "sent-only",
        "sale/recipients/news/only-when": "disclosed-only-when",
        "sale/recipients/news/deletes": "recipient-deletes",
        "sale/recipients/news/erasure": "erasure-propagated",
        "sale/recipients/tax/only-when": "disclosed-only-when",
        "sale/rights/opt-out": "opt-out-works",
        "sale/rights/self-service": "self-service",
        "sale/excluded/ads": "used-only-for",
        "letters/device/id": "device-lifetime",
        "letters/consents/mail": "consent-before",
        "security/rights/objection": "objection-honoured",
        "_/assure/contract-on-file": "contract-on-file",
        "_/assure/located-in": "located-in",
        "_/consents/mail/withdrawable": "consent-withdrawable",
        "_/consents/mail/proven": "consent-proven",
        "_/consents/mail/remembered": "choice-remembered",
        "_/recipients/news/safeguard": "safeguard-valid",
        "_/rights/access": "right-honoured",
        "_/rights/rectification": "right-honoured",
        "_/rights/erasure": "right-honoured",
        "_/rights/restriction": "right-honoured",
        "_/rights/portability": "right-honoured",
        "_/rights/objection": "right-honoured",
        "_/rights/withdrawal": "right-honoured",
        "_/rights/channel-email": "channel-reachable",
        "_/rights/channel-post": "channel-reachable",
        "_/rights/identity": "identity-checked",
        "_/documents/web/published": "published-current",
        "_/documents/web/changes": "notified-on-change",
        "_/documents/web/claim-only-with-consent": "statement-consistent",
        "_/run/routine": "routine-run",
    }


def test_promises_know_their_duty_and_their_documents() -> None:
    policy = compiled(RICH)
    assert all(promise.duty is duty_of(promise.kind) for promise in policy.promises)
    by_id = {promise.id: promise for promise in policy.promises}
    assert by_id["sale/retention/gone"].documents == ("web",)
    assert by_id["letters/consents/mail"].documents == ("web", "terms")
    assert by_id["_/consents/mail/withdrawable"].documents == ("web", "terms")
    assert by_id["_/run/routine"].documents == ("web",)
    assert by_id["_/run/routine"].activity == ""


def test_references_in_parameters_are_resolved() -> None:
    by_id = {promise.id: promise.terms for promise in compiled(RICH).promises}
    contract, located = by_id["_/assure/contract-on-file"], by_id["_/assure/located-in"]
    assert isinstance(contract, AssureTerms) and contract.parameters["recipients"] == ("host", "news")
    assert isinstance(located, AssureTerms) and located.parameters["systems"] == ("shop",)
    waiting, tax = by_id["letters/consents/mail"], by_id["sale/recipients/tax/only-when"]
    assert isinstance(waiting, AssureTerms)
    assert (waiting.parameters["hosts"], waiting.parameters["device"]) == (("n.example",), ("id",))
    assert isinstance(tax, FlowTerms) and tax.parameters["ref"] == "de/tax-audit"


def test_a_category_of_recipients_becomes_a_recipient() -> None:
    tax = compiled(RICH).recipients["tax"]
    assert (tax.name, tax.role) == ("", "authority")
    assert tax.category is not None and tax.category.de == "Finanzamt"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("left_at}, delete: after 30 days", "left_at}, delete: after 31 days"),
        ("left_at}, delete: after 30 days", "left_at}, delete: within 30 days"),
        ("left_at}, delete: after 30 days", "seen_at}, delete: after 30 days"),
        ("left_at}, delete: after 30 days", "left_at}, delete: after 30 days, where: {state: done}"),
        ("left_at}, delete: after 30 days", "left_at}, delete: after 30 days, where: {state: 0}"),
        ("left_at}, delete: after 30 days", "left_at}, delete: after 30 days, unless: {duty: de/letters}"),
    ],
)
def test_a_change_of_meaning_changes_exactly_that_digest(old: str, new: str) -> None:
    before, after = digests(compiled(RICH)), digests(compiled(edited((old, new), text=RICH)))
    assert {id for id in before if before[id] != after.get(id)} == {"sale/retention/gone"}


def test_false_zero_and_nothing_are_different_conditions() -> None:
    texts = [edited(("after 30 days", f"after 30 days, where: {{a: {value}}}")) for value in ("false", "0", "empty", "x")]
    assert len({digests(compiled(text))["sale/retention/gone"] for text in texts}) == 4


def test_another_law_version_changes_the_promise_and_a_recheck_does_not() -> None:
    before = digests(compiled(RICH))
    letters = digests(compiled(edited(("{law: de/vouchers}", "{law: de/letters}"), text=RICH)))
    assert {id for id in before if before[id] != letters[id]} == {"sale/retention/bills/keep", "sale/retention/bills/delete"}
    assert before == digests(compiled(edited(("checked: 2026-01-01", "checked: 2026-11-01"), text=RICH)))


def test_labels_and_names_of_events_are_not_meaning() -> None:
    before = compiled(RICH)
    named = ("activities:\n", "events: {gone: {at: shop.guests.left_at}}\nactivities:\n")
    texts = [
        edited(("{de: Namen, en: names}, in: shop", "{de: Leute, en: people}, in: shop"), text=RICH),
        edited(("title: {de: Verkauf, en: selling}", "title: {de: Handel, en: trade}"), text=RICH),
        edited(("from: {at: shop.guests.left_at}", "from: gone"), named, text=RICH),
    ]
    for text in texts:
        assert digests(compiled(text)) == digests(before)
        assert compiled(text).digest != before.digest


def test_a_renamed_rule_keeps_its_evidence() -> None:
    published = compiled(RICH)
    silent = compiled(edited(("      gone: {data", "      left: {data"), text=RICH))
    said = compiled(edited(("      gone: {data", "      left: {was: gone, data"), text=RICH))
    assert [(e.code, e.arguments) for e in renamed_silently(published, silent)] == [
        ("ZE181", {"old": "sale/retention/gone", "new": "sale/retention/left"})
    ]
    assert renamed_silently(published, said) == ()
    assert said.renamed == {"sale/retention/gone": "sale/retention/left"}
    retired = compiled(RICH.replace("    opt_out: {url: https://muster.example/o, effect: stop}\n", ""))
    assert retired.promise("sale/rights/opt-out") is None
    assert renamed_silently(published, retired) == ()


def test_what_is_stated_is_not_derived_once_more() -> None:
    stated = RICH + "  - routine_run: {every: 1 hour}\n  - published_current: {documents: [web]}\n"
    found = kinds(compiled(stated))
    assert "_/run/routine" not in found and "_/documents/web/published" not in found
    assert found["_/assure/routine-run"] == "routine-run"


def test_an_environment_changes_connections_and_no_digest() -> None:
    text = RICH + (
        "environments:\n  staging: {synthetic: true, systems: {shop: {url: env:STAGING, location: FR, absent: true}}}\n"
    )
    live, staging = compiled(text), compiled(text, "staging")
    assert live.digest == staging.digest and digests(live) == digests(staging)
    assert live.systems["shop"].options["url"] == "env:SHOP"
    shop = staging.systems["shop"]
    assert (shop.options["url"], shop.location, shop.absent, shop.synthetic) == ("env:STAGING", "FR", True, True)
    moved = compiled(text.replace("location: DE\n", "location: FR\n"))
    assert moved.digest != live.digest


def shuffled(node: Node, draw: st.DrawFn) -> Node:
    """The same tree with the entries of every mapping in another order."""
    if isinstance(node, Mapping):
        entries = [type(entry)(entry.key, entry.place, shuffled(entry.value, draw)) for entry in node.entries]
        return Mapping(node.place, tuple(draw(st.permutations(entries))))
    if isinstance(node, Sequence):
        return Sequence(node.place, tuple(shuffled(item, draw) for item in node.items))
    return node


@st.composite
def reordered(draw: st.DrawFn, text: str) -> Declaration:
    root = shuffled(declared(text).root, draw)
    assert isinstance(root, Mapping)
    return Declaration(root, ("zusage.yml",))


@pytest.mark.parametrize("text", [RICH, EXAMPLE.read_text(encoding="utf-8")], ids=["rich", "live-chat"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_order_of_writing_changes_no_promise(text: str, data: st.DataObject) -> None:
    other = compile_policy(data.draw(reordered(text)), KNOWN, TODAY).policy
    assert digests(other) == digests(compiled(text))


def test_every_stated_kind_has_a_duty_and_every_duty_has_kinds() -> None:
    assert {name.replace("_", "-") for name in SHAPES} <= set(DUTIES)
    assert set(DUTIES.values()) == set(Duty)
    assert all(kind == kind.lower() and "_" not in kind for kind in DUTIES)
    with pytest.raises(KeyError):
        duty_of("keeps-everything")


def test_a_policy_has_no_promise_twice_and_finds_them_by_id() -> None:
    policy = compiled(WHOLE)
    ids = [promise.id for promise in policy.promises]
    assert len(ids) == len(set(ids))
    assert policy.promise(ids[0]) is policy.promises[0]
    assert policy.promise("nothing/here") is None
