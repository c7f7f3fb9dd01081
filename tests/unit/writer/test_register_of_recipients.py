"""Recipients, transfers and further processors: what contracts say, what carries a transfer, what customers read."""

from dataclasses import replace
from datetime import date

from support.papers import company_policy, in_words, paper, rows
from zusage.document.tree import Strong, in_cell
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.facts import Agreement, SubProcessors
from zusage.policy.organisation import Changes, Contract, Recipient, Transfer
from zusage.policy.policy import Policy
from zusage.writer.order import Order
from zusage.writer.registers.desk import Desk

CHAT = company_policy("live-chat")
YEAR = Period(years=1)


def _with(id: str, **facts: object) -> Policy:
    who: Recipient = replace(CHAT.recipients[id], **facts)  # type: ignore[arg-type]
    return replace(CHAT, recipients={**CHAT.recipients, id: who})


def _row(policy: Policy, name: str, table: str, who: str) -> dict[str, str]:
    return next(row for row in rows(paper(name, policy), table) if who in row["recipient"])


def test_an_item_is_ticked_only_where_the_contract_says_so() -> None:
    contract = Contract("avv", date(2025, 3, 1), clauses=("instructions", "audit", "no_sale"), annexes=("tom",))
    row = _row(_with("mailer", contracts=(contract,)), "recipients", "agreements", "Nordpost")
    assert {key for key, words in row.items() if words == "ja"} == {"instructions", "audits"}
    assert row["deletion"] == row["rights"] == "nicht angegeben"
    assert row["annexes"] == "Maßnahmen"
    text = in_words(paper("recipients", _with("mailer", contracts=(contract,))))
    assert "Nordpost Versand GmbH hat sich außerdem verpflichtet, die von uns erhaltenen Daten nicht zu verkaufen." in text


def test_a_processor_without_a_contract_is_asked_for_one() -> None:
    row = _row(_with("mailer", contracts=()), "recipients", "recipients", "Nordpost")
    assert row["contract"] == "Nicht angegeben: Vertrag nach Art. 28 Abs. 3 DSGVO"
    assert _row(CHAT, "recipients", "recipients", "GoCardless")["contract"] == "–"


def test_a_joint_controller_shows_its_arrangement() -> None:
    website = company_policy("website")
    who = replace(website.recipients["linkedin"], agreement=Agreement(date(2025, 6, 3)))
    dated = replace(website, recipients={**website.recipients, "linkedin": who})
    assert _row(dated, "recipients", "recipients", "LinkedIn")["contract"] == "Vereinbarung nach Art. 26 DSGVO, 3. Juni 2025"
    bare = replace(website, recipients={**website.recipients, "linkedin": replace(who, agreement=None)})
    assert _row(bare, "recipients", "recipients", "LinkedIn")["contract"].startswith("Nicht angegeben: Vereinbarung")


def test_evidence_has_its_age_and_what_is_overdue_stands_first() -> None:
    old = Contract("audit-report", date(2025, 1, 7), YEAR, file="alt.pdf")
    new = Contract("audit-report", date(2026, 11, 1), YEAR)
    policy = _with("mailer", evidence=(new, old))
    first, *rest = rows(paper("recipients", policy), "evidence")
    assert first["next_look"] == "überfällig seit dem 7. Januar 2026"
    assert (first["age"], first["file"], first["good_for"]) == ("vor 22 Monaten", "alt.pdf", "ein Jahr")
    assert next(row for row in rest if row["dated"] == "1. November 2026")["age"] == "vor 22 Tagen"
    dated = [row["next_look"] for row in rest]
    assert dated.index("nicht angegeben") > dated.index("24. Mai 2027")


def test_an_overdue_day_is_seen_first() -> None:
    desk = Desk(Order(CHAT, "de", date(2026, 11, 23)))
    (late,) = in_cell(desk.due(date(2025, 1, 1), YEAR))
    assert isinstance(late.parts[0], Strong)
    assert desk.due(date(2026, 11, 23), YEAR).text == "23. November 2027"
    assert desk.age(date(2026, 11, 23)) == "heute" and desk.age(date(2024, 2, 29)) == "vor zwei Jahren"
    assert desk.age(date(2026, 12, 1)) == "liegt in der Zukunft"


def test_transfers_tell_ours_from_those_of_customers() -> None:
    text = in_words(paper("transfers", CHAT))
    assert "übermitteln wir keine Daten in Drittländer" in text
    assert text.index("Auf Weisung unserer Kunden") < text.index("Slack Technologies, LLC")
    assert "Nicht angegeben: Land von „Bark-Server eigener Wahl“" in text


def test_a_transfer_on_clauses_asks_for_module_assessment_and_copy() -> None:
    bare = _row(_with("mailer", country="US", location="", transfer=Transfer("scc")), "transfers", "transfers", "Nordpost")
    assert bare["listed"] == "Nicht angegeben: Modul der Klauseln"
    assert bare["assessment"].startswith("Nicht angegeben") and bare["copy"].startswith("Nicht angegeben")
    whole = Transfer(
        "scc", checked=date(2026, 5, 1), renew=YEAR, module=("2",), tia=date(2026, 4, 1), copy=Text("auf Anfrage", "x")
    )
    row = _row(_with("mailer", country="US", transfer=whole), "transfers", "transfers", "Nordpost")
    assert row["listed"] == "Modul 2" and row["copy"] == "Auf Anfrage"
    assert row["checked"] == "1. Mai 2026 (vor sechs Monaten)\n1. Mai 2027"


def test_access_from_abroad_is_a_transfer_and_a_parent_is_none() -> None:
    policy = _with("mailer", access_from=("IN",), parent="Post Inc.", parent_country="US", transfer=None)
    row = _row(policy, "transfers", "transfers", "Nordpost")
    assert row["country"] == "Indien (Zugriff)" and row["safeguard"].startswith("Nicht angegeben: Grundlage")
    assert rows(paper("transfers", policy), "parents") == [
        {"recipient": "Nordpost Versand GmbH", "parent": "Post Inc.", "country": "USA"}
    ]


def test_customers_read_only_processors_of_their_data() -> None:
    documents = paper("sub-processors", CHAT)
    names = [row["name"].splitlines()[0] for row in rows(documents, "sub-processors")]
    assert names == ["Rechenzentrum Nord GmbH", "Nordpost Versand GmbH"]
    assert "Brevo" not in in_words(documents) and "avv" not in in_words(documents)
    assert paper("sub-processors", company_policy("website")) == ()


def test_the_list_names_where_the_next_list_is_and_who_works_below() -> None:
    listed = SubProcessors("https://nord.example/liste", date(2026, 6, 1))
    policy = _with("datacentre", sub_processors=listed, address="Kai 1, 20457 Hamburg")
    below = Recipient("cooling", "Kühlung GmbH", "DE", "processor", under="datacentre")
    policy = replace(policy, recipients={**policy.recipients, "cooling": below})
    first, _, last = rows(paper("sub-processors", policy), "sub-processors")
    assert first["own_list"] == "https://nord.example/liste\ngelesen am 1. Juni 2026"
    assert first["name"] == "Rechenzentrum Nord GmbH\nKai 1, 20457 Hamburg"
    assert last["what_for"] == "Tätig für Rechenzentrum Nord GmbH"


def test_customers_are_told_before_the_list_changes_or_it_is_asked() -> None:
    assert "Nicht angegeben: wie und wie lange vorher" in in_words(paper("sub-processors", replace(CHAT, documents={
        id: replace(document, changes=None) for id, document in CHAT.documents.items()
    })))  # fmt: skip
    terms = replace(CHAT.documents["processing-terms"], changes=Changes("customer", ("mail",), "any", Period(days=30)))
    policy = replace(CHAT, documents={**CHAT.documents, "processing-terms": terms})
    assert "kündigen wir 30 Tage vorher an (E-Mail); bis dahin können Sie dem widersprechen" in in_words(
        paper("sub-processors", policy)
    )
