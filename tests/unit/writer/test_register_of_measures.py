"""Measures by goal, and what is stored on devices."""

from dataclasses import replace
from datetime import date

import pytest

from support.papers import company_policy, in_words, paper, rows
from zusage.document.tree import whole
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.activity import Basis, DeviceItem
from zusage.policy.organisation import Contract, Measure
from zusage.policy.policy import Policy

CHAT = company_policy("live-chat")


def _measures(*found: Measure) -> Policy:
    return replace(CHAT, measures={measure.id: measure for measure in found})


def test_every_goal_has_its_place_and_an_empty_one_is_asked_about() -> None:
    (document,) = paper("measures", _measures())
    goals = [section for section in whole(document) if section.id.startswith("g-")]
    assert [section.id for section in goals] == [
        "g-pseudonymisation", "g-encryption", "g-confidentiality", "g-integrity", "g-availability", "g-resilience",
        "g-restoration", "g-testing", "g-minimisation",
    ]  # fmt: skip
    text = in_words((document,))
    assert text.split("Belastbarkeit (Art. 32 Abs. 1 lit. b DSGVO)")[1].strip().startswith("*Nicht angegeben: Maßnahmen")


def test_what_is_shortened_makes_data_fewer_and_is_not_called_pseudonymised() -> None:
    (document,) = paper("measures", company_policy("projects"))
    text = in_words((document,))
    fewer = text.split("Datenminimierung (Art. 5 Abs. 1 lit. c, Art. 25 Abs. 1 DSGVO)")[1]
    assert "Gekürzt schon bei der Erhebung" in fewer.split("## ")[0]
    pseudonyms = text.split("Pseudonymisierung (Art. 32 Abs. 1 lit. a DSGVO)")[1].split("## ")[0]
    assert "ürz" not in pseudonyms


def test_promised_and_declared_are_never_mixed() -> None:
    locked = Measure("doors", Text("Türen", "doors"), "confidentiality", Text("Schloss", "lock"), owner="admin")
    documents = paper("measures", _measures(locked))
    assert {row["measure"] for row in rows(documents, "declared")} == {"Türen"}
    promised = {row["promise"] for row in rows(documents, "promised")}
    assert {"users/assure/hashed", "live-chat/assure/isolated", "live-chat/retention/after-booking/lock"} <= promised
    assert all(CHAT.promise(id) or CHAT.promise(f"_/{id}") for id in promised)


def test_a_measure_shows_evidence_age_and_next_look_or_asks() -> None:
    bare = Measure("doors", Text("Türen", "doors"), "confidentiality")
    shown = Measure("test", Text("Test", "test"), "testing", Text("so", "so"), (), "security",
                    Contract("pentest", date(2025, 3, 30), Period(years=1), file="p.pdf"))  # fmt: skip
    found = {row["measure"]: row for row in rows(paper("measures", _measures(bare, shown)), "declared")}
    assert found["Türen"]["how"] == "Nicht angegeben: wie sie umgesetzt ist"
    assert found["Türen"]["owner"] == found["Türen"]["evidence"] == "nicht angegeben"
    assert found["Test"]["evidence"] == "Penetrationstest durch unabhängige Prüfer, 30. März 2025 (vor 19 Monaten), p.pdf"
    assert found["Test"]["next_look"] == "überfällig seit dem 30. März 2026"
    assert found["Test"]["where"] == "überall" and found["Test"]["owner"] == "Informationssicherheit"


def test_a_backup_that_is_tested_serves_restoring_too() -> None:
    text = in_words(paper("measures", CHAT))
    assert "Datensicherung" in text.split("Wiederherstellung (Art. 32")[1].split("## ")[0]


def _own(policy: Policy) -> dict[str, str]:
    return {row["field"]: row["content"] for row in rows(paper("measures", policy), "zusage")}


def test_zusage_declares_itself_or_is_asked() -> None:
    own = _own(_measures())
    assert own["Wer freigibt, was gelöscht wird"] == "Geschäftsführung"
    assert own["Schlüssel"] == "Nicht angegeben: wo die Schlüssel liegen und wer sie hat"
    assert _own(replace(CHAT, run=replace(CHAT.run, approval="single")))["Vier Augen"] == "Es gibt keine zweite Person."
    vault = Measure("vault", Text("Tresor", "vault"), "encryption", Text("im Tresor", "in a vault"), ("evidence",))
    assert _own(_measures(vault))["Schlüssel"] == "im Tresor"
    without = replace(CHAT, activities={id: a for id, a in CHAT.activities.items() if id != "evidence"})
    assert "Nicht angegeben: die Tätigkeit „Löschung und Nachweis“" in in_words(paper("measures", without))


def _items(policy: Policy) -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in rows(paper("device-storage", policy), "items")}


def _device(*items: DeviceItem, bases: tuple[Basis, ...], regime: str = "eu/de") -> Policy:
    website = replace(CHAT.activities["website"], devices=items, bases=bases)
    return replace(CHAT, regime=regime, activities={**CHAT.activities, "website": website})


COUNTING = DeviceItem("count", "_pk_id*", "matomo", lifetime=Period(months=13), consent="statistics")
BASKET = DeviceItem("basket", "basket", "self", session=True, necessary=Text("Warenkorb", "basket"))


def test_both_steps_are_named_and_fit_each_other() -> None:
    found = _items(_device(COUNTING, BASKET, bases=(Basis("consent", consent="statistics"), Basis("contract"))))
    assert found["_pk_id*"]["device_basis"] == "Einwilligung „Statistik der Website“ (§ 25 Abs. 1 TDDDG)"
    assert found["_pk_id*"]["data_basis"] == "Art. 6 Abs. 1 lit. a DSGVO"
    assert found["basket"]["device_basis"] == "Unbedingt erforderlich (§ 25 Abs. 2 Nr. 2 TDDDG)"
    assert found["basket"]["data_basis"] == "Art. 6 Abs. 1 lit. b DSGVO"
    assert found["basket"]["purpose"] == "Warenkorb" and found["basket"]["lifetime"] == "bis zum Ende der Sitzung"
    alone = _items(_device(BASKET, bases=(Basis("consent", consent="statistics"),)))
    assert alone["basket"]["data_basis"] == "Nicht angegeben: Rechtsgrundlage"


@pytest.mark.parametrize(
    ("regime", "norm"),
    [
        ("eu/de", "§ 25 Abs. 1 TDDDG"),
        ("eu/at", "§ 165 Abs. 3 TKG 2021, nicht geprüft"),
        ("ch", "Art. 45c FMG, nicht geprüft"),
        ("eu/fr", "Art. 5 Abs. 3 der Richtlinie 2002/58/EG"),
    ],
)
def test_the_first_step_follows_the_regime(regime: str, norm: str) -> None:
    found = _items(_device(COUNTING, bases=(Basis("consent", consent="statistics"),), regime=regime))
    assert found["_pk_id*"]["device_basis"].endswith(f"({norm})")


def test_who_reads_is_said_or_asked() -> None:
    third = replace(COUNTING, by="brevo", party="third")
    consented = (Basis("consent", consent="statistics"),)
    assert _items(_device(third, bases=consented))["_pk_id*"]["read_by"] == "Nicht angegeben: wer es lesen kann"
    read = replace(third, read_by=("brevo", "self"))
    assert _items(_device(read, bases=consented))["_pk_id*"]["read_by"] == "Sendinblue SAS (Brevo)\nwir selbst"
    assert paper("device-storage", company_policy("it-services")) == ()
