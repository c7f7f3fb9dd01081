"""Machine-readable forms: each is valid in its own world, and what comes back from a draft is what went out."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zusage.app.importing import import_file
from zusage.app.workspace import read_workspace
from zusage.policy.policy import Policy
from zusage.reference.fides_words import category
from zusage.reference.norms import laws_with, norm_keys
from zusage.writer.catalogue import EXPORTS
from zusage.writer.exports.dpv_words import CONTEXT
from zusage.writer.order import Order

TODAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
COMPANIES = ("accounting", "it-services", "live-chat", "projects", "website")
SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "tilt-schema" / "tilt-schema.json"


@cache
def policy(company: str) -> Policy:
    return read_workspace(EXAMPLES / company / "zusage.yml", TODAY).policy


def exported(name: str, known: Policy, language: str = "de") -> dict[str, Any]:
    return dict(EXPORTS[name].write(Order(known, language, TODAY)))


def again(name: str, value: object, folder: Path, language: str = "de") -> dict[str, Any]:
    """The export of what comes of an import of an export."""
    folder.mkdir(exist_ok=True)
    (folder / "file.json").write_text(json.dumps(value))
    (folder / "zusage.yml").write_text(import_file(name, folder / "file.json", language))
    return exported(name, read_workspace(folder / "zusage.yml", TODAY).policy, language)


def bare(value: object) -> object:
    """Without what we note beside a foreign form, and without names that follow from our policy alone."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in ("zusage", "meta", "_id", "_hash")}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize("name", list(EXPORTS))
def test_every_form_is_plain_data_in_both_languages(name, company) -> None:
    for language in ("de", "en"):
        found = exported(name, policy(company), language)
        assert found
        assert json.loads(json.dumps(found)) == found
        assert "None" not in json.dumps(list(found.values())).replace("NoneType", "")


@pytest.mark.parametrize("company", COMPANIES)
def test_tilt_is_valid_by_its_schema(company) -> None:
    if not SCHEMA.is_file():
        pytest.skip("NOT OURS: the schema of TILT is not here")
    from jsonschema import Draft7Validator, FormatChecker

    validator = Draft7Validator(json.loads(SCHEMA.read_text()), format_checker=FormatChecker())
    for language in ("de", "en"):
        for value in exported("tilt", policy(company), language).values():
            assert [(list(error.path), error.message) for error in validator.iter_errors(value)] == []


@pytest.mark.parametrize("company", COMPANIES)
def test_tilt_comes_back(company, tmp_path) -> None:
    for name, value in exported("tilt", policy(company)).items():
        found = again("tilt", value, tmp_path / name)[name]
        first, second = bare(value), bare(found)
        for key in ("controller", "dataProtectionOfficer", "rightToComplain", "accessAndDataPortability", "sources",
                    "rightToWithdrawConsent"):  # fmt: skip
            assert second[key] == first[key], key
        assert _sorted(second["thirdCountryTransfers"]) == _sorted(first["thirdCountryTransfers"])
        assert len(second["dataDisclosed"]) == len(first["dataDisclosed"])
        for ours, theirs in zip(first["dataDisclosed"], second["dataDisclosed"], strict=True):
            for key in ("category", "purposes", "recipients", "nonDisclosure", "legitimateInterests"):
                assert theirs[key] == ours[key], (ours["category"], key)
            assert _articles(theirs) == _articles(ours)
            assert [s["temporal"] for s in theirs["storage"]] == [s["temporal"] for s in ours["storage"]]


def _sorted(items: list[Any]) -> list[str]:
    return sorted(json.dumps(item, sort_keys=True) for item in items)


def _articles(entry: dict[str, Any]) -> set[str]:
    return {basis["reference"] for basis in entry["legalBases"] if basis["reference"].startswith("GDPR-6")}


@pytest.mark.parametrize("company", COMPANIES)
def test_fideslang_is_read_by_its_own_package(company) -> None:
    from fideslang.default_taxonomy import DEFAULT_TAXONOMY
    from fideslang.models import Dataset, Organization, System

    value = exported("fideslang", policy(company))["fideslang"]
    known = {
        sort: {one.fides_key for one in getattr(DEFAULT_TAXONOMY, sort)}
        for sort in ("data_category", "data_use", "data_subject")
    }
    for sort, model in (("organization", Organization), ("dataset", Dataset), ("system", System)):
        assert value[sort]
        for entry in value[sort]:
            model(**entry)
    for system in value["system"]:
        for declared in system["privacy_declarations"]:
            assert declared["data_use"] in known["data_use"]
            assert set(declared["data_categories"]) <= known["data_category"]
            assert set(declared["data_subjects"]) <= known["data_subject"]
            assert set(declared["egress"] or ()) <= {flow["fides_key"] for flow in system["egress"] or ()}
    for dataset in value["dataset"]:
        for collection in dataset["collections"]:
            assert {key for field in collection["fields"] for key in field["data_categories"]} <= known["data_category"]
    keys = [entry["fides_key"] for sort in ("dataset", "system") for entry in value[sort]]
    assert len({entry["fides_key"] for entry in value["system"]}) == len(value["system"])
    assert keys


@pytest.mark.parametrize("company", COMPANIES)
def test_fideslang_comes_back(company, tmp_path) -> None:
    value = exported("fideslang", policy(company))["fideslang"]
    found = again("fideslang", value, tmp_path)["fideslang"]
    first, second = bare(value), bare(found)
    assert second["organization"] == first["organization"]
    assert {one["fides_key"]: one for one in second["dataset"]} == {one["fides_key"]: one for one in first["dataset"]}
    systems = {one["fides_key"]: one for one in second["system"]}
    assert set(systems) == {one["fides_key"] for one in first["system"]}
    for ours in first["system"]:
        theirs = systems[ours["fides_key"]]
        for key in ours:
            if key != "privacy_declarations":
                assert _loose(theirs[key]) == _loose(ours[key]), (ours["fides_key"], key)
        declared = {one["name"]: one for one in theirs["privacy_declarations"]}
        for one in ours["privacy_declarations"]:
            assert {key: _loose(value) for key, value in declared[one["name"]].items()} == {
                key: _loose(value) for key, value in one.items()
            }


def _loose(value: object) -> object:
    """Lists whose order says nothing, in order."""
    return sorted(value, key=json.dumps) if isinstance(value, list) else value


@pytest.mark.parametrize("company", COMPANIES)
def test_linked_data_point_only_at_what_is_there(company) -> None:
    found = exported("dpv", policy(company))
    assert set(found) == {"dpv-record", "dpv-consents"}
    record = found["dpv-record"]
    nodes = {node["@id"] for node in record["@graph"]}
    assert len(nodes) == len(record["@graph"])
    for id in _targets(record["@graph"]):
        assert id in nodes or id.startswith(("eu-gdpr:", "zusage:purpose", "zusage:datum", "zusage:rule")), id
    for word in _words(record) | _words(found["dpv-consents"]):
        assert word.partition(":")[0] in CONTEXT, word


def _targets(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_targets, value)) if value else set()
    if isinstance(value, dict):
        own = {value["@id"]} if set(value) == {"@id"} else set()
        return own | set().union(*map(_targets, value.values()), set())
    return set()


def _words(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_words, value)) if value else set()
    if isinstance(value, dict):
        keys = {key for key in value if not key.startswith("@")}
        types = {value["@type"]} if isinstance(value.get("@type"), str) else set()
        return keys | types | set().union(*(_words(inner) for key, inner in value.items() if key != "@context"), set())
    return set()


@pytest.mark.parametrize("company", COMPANIES)
def test_a_service_for_consents_gets_every_item_with_its_consent(company) -> None:
    known = policy(company)
    found = exported("einwv", known)["einwv"]
    told = {(item["activity"], item["name"]) for consent in found["consents"] for item in consent["items"]}
    told |= {(item["activity"], item["name"]) for item in found["without_consent"]}
    declared = {(activity.id, item.name) for activity in known.activities.values() for item in activity.devices}
    assert told == declared
    for consent in found["consents"]:
        assert consent["withdraw"]
        assert all(purpose["purposes"] and purpose["kept"] for purpose in consent["purposes"])


def test_norms_become_keys_and_laws_are_found_by_them() -> None:
    assert norm_keys("§ 147 Abs. 3 AO, § 257 Abs. 4 HGB") == ("AO-147-3", "HGB-257-4")
    assert norm_keys("§ 14b(1) UStG") == ("USTG-14b-1",)
    assert norm_keys("Art. 15 DSGVO") == ("DSGVO-15",)
    assert norm_keys("") == ()
    assert "de/vouchers" in laws_with(frozenset({"AO-147-3", "HGB-257-4"}))
    assert laws_with(frozenset({"XYZ-1"})) == ()


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("email", "user.contact.email"),
        ("client_ip", "user.device.ip_address"),
        ("description", "user"),
        ("postal_code", "user.contact.address.postal_code"),
        ("zip", "user.contact.address.postal_code"),
        ("first_name", "user.name.first"),
        ("iban", "user.financial.bank_account"),
        ("shipping", "user"),
        ("browsing-history", "user.behavior.browsing_history"),
    ],
)
def test_a_column_gets_the_category_of_its_name(column, key) -> None:
    assert category(column) == key
