"""What an editor offers and explains at a place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from zusage.app.drafts import declaration_of, look_at
from zusage.declaration.node import Mapping
from zusage.lsp.cursor import Cursor
from zusage.lsp.offers import Kind, offers
from zusage.lsp.words import defined, explained

DAY = date(2026, 11, 22)
BASE = Path(__file__).parents[2] / "rules" / "base.yml"


def tree() -> Mapping:
    found = look_at(BASE, {}, DAY).tree
    assert found is not None
    return found


def at(*path: str, value: bool = True) -> dict[str, Kind]:
    return {offer.text: offer.kind for offer in offers(Cursor(path, value, "", 0), tree(), DAY, "en")}


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        (("recipients", "x", "use"), "brevo", "service"),
        (("recipients", "x", "role"), "processor", "word"),
        (("recipients", "x", "transfer", "mechanism"), "scc", "word"),
        (("organisation", "authority"), "de/sh", "authority"),
        (("activities", "x", "retention", "y", "keep", "law"), "de/vouchers", "law"),
        (("activities", "x", "retention", "y", "keep"), "de/vouchers", "law"),
        (("activities", "x", "basis"), "contract", "word"),
        (("activities", "x", "basis", "consent"), "newsletter", "name"),
        (("activities", "x", "basis", "legal_obligation"), "de/vouchers", "law"),
        (("activities", "x", "subjects"), "customer", "name"),
        (("activities", "x", "device", "y", "by"), "self", "word"),
        (("activities", "x", "device", "y", "by"), "hoster", "name"),
        (("activities", "x", "retention", "y", "from"), "settled", "name"),
        (("consents", "x", "covers"), "website", "name"),
        (("rights", "covers"), "app", "name"),
        (("systems", "x", "host"), "hoster", "name"),
        (("systems", "x", "absent"), "true", "word"),
    ],
)
def test_values(path: tuple[str, ...], text: str, kind: Kind) -> None:
    assert at(*path).get(text) == kind


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ((), "activities", "key"),
        (("activities", "x"), "retention", "key"),
        (("activities", "x", "retention", "y", "stages"), "shorten", "key"),
        (("activities", "x", "allow"), "ZU301", "rule"),
        (("allow",), "ZU301", "rule"),
        (("activities", "x", "recipients"), "hoster", "name"),
        (("recipients", "x", "contracts"), "kind", "key"),
    ],
)
def test_keys(path: tuple[str, ...], text: str, kind: Kind) -> None:
    assert at(*path, value=False).get(text) == kind


def test_nothing_is_offered_where_the_grammar_has_nothing() -> None:
    assert at("organisation", "name") == {} and at("nowhere", "at", value=False) == {}
    assert "retention" not in at("recipients", "x", value=False)


def test_words_are_explained() -> None:
    law = explained("de/vouchers", ("keep", "law"), tree(), DAY, "de")
    assert "Buchungsbelege" in law and "acht Jahre" in law and "§ 147" in law
    assert "zehn Jahre" in explained("de/vouchers", ("keep", "law"), tree(), date(2023, 6, 29), "de")
    assert "period not decided" in explained("ZU301", ("allow",), tree(), DAY, "en")
    assert "Sendinblue" in explained("brevo", ("recipients", "x", "use"), tree(), DAY, "en")
    assert "legal basis" in explained("basis", ("activities", "contract", "basis"), tree(), DAY, "en")
    assert "Rechenzentrum Nord" in explained("hoster", ("activities", "contract", "recipients"), tree(), DAY, "en")
    assert explained("Weg", ("organisation", "address"), tree(), DAY, "en") == ""


def test_names_lead_to_where_they_are_declared() -> None:
    lines = BASE.read_text().split("\n")

    def line(word: str, *path: str) -> str:
        place = defined(word, path, tree())
        assert place is not None
        return lines[place.line - 1].strip()

    assert line("newsletter", "activities", "x", "basis", "consent").startswith("newsletter:")
    assert line("settled", "activities", "contract", "retention", "tickets", "from").startswith("settled:")
    assert line("app.tickets", "activities", "contract", "data", "tickets", "in").startswith("tickets: {owned_by")
    assert line("app.tickets.closed_at", "events", "settled", "at").startswith("tickets: {owned_by")
    assert line("weblog", "in").startswith("weblog:")
    assert defined("nothing", ("in",), tree()) is None


def test_only_declarations_are_looked_at(tmp_path: Path) -> None:
    other, own = tmp_path / "compose.yml", tmp_path / "zusage.yml"
    other.write_text("services: {}\n")
    own.write_text("zusage: 1\n")
    assert declaration_of(own) == own and declaration_of(other) is None and declaration_of(tmp_path / "a.txt") is None
