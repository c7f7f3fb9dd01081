"""Comparing two declarations: one edit, one change, the right consequence, the right people; words alone are no change."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from support.declared import compiled
from zusage.app.workspace import read_workspace
from zusage.document.forms import FORMS
from zusage.document.tree import sentences, whole
from zusage.writer.compare.change import Consequence
from zusage.writer.compare.report import change_report, messages
from zusage.writer.compare.whole import compare, grouped, people_are_told

TODAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SHOP = """\
zusage: 1
organisation: {name: Muster GmbH, address: Weg 1, email: d@muster.example, authority: de/sh}
languages: [de, en]
documents:
  web:
    title: {de: Datenschutzhinweis, en: Privacy notice}
    address_form: du
    published_at: [https://muster.example/d]
    changes: {notify: buyer, by: [mail], before: 14 days}
  terms: {title: {de: Auftragsverarbeitung, en: Processing terms}, kind: processor_terms}
subjects:
  buyer: {label: {de: Käuferinnen und Käufer, en: buyers}, found_in: {shop.buyers: [email]}}
  reader: {label: {de: Leserinnen und Leser, en: readers}, found_in: {shop.readers: [email]}}
  agent: {label: {de: Beschäftigte unserer Kunden, en: our customers' staff}, found_in: {shop.agents: [email]}}
systems:
  shop:
    connector: sql
    url: env:SHOP
    zone: UTC
    location: DE
    tables:
      buyers: {subject: buyer}
      orders: {owned_by: buyers via buyer_id}
      readers: {subject: reader}
      consents: {owned_by: readers via reader_id}
      agents: {subject: agent}
events:
  ordered: {label: {de: der Bestellung, en: the order}, at: shop.orders.ordered_on}
  left: {label: {de: dem Ende, en: the end}, at: shop.buyers.closed_on}
  unsubscribed: {label: {de: der Abmeldung, en: the unsubscription}, withdrawn: letter}
  ended: {label: {de: dem Vertragsende, en: the end of the contract}, at: shop.agents.ended_on}
consents:
  letter:
    label: {de: Rundbrief, en: newsletter}
    words: {de: Ja zum Rundbrief., en: Yes to the newsletter.}
    proof: {in: shop.consents, given: given_at, withdrawn: withdrawn_at}
    withdraw: [link_in_mail, request]
    expires: 1 year
recipients:
  host: {name: Rechenzentrum GmbH, country: DE, role: processor}
  post: {name: Versand GmbH, country: DE, role: processor}
  cloud: {name: Wolke Inc., country: US, role: processor, transfer: {mechanism: scc}}
activities:
  sale:
    documents: [web]
    title: {de: Verkauf, en: Selling}
    subjects: [buyer]
    purposes: {sell: {de: Verkauf von Waren, en: selling goods}}
    basis: contract
    data:
      buyers: {label: {de: Name und Adresse, en: name and address}, in: shop.buyers, columns: [name, email]}
      orders: {label: {de: Bestellungen, en: orders}, in: shop.orders}
    retention:
      left: {data: [buyers], from: left, delete: after 90 days}
      orders: {data: [orders], from: ordered, delete: after 2 years}
    recipients: {host: {data: all}}
  letter:
    documents: [web]
    title: {de: Rundbrief, en: Newsletter}
    subjects: [reader]
    purposes: {news: {de: Neuigkeiten, en: news}}
    basis: {consent: letter}
    data: {readers: {label: {de: E-Mail-Adresse, en: e-mail address}, in: shop.readers}}
    device: {seen: {name: seen, by: self, lifetime: 30 days, access: {consent: letter}}}
    retention: {gone: {data: [readers], from: unsubscribed, delete: at once}}
    recipients: {host: {data: all}}
  desk:
    documents: [terms]
    role: processor
    on_behalf_of: buyer
    title: {de: Helpdesk, en: Help desk}
    subjects: [agent]
    purposes: {help: {de: Beantwortung von Fragen, en: answering questions}}
    basis: instruction
    data: {agents: {label: {de: Zugänge, en: accounts}, in: shop.agents}}
    retention: {ended: {data: [agents], from: ended, delete: after 30 days}}
    recipients: {host: {data: all}}
rights: {channels: {email: d@muster.example}, covers: [shop], answer_within: 1 month}
"""
OFFERS = """\
  offers:
    documents: [web]
    title: {de: Angebote, en: Offers}
    subjects: [buyer]
    purposes: {offer: {de: Werbung, en: advertising}}
    basis: {legitimate_interests: {de: Absatz, en: sales}}
    data: {a: {label: {de: Adresse, en: address}, in: shop.buyers}}
    retention: {gone: {same_as: sale/left}}
"""
EVERYBODY = {"buyer", "reader", "agent"}
EDITS = {
    "longer": ("delete: after 90 days", "delete: after 120 days", "promise.changed", "tell", {"buyer"}),
    "shorter": ("delete: after 90 days", "delete: after 60 days", "promise.changed", "none", {"buyer"}),
    "other start": ("data: [buyers], from: left", "data: [buyers], from: ordered", "promise.changed", "tell", {"buyer"}),
    "longer on behalf": ("delete: after 30 days}}", "delete: after 60 days}}", "promise.changed", "contract", {"agent"}),
    "purpose": ("selling goods}}", "selling goods}, sell-more: {de: Angebote, en: offers}}", "activity.purpose.added",
                "new_purpose", {"buyer"}),
    "purpose on behalf": ("answering questions}}", "answering questions}, count: {de: Zahlen, en: figures}}",
                          "activity.purpose.added", "contract", {"agent"}),
    "columns": ("columns: [name, email]", "columns: [name, email, birthday]", "activity.data.columns", "tell", {"buyer"}),
    "recipient": ("{host: {data: all}}\n  letter:", "{host: {data: all}, post: {data: all}}\n  letter:",
                  "activity.recipient.added", "tell", {"buyer"}),
    "recipient under consent": ("{host: {data: all}}\n  desk:", "{host: {data: all}, cloud: {data: all}}\n  desk:",
                                "activity.recipient.added", "ask", {"reader"}),
    "sub-processor": ("{host: {data: all}}\nrights", "{host: {data: all}, post: {data: all}}\nrights",
                      "activity.recipient.added", "object", {"agent"}),
    "words of a consent": ("Yes to the newsletter.", "Yes to letters and offers.", "consent.words", "ask", {"reader"}),
    "consent for longer": ("expires: 1 year", "expires: 2 years", "consent.expires", "ask", {"reader"}),
    "a way to withdraw": ("withdraw: [link_in_mail, request]", "withdraw: [link_in_mail]", "consent.withdraw", "tell",
                          {"reader"}),
    "device": ("lifetime: 30 days", "lifetime: 90 days", "activity.device.changed", "ask", {"reader"}),
    "place": ("{name: Rechenzentrum GmbH, country: DE", "{name: Rechenzentrum GmbH, country: US", "recipient.place", "ask",
              EVERYBODY),
    "company": ("name: Rechenzentrum GmbH", "name: Neues Rechenzentrum AG", "recipient.name", "ask",
                EVERYBODY),
    "officer": ("authority: de/sh", "authority: de/hh", "organisation.authority", "tell", EVERYBODY),
    "later answers": ("answer_within: 1 month", "answer_within: 3 months", "rights.term", "tell", EVERYBODY),
    "decision": ("    basis: contract\n", "    basis: contract\n    automated_decision: {logic: {de: Prüfung, en: check}, "
                 "consequences: {de: Vorkasse, en: prepayment}}\n", "activity.decision.added", "tell", {"buyer"}),
}  # fmt: skip


def changed(old: str, new: str) -> list[tuple[str, str, set[str]]]:
    found = compare(compiled(old), compiled(new), "en")
    return [(change.sort, str(change.consequence), set(change.to)) for change in found]


@pytest.mark.parametrize("edit", EDITS.values(), ids=list(EDITS))
def test_one_edit_is_one_change_with_its_consequence(edit) -> None:
    before, after, sort, follows, people = edit
    assert SHOP.count(before) == 1, SHOP.count(before)
    found = changed(SHOP, SHOP.replace(before, after))
    assert (sort, follows, people) in found
    others = [change for change in found if change[0] != sort]
    assert all(change[0].startswith("promise.") for change in others), others


def test_words_alone_are_no_change() -> None:
    other = (
        SHOP.replace("Verkauf von Waren", "Vertrieb").replace("name and address", "your details").replace("Weg 1", "Weg 1")
    )
    assert changed(SHOP, other) == []
    assert not people_are_told(compare(compiled(SHOP), compiled(other), "de"))


def test_a_new_activity_on_known_data_is_a_new_purpose_and_on_new_data_told_when_they_are_collected() -> None:
    with_known = SHOP.replace("rights: {", OFFERS + "rights: {")
    assert ("activity.added", "new_purpose", {"buyer"}) in changed(SHOP, with_known)
    assert ("activity.removed", "none", {"buyer"}) in changed(with_known, SHOP)
    fresh = SHOP.replace("      agents: {subject: agent}", "      agents: {subject: agent}\n      guests: {subject: reader}")
    added = (
        OFFERS.replace("shop.buyers", "shop.guests")
        .replace("[buyer]", "[reader]")
        .replace("same_as: sale/left", "data: [a], from: {at: shop.guests.left_on}, delete: after 1 day")
    )
    assert ("activity.added", "collection", {"reader"}) in changed(SHOP, fresh.replace("rights: {", added + "rights: {"))


def test_the_gravest_comes_first_and_every_change_stands_once() -> None:
    new = SHOP
    for name in ("longer", "shorter", "purpose on behalf", "words of a consent", "sub-processor"):
        before, after, *_ = EDITS[name]
        new = new.replace(before, after) if name != "shorter" else new
    old, policy = compiled(SHOP), compiled(new)
    order = [follows for follows, _ in grouped(compare(old, policy, "de"))]
    assert order == [f for f in Consequence if f in order]
    report = change_report(old, policy, "de", TODAY)
    titles = [part for section in report.sections for part in section.blocks]
    rows = [row for block in titles if hasattr(block, "rows") for row in block.rows]
    assert len(rows) == len(compare(old, policy, "de"))
    text = " ".join(sentence.text for section in whole(report) for sentence in sentences(section.blocks))
    assert "frühester Tag der neuen Fassung, wenn heute mitgeteilt wird, ist der 6. Dezember 2026" in text
    assert "steht neu an für: Helpdesk (Art. 35 DSGVO)" in text


def test_nothing_changed_is_said() -> None:
    policy = compiled(SHOP)
    report = change_report(policy, policy, "de", TODAY)
    (section,) = report.sections
    assert [sentence.text for sentence in sentences(section.blocks)] == ["In der Sache hat sich nichts geändert."]
    assert messages(policy, policy, "de", TODAY) == ()


def test_messages_speak_to_their_readers_only() -> None:
    new = SHOP
    for name in ("longer", "longer on behalf", "words of a consent"):
        before, after, *_ = EDITS[name]
        new = new.replace(before, after)
    found = {message.id: message for message in messages(compiled(SHOP), compiled(new), "de", date(2027, 1, 1))}
    assert set(found) == {"message-web", "message-terms"}
    texts = {
        id: " ".join(sentence.text for section in whole(message) for sentence in sentences(section.blocks))
        for id, message in found.items()
    }
    assert "wie wir deine Daten verarbeiten" in texts["message-web"]
    assert "fragen wir dich neu" in texts["message-web"]
    assert "Helpdesk" not in texts["message-web"]
    assert "https://muster.example/d" in texts["message-web"]
    assert "Helpdesk" in texts["message-terms"]
    assert "Rundbrief" not in texts["message-terms"]
    assert found["message-web"].title == "Änderung zum 1. Januar 2027: Datenschutzhinweis"


@pytest.mark.parametrize("company", sorted(folder.parent.name for folder in EXAMPLES.glob("*/zusage.yml")))
def test_every_period_of_a_company_that_grows_is_noticed(company, tmp_path) -> None:
    text = (EXAMPLES / company / "zusage.yml").read_text()
    old = read_workspace(EXAMPLES / company / "zusage.yml", TODAY).policy
    assert compare(old, old, "de") == ()
    found = list(re.finditer(r"delete: (?:after|within) (\d+) (days|months)", text))
    assert found
    for match in found[:: max(1, len(found) // 4)]:
        longer = f"{match[0].rpartition(match[1])[0]}{int(match[1]) + 5} {match[2]}"
        (tmp_path / "zusage.yml").write_text(text[: match.start()] + longer + text[match.end() :])
        new = read_workspace(tmp_path, TODAY).policy
        changes = compare(old, new, "de")
        assert changes
        assert all(change.before != change.after for change in changes)
        report = change_report(old, new, "de", TODAY)
        assert FORMS["md"].render(report).count(b"|") > 10
