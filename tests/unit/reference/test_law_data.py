"""The data of the law: sourced, dated, without overlap."""

from datetime import date

import pytest

from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.model.text import LANGUAGES
from zusage.reference.authorities import authorities, authority
from zusage.reference.law import Law, law, law_term, laws, near
from zusage.reference.services import service, services
from zusage.reference.words import BASES, RIGHTS, rights_from


@pytest.mark.parametrize("row", laws().values(), ids=str)
def test_every_row_has_source_statute_label_and_confidence(row: Law) -> None:
    assert row.source
    assert row.confidence in {"read", "secondary", "verify"}
    assert row.kind in {"duty", "limitation", "practice", "max", "disclosure"}
    for language in LANGUAGES:
        assert row.label.has(language)
        assert row.statute.has(language)
    assert all(term.source and term.confidence and term.period for term in row.terms)
    assert bool(row.terms) == (row.kind != "disclosure")


@pytest.mark.parametrize("row", laws().values(), ids=str)
def test_windows_are_in_order_and_never_overlap(row: Law) -> None:
    for earlier, later in zip(row.terms, row.terms[1:], strict=False):
        assert earlier.valid_to is not None
        assert earlier.valid_from < earlier.valid_to <= later.valid_from


def test_vouchers_are_ten_years_until_2024_and_eight_since() -> None:
    before, since = law_term("de/vouchers", date(2024, 12, 31)), law_term("de/vouchers", date(2025, 1, 1))
    assert before is not None and before.period == Period(years=10)
    assert since is not None and since.period == Period(years=8)
    assert before.clock is since.clock is Clock.END_OF_YEAR
    assert since.statute.de == "§ 147 Abs. 3 AO, § 257 Abs. 4 HGB"
    assert since.statute.en == "s. 147(3) AO, s. 257(4) HGB"


def test_limitation_obliges_nobody() -> None:
    limitation = law("de/limitation")
    assert limitation is not None and limitation.kind == "limitation"


def test_unknown_names_are_none_and_the_nearest_is_named() -> None:
    assert law("de/voucher") is None
    assert law_term("de/voucher", date(2026, 1, 1)) is None
    assert law_term("de/tax-audit", date(2026, 1, 1)) is None
    assert near("de/voucher", laws()) == "de/vouchers"
    assert near("qqqqqqqq", laws()) == ""


def test_all_23_authorities_have_a_name_and_a_way_to_reach_them() -> None:
    assert len(authorities()) == 23
    for one in authorities().values():
        assert one.name and one.web.startswith("https://")
        assert one.address or one.email
        assert not any(word in one.address for word in ("verify", "Strasse", "Muenchen"))
    assert authority("de/xx") is None


def test_services_say_only_what_a_source_says() -> None:
    assert all(one.name and one.role and one.source for one in services().values())
    brevo = service("brevo")
    assert brevo is not None and (brevo.entity, brevo.country) == ("Sendinblue SAS", "FR")
    assert service("unknown") is None


def test_bases_give_the_rights_of_the_regulation() -> None:
    assert rights_from({"legal_obligation"}) == ("access", "rectification", "erasure", "restriction")
    assert "portability" in rights_from({"contract"}) and "objection" not in rights_from({"contract"})
    assert "objection" in rights_from({"legitimate_interests"})
    assert rights_from({"consent"})[-1] == "withdrawal"
    assert set(rights_from(set(BASES))) | {"complaint"} == set(RIGHTS)
