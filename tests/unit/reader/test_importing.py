"""Drafts from files of others: nothing is decided, what is open is said, a bad file is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zusage.app.importing import import_file, write_draft
from zusage.declaration.read import parse_declaration
from zusage.language.messages import render
from zusage.model.errors import UsageError
from zusage.reader.draft import Draft, slug

FOREIGN = {
    "meta": {"name": "Radhaus", "language": "de", "url": "https://radhaus.example/d", "modified": "2026-01-05T10:00:00"},
    "controller": {"name": "Radhaus GmbH", "address": "Weg 1", "country": "DE",
                   "representative": {"name": "A", "email": "a@rad.example"}},
    "dataDisclosed": [
        {
            "category": "E-Mail-Adresse",
            "purposes": [{"purpose": "Newsletter", "description": "Versand des Newsletters"}],
            "legalBases": [{"reference": "GDPR-6-1-a"}],
            "recipients": [{"category": "Versanddienst"}, {"name": "Post AG", "country": "CH"}],
            "storage": [{"temporal": [{"description": "bis zu zwei Jahre", "ttl": "P2Y"}]}],
        },
        {
            "category": "Rechnungen",
            "purposes": [{"purpose": "Buchführung", "description": ""}],
            "legalBases": [{"reference": "GDPR-6-1-c"}, {"reference": "AO-147-3"}, {"reference": "HGB-257-4"}],
            "storage": [{"purposeConditional": ["solange das Gesetz es verlangt"]}],
        },
    ],
    "thirdCountryTransfers": [{"country": "CH", "adequacyDecision": {"available": True}}],
    "accessAndDataPortability": {"available": True, "email": "d@rad.example"},
}  # fmt: skip


def draft(value: object, folder: Path, form: str = "tilt") -> str:
    (folder / "in.json").write_text(json.dumps(value))
    return import_file(form, folder / "in.json", "de")


def test_a_foreign_file_becomes_a_draft_that_deletes_nothing(tmp_path) -> None:
    text = draft(FOREIGN, tmp_path)
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert "in.json" in head[0]
    assert any("Welche Rolle haben die Empfänger?" in line for line in head)
    assert any("Aufsichtsbehörde" in line for line in head)
    assert any("Welches Gesetz verpflichtet dazu" in line and "de/vouchers" in line for line in head)
    parse_declaration([("draft.yml", text.encode())])
    assert "  newsletter:" in text
    assert "in: nowhere" in text
    assert "as_found: {de: bis zu zwei Jahre}" in text
    assert "propose: {delete: after P2Y}" in text
    assert "transfer: {mechanism: adequacy}" in text
    assert "authority: DECIDE" in text
    assert "name: Radhaus GmbH" in text
    deleting = [line for line in text.splitlines() if "delete:" in line and "propose" not in line]
    assert deleting == []


def test_a_foreign_manifest_becomes_a_draft(tmp_path) -> None:
    manifest = {
        "organization": [{"fides_key": "rad", "name": "Radhaus GmbH"}],
        "dataset": [{"fides_key": "shop", "collections": [{"name": "users", "fields": [
            {"name": "email", "data_categories": ["user.contact.email"]}]}]}],
        "system": [
            {"fides_key": "shop", "system_type": "Service", "egress": [{"fides_key": "mailer", "type": "system"}],
             "privacy_declarations": [{"name": "Newsletter", "data_use": "marketing.communications.email",
                                       "data_categories": ["user.contact.email"], "data_subjects": ["customer"],
                                       "legal_basis_for_processing": "Consent", "retention_period": "30 days",
                                       "egress": ["mailer"]}]},
            {"fides_key": "mailer", "name": "Mailer", "system_type": "Service", "privacy_declarations": []},
        ],
    }  # fmt: skip
    text = draft(manifest, tmp_path, "fideslang")
    parse_declaration([("draft.yml", text.encode())])
    assert "url: env:SHOP_URL" in text
    assert "basis: [{consent: newsletter, purposes: [marketing-communications-email]}]" in text
    assert "propose: {delete: after 30 days}" in text
    assert "columns: [email]" in text
    assert "mailer: {data: all}" in text
    assert "DECIDE: Welche Aufsichtsbehörde" in text


@pytest.mark.parametrize(("form", "value"), [
    ("tilt", {"meta": 3}), ("tilt", {"dataDisclosed": "x"}), ("tilt", {"controller": []}),
    ("tilt", {"dataDisclosed": [{}, 4, {"purposes": [{}]}]}),
    ("fideslang", {"system": 3}), ("fideslang", {"dataset": {"a": 1}}), ("fideslang", {"system": [1, {"fides_key": 2}]}),
])  # fmt: skip
def test_strange_values_give_a_draft_with_open_points_and_no_traceback(form, value, tmp_path) -> None:
    text = draft(value, tmp_path, form)
    assert "DECIDE" in text
    parse_declaration([("draft.yml", text.encode())])


@pytest.mark.parametrize(("form", "value", "other"), [
    ("tilt", {}, ""), ("fideslang", {"a": 1}, ""),
    ("tilt", {"system": []}, "fideslang"), ("fideslang", {"meta": {}}, "tilt"),
])  # fmt: skip
def test_a_file_of_another_form_is_no_empty_draft(form, value, other, tmp_path) -> None:
    with pytest.raises(UsageError) as caught:
        draft(value, tmp_path, form)
    assert caught.value.code == "ZE666"
    assert (f"zusage import {other} " in render(caught.value, "en")) is bool(other)


@pytest.mark.parametrize(("content", "line"), [(b"{\n  oops", 2), (b"[1]", 1), (b"\xff\xfe", 0), (b"", 1)])
def test_a_file_that_is_no_object_is_refused_with_its_place(content, line, tmp_path) -> None:
    (tmp_path / "in.json").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        import_file("tilt", tmp_path / "in.json", "de")
    assert caught.value.code == "ZE663"
    assert caught.value.place.line == line


def test_nothing_is_overwritten(tmp_path) -> None:
    (tmp_path / "zusage.yml").write_text("mine")
    with pytest.raises(UsageError) as caught:
        write_draft("theirs", tmp_path / "zusage.yml")
    assert caught.value.code == "ZE664"
    assert (tmp_path / "zusage.yml").read_text() == "mine"


def test_ids_are_made_from_words_and_are_unique() -> None:
    assert slug("Käufe & Rückgaben") == "kaeufe-und-rueckgaben"
    assert slug("Käufe", ("kaeufe", "kaeufe-2")) == "kaeufe-3"
    assert slug("!!!") == "thing"
    assert len(slug("x" * 200)) <= 40


def test_an_open_point_is_noted_once_in_the_language_of_the_source() -> None:
    found = Draft("en")
    found.ask("Wer?", "Who?")
    found.ask("Wer?", "Who?")
    assert found.open == ["Who?"]
