"""The records of Art. 30(1) and (2) GDPR: every field has a place, what is missing is asked, thousands fit."""

import time
from dataclasses import replace
from datetime import date

from support.papers import company_policy, in_words, paper, rows
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.writer.order import Edition

CHAT = company_policy("live-chat")


def _changed(id: str, **facts: object) -> Policy:
    activity: Activity = replace(CHAT.activities[id], **facts)  # type: ignore[arg-type]
    return replace(CHAT, activities={**CHAT.activities, id: activity})


def _fields(policy: Policy, title: str) -> dict[str, tuple[str, str]]:
    """Field to content and norm, for one activity."""
    documents = paper("record", policy)
    number = next(row["no"] for row in rows(documents, "activities") if row["activity"] == title)
    found = [row for row in rows(documents, "fields") if row["no"].rpartition(".")[0] == number]
    return {row["field"]: (row["content"], row["norm"]) for row in found}


def test_what_the_law_demands_names_its_letter() -> None:
    fields = _fields(CHAT, "Kontaktformular")
    assert fields["Zwecke"] == ("Beantwortung der Anfrage", "Art. 30 Abs. 1 lit. b DSGVO")
    assert fields["Betroffene Personen"] == ("Anfragende", "Art. 30 Abs. 1 lit. c DSGVO")
    assert fields["Drittländer"] == ("Keine Übermittlung in Drittländer.", "Art. 30 Abs. 1 lit. e DSGVO")
    assert fields["Schutzmaßnahmen"][1] == "Art. 30 Abs. 1 lit. g DSGVO"


def test_what_authorities_like_never_claims_article_30() -> None:
    fields = _fields(CHAT, "Kontaktformular")
    demanded = {field for field, (_, norm) in fields.items() if norm.startswith("Art. 30 Abs. 1")}
    assert demanded == {"Zwecke", "Betroffene Personen", "Drittländer", "Schutzmaßnahmen"}
    usual = {"Fachbereich", "Eingeführt", "Rechtsgrundlage", "Systeme", "Folgenabschätzung", "Löschregeln"}
    assert usual <= set(fields) - demanded


def test_an_undeclared_habit_is_asked_and_a_declared_one_is_said() -> None:
    bare = _fields(_changed("contact", department=None, since=None, dpia=None), "Kontaktformular")
    assert bare["Fachbereich"][0] == "Nicht angegeben: Fachbereich"
    assert bare["Eingeführt"][0].startswith("Nicht angegeben: ")
    assert bare["Folgenabschätzung"][0].startswith("Nicht angegeben: ")
    said = _fields(_changed("contact", department=Text("Empfang", "reception"), since=date(2020, 4, 1)), "Kontaktformular")
    assert said["Fachbereich"][0] == "Empfang"
    assert said["Eingeführt"][0] == "1. April 2020"


def test_periods_stand_by_kind_of_data_with_their_norm() -> None:
    data = {row["data"]: row for row in rows(paper("record", CHAT), "data")}
    assert data["Rechnungen"]["deletion"].startswith("Aufbewahrung acht Jahre, gerechnet ab dem Ende des Kalenderjahres")
    assert "§ 147 Abs. 3 AO" in data["Rechnungen"]["deletion"]
    assert data["IP-Adresse, Browser und Zeitpunkt"]["deletion"].splitlines()[:2] == [
        "Kürzung sieben Tage nach dem Zugriff",
        "Löschung 90 Tage nach dem Zugriff",
    ]
    assert data["Name, E-Mail-Adresse, Betreff und Nachricht"]["stored_in"] == "control (Datenbank, Deutschland)"


def test_data_without_a_rule_are_asked_about() -> None:
    bare = replace(CHAT, rules=tuple(rule for rule in CHAT.rules if rule.activity != "contact"))
    data = {row["data"]: row["deletion"] for row in rows(paper("record", bare), "data")}
    assert data["Name, E-Mail-Adresse, Betreff und Nachricht"] == "Nicht angegeben: Löschfrist"


def test_who_hosts_a_system_is_a_recipient_without_a_flow() -> None:
    bare = _changed("contact", flows=())
    documents = paper("record", bare)
    number = next(row["no"] for row in rows(documents, "activities") if row["id"] == "contact")
    (found,) = [row for row in rows(documents, "recipients") if row["no"].rpartition(".")[0] == number]
    assert found["recipient"] == "Rechenzentrum Nord GmbH"
    assert found["data"] == "Betrieb der Systeme, in denen die Daten liegen"


def test_a_recipient_that_may_be_anywhere_is_no_absence_of_transfers() -> None:
    assert "Nicht angegeben: Land von „Bark-Server eigener Wahl“" in _fields(CHAT, "Webhooks")["Drittländer"][0]


def test_a_transfer_names_country_and_what_carries_it() -> None:
    webhooks = [row for row in rows(paper("record", CHAT), "recipients") if row["recipient"].startswith("Slack")]
    assert webhooks[0]["country"] == "USA"
    assert "(EU) 2023/1795" in webhooks[0]["safeguard"]
    slack: Recipient = replace(CHAT.recipients["slack"], transfer=None)
    bare = replace(CHAT, recipients={**CHAT.recipients, "slack": slack})
    webhooks = [row for row in rows(paper("record", bare), "recipients") if row["recipient"].startswith("Slack")]
    assert webhooks[0]["safeguard"].startswith("Nicht angegeben: Grundlage der Übermittlung")


def test_the_processor_has_a_record_of_its_own_and_only_then() -> None:
    assert [document.id for document in paper("record", CHAT)] == ["record", "record-processor"]
    assert [document.id for document in paper("record", company_policy("website"))] == ["record"]
    documents = paper("record", CHAT)
    own = {row["activity"] for row in rows(documents[:1], "activities")}
    others = {row["category"] for row in rows(documents[1:], "categories")}
    assert "Live-Chat und Tickets" in others and not own & others


def test_controllers_are_asked_for_or_stand_in_a_dated_annex() -> None:
    assert "Nicht angegeben: wer die Verantwortlichen sind" in in_words(paper("record", CHAT))
    given = (
        {"name": "Erste GmbH", "address": "Weg 1, 10115 Berlin", "categories": "live-chat; booking", "since": "2024-01-01"},
        {"name": "Zweite e. V.", "address": "", "categories": "Fernwartung"},
    )
    documents = paper("record", CHAT, controllers=given)
    annex = rows(documents, "controllers")
    assert annex[0]["categories"] == "Live-Chat und Tickets\nTerminbuchung"
    assert annex[1] == {
        "no": "2", "name": "Zweite e. V.", "address": "Nicht angegeben: Anschrift", "contact": "–", "officer": "–",
        "categories": "Fernwartung", "since": "–", "until": "–",
    }  # fmt: skip
    assert "2 Einträge in der Anlage, Stand 23. November 2026" in in_words(documents)


def test_thousands_of_controllers_fit() -> None:
    given = [{"name": f"Kunde {n}", "address": f"Weg {n}, 10115 Berlin", "categories": "live-chat"} for n in range(5000)]
    begun = time.perf_counter()
    documents = paper("record", CHAT, controllers=given)
    assert len(rows(documents, "controllers")) == 5000
    assert "Kunde 4999" in in_words(documents)
    assert time.perf_counter() - begun < 10


def test_versions_are_those_the_caller_knows_and_never_invented() -> None:
    alone = rows(paper("record", CHAT)[:1], "versions")
    assert [row["change"] for row in alone] == ["Erste vorliegende Fassung"]
    known = (
        Edition(date(2026, 9, 3), CHAT.digest, Text("Neuer Empfänger: Brevo", "new recipient: Brevo"), "management"),
        Edition(date(2025, 1, 1), "0123456789abcdef"),
    )
    found = rows(paper("record", CHAT, history=known)[:1], "versions")
    assert [row["valid_from"] for row in found] == ["3. September 2026", "1. Januar 2025"]
    assert found[0] | {"version": ""} == {
        "valid_from": "3. September 2026", "version": "", "change": "Neuer Empfänger: Brevo", "by": "Geschäftsführung",
    }  # fmt: skip
    assert found[1]["change"] == "Nicht angegeben: Änderung"
    later = rows(paper("record", CHAT, history=known[1:])[:1], "versions")
    assert later[0]["change"].startswith("Nicht angegeben: ") and later[0]["valid_from"] == "23. November 2026"
