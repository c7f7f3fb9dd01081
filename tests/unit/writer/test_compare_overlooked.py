"""Changes that are easily overlooked: each edit of a company is noticed, and no field of the policy is forgotten."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from zusage.app.workspace import read_workspace
from zusage.policy.activity import Activity, Basis, Datum, DeviceItem, Flow, Objection
from zusage.policy.facts import Agreement, AutomatedDecision, FurtherPurpose
from zusage.policy.organisation import Changes, Consent, Document, Organisation, Recipient, Rights, Subject, Transfer
from zusage.policy.policy import Policy
from zusage.writer.compare import details
from zusage.writer.compare.whole import compare

TODAY = date(2026, 11, 22)
COMPANY = Path(__file__).resolve().parents[3] / "examples" / "projects" / "zusage.yml"
_SALES = (
    "    url: env:SALES_URL\n    apply: env:SALES_APPLY_URL\n    setup: env:SALES_SETUP_URL\n    zone: UTC\n    location: "
)
_STOP = "objection: {effect: stop, absolute: true, by: [email, link_in_mail], within: 3 days}"
_EVENTS = "access: {consent: analytics}, read_by: [events-service"
EDITS: dict[str, tuple[str, str, str, str]] = {
    "where of a rule": (
        "where: {state: pending}\n        from: registered",
        "where: {state: closed}\n        from: registered",
        "promise.changed",
        "tell",
    ),
    "joint partner": ("with: [ad-network]", "with: [microsoft]", "activity.role", "tell"),
    "who reads a device": (_EVENTS, _EVENTS + ", hubspot", "activity.device.changed", "ask"),
    "whose item it is": (
        "{name: kb_visitor, by: events-service",
        "{name: kb_visitor, by: hubspot",
        "activity.device.changed",
        "ask",
    ),
    "a first party becomes a third": (
        "by: events-service, party: first",
        "by: events-service, party: third",
        "activity.device.changed",
        "ask",
    ),
    "parent company": (
        "parent: {name: 'HubSpot, Inc.', country: US}",
        "parent: {name: 'Other, Inc.', country: US}",
        "recipient.parent",
        "tell",
    ),
    "country of the parent": (
        "parent: {name: 'HubSpot, Inc.', country: US}",
        "parent: {name: 'HubSpot, Inc.', country: IN}",
        "recipient.parent-country",
        "tell",
    ),
    "access from": ("access_from: [US]", "access_from: [US, IN]", "recipient.access-from", "tell"),
    "seat": (
        "name: HubSpot Ireland Limited\n    country: IE",
        "name: HubSpot Ireland Limited\n    country: US",
        "recipient.country",
        "tell",
    ),
    "further safeguard": ("      also: [scc]\n", "", "recipient.transfer.also", "tell"),
    "a hold more": ("delete: after 14 days}", "delete: after 14 days, holds: [dispute]}", "promise.changed", "tell"),
    "a hold less": ("delete: after 7 days, holds: [incident]", "delete: after 7 days", "promise.changed", "none"),
    "review of holds": ("review: 90 days, approver", "review: 2 years, approver", "hold", "none"),
    "public source": ("source_public: false", "source_public: true", "activity.source-public", "tell"),
    "further purpose": (
        "further_purpose: {from: subscription",
        "further_purpose: {from: billing",
        "activity.further.origin",
        "new_purpose",
    ),
    "form of address": (
        "published_at: [https://app.planwerft.example/datenschutz]",
        "published_at: [https://app.planwerft.example/datenschutz]\n    address_form: du",
        "document.address-form",
        "none",
    ),
    "an activity leaves a document": (
        "documents: [app, site, customers]\n    title: {de: Bearbeitung",
        "documents: [app, site]\n    title: {de: Bearbeitung",
        "activity.documents.left",
        "tell",
    ),
    "an activity joins a document": (
        "    documents: [site]\n    title: {de: Newsletter",
        "    documents: [site, app]\n    title: {de: Newsletter",
        "activity.documents.joined",
        "none",
    ),
    "a store abroad": (_SALES + "DE", _SALES + "US", "system.place", "ask"),
    "a parameter": ("min_length: 12", "min_length: 6", "promise.changed", "tell"),
    "a parameter that the sentence does not say": (
        "not_in: [sales.subscribers]}\n\n  organisations",
        "not_in: [sales.prospects]}\n\n  organisations",
        "promise.changed",
        "none",
    ),
    "interest": ("en: nothing sent against your will}, weighed", "en: advertising}, weighed", "activity.basis", "tell"),
    "absolute objection": (_STOP, _STOP.replace(" absolute: true,", ""), "activity.objection.absolute", "tell"),
    "ways to object": (_STOP, _STOP.replace(", link_in_mail", ""), "activity.objection.by", "tell"),
    "logic": ("en: If an account sends more", "en: If a person sends more", "activity.automated.logic", "tell"),
    "no person looks": ("      human: true\n", "      human: false\n", "activity.automated.human", "tell"),
    "consent no longer separate": (
        "    withdraw: [self_service]\n    separate: true",
        "    withdraw: [self_service]",
        "consent.separate",
        "ask",
    ),
    "joint arrangement": (
        "en: The network counts clicks",
        "en: The network profiles clicks",
        "recipient.agreement.essence",
        "tell",
    ),
    "who informs": ("      informs: us\n", "      informs: both\n", "recipient.agreement.informs", "tell"),
    "told later": ("before: 30 days", "before: 1 day", "document.changes.before", "tell"),
    "fee": ("  fee: none\n", "  fee: first_free\n", "rights.fee", "tell"),
    "nobody passes it on": (", erasure: all recipients}", "}", "rights.propagate", "tell"),
    "children": (
        "kind: user, found_in: {app.accounts",
        "kind: user, minors: true, found_in: {app.accounts",
        "subject.minors",
        "tell",
    ),
    "whole row": (
        "in: app.accounts, columns: [planned_use], required: no}",
        "in: app.accounts, required: no}",
        "activity.data.columns",
        "tell",
    ),
}  # fmt: skip


@cache
def before() -> Policy:
    return read_workspace(COMPANY, TODAY).policy


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_an_edit_that_is_easily_overlooked_is_noticed(edit, tmp_path) -> None:
    old, new, sort, follows = edit
    text = COMPANY.read_text()
    assert old in text
    (tmp_path / "zusage.yml").write_text(text.replace(old, new, 1))
    after = read_workspace(tmp_path, TODAY).policy
    for language in ("de", "en"):
        found = compare(before(), after, language)
        assert (sort, follows) in {(change.sort, str(change.consequence)) for change in found}
        assert all(change.before != change.after and change.title for change in found if language == "en"), found


ELSEWHERE = {
    Activity: "id role joint_with subjects purposes bases data flows devices source self_service forward_to documents",
    Basis: "kind purposes data consent interest laws when otherwise text",
    Datum: "id system table columns required special derived_from criminal where",
    Flow: "recipient data role category send_only when_kind when when_text when_row keeps on_erasure data_text "
    "when_ref scrubbed",
    DeviceItem: "id name by kind party lifetime session necessary consent read_by count",
    Objection: "effect",
    AutomatedDecision: "",
    FurtherPurpose: "",
    Agreement: "",
    Recipient: "id name role location",
    Transfer: "mechanism",
    Consent: "id words double_opt_in system table where given confirmed withdrawn text withdraw expires covers",
    Changes: "",
    Document: "id",
    Organisation: "name address email authority officer",
    Rights: "email post answer_within phone form identity delete_proof",
    Subject: "id minors informed",
}
"""What promises, the other parts of the comparison or the thing itself show."""
OURS = {
    Activity: "title part_of dpia department since measures",
    Basis: "weighed weighing necessary expected outweighs",
    Datum: "label aggregated if_missing also_in shared",
    Flow: "hosts_from",
    DeviceItem: "",
    Objection: "purposes declared",
    AutomatedDecision: "why",
    FurtherPurpose: "told",
    Agreement: "dated",
    Recipient: "use contracts evidence hosts system under",
    Transfer: "id checked renew listed_as covers tia",
    Consent: "label",
    Changes: "",
    Document: "title kind dated layers includes",
    Organisation: "kind year_ends tax_owner people_processing works_council",
    Rights: "declared",
    Subject: "label found_in kind keys",
}
"""Words, technical places, and facts of our own papers that nobody outside reads."""
LINES = {
    Activity: (details.ACTIVITY, ""),
    Objection: (details.ACTIVITY, "objection."),
    AutomatedDecision: (details.ACTIVITY, "automated."),
    FurtherPurpose: (details.ACTIVITY, "further."),
    Recipient: (details.RECIPIENT, ""),
    Transfer: (details.RECIPIENT, "transfer."),
    Agreement: (details.RECIPIENT, "agreement."),
    Consent: (details.CONSENT, ""),
    Organisation: (details.ORGANISATION, ""),
    Rights: (details.RIGHTS, ""),
    Document: (details.DOCUMENT, ""),
    Changes: (details.DOCUMENT, "changes."),
}


@pytest.mark.parametrize("kind", ELSEWHERE, ids=lambda kind: kind.__name__)
def test_every_field_of_the_policy_is_compared_or_said_not_to_be(kind) -> None:
    fields = {field.name for field in dataclasses.fields(kind)} - {"place", "identity_place", "fee_place"}
    lines, prefix = LINES.get(kind, ((), ""))
    here = {line.path.removeprefix(prefix).split(".")[0] for line in lines if line.path.startswith(prefix)}
    known = here | set(ELSEWHERE[kind].split()) | set(OURS[kind].split())
    assert fields - known == set()
    assert not set(OURS[kind].split()) & here
