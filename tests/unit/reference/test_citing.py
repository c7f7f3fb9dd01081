"""Reading which articles a source names."""

import pytest

from zusage.reference.citing import articles, cited, unknown


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("Art. 13(2)(a), 5(1)(e) GDPR", "eu/gdpr-13 eu/gdpr-5"),
        ("Art. 5 Abs. 1 lit. e, Art. 6 Abs. 1 lit. f DSGVO", "eu/gdpr-5 eu/gdpr-6"),
        ("Art. 44–46, 13(1)(f) GDPR", "eu/gdpr-44 eu/gdpr-45 eu/gdpr-46 eu/gdpr-13"),
        ("§ 147(3) AO, Art. 97 § 19a(2) EGAO", "de/ao-147 de/egao-97-19a"),
        ("recital 26 GDPR", "eu/gdpr-recital-26"),
        ("Art. 4 no. 5 GDPR; recital 26", "eu/gdpr-4 eu/gdpr-recital-26"),
        ("Art. 26(2) GDPR, recital 47 GDPR", "eu/gdpr-26 eu/gdpr-recital-47"),
        ("Regulation (EEC, Euratom) 1182/71", "eu/regulation-1182-71"),
        ("Decision (EU) 2023/1795, Art. 45 GDPR", "eu/decision-2023-1795 eu/gdpr-45"),
        ("Art. 958f CO, s. 132(1) BAO, Art. L123-22 Code de commerce", "ch/or-958f at/bao-132 fr/code-de-commerce-l123-22"),
        ("Art. 16 Code de commerce (LU)", "lu/code-de-commerce-16"),
        ("§ 25(1) TDDDG; CJEU C-673/17", "eu/cjeu-c-673-17 de/tdddg-25"),
        ("CJEU C-413/23 P", "eu/cjeu-c-413-23-p"),
        ("DIN 66398, EN ISO/IEC 27555", "din/66398 iso/27555"),
        ("§ 41 Abs. 1 Satz 9 EStG", "de/estg-41"),
        ("§ 7(2) no. 2 UWG", "de/uwg-7"),
        ("DIN 66398; Art. 5(1)(e) GDPR", "din/66398 eu/gdpr-5"),
    ],
)
def test_what_is_cited(source: str, ids: str) -> None:
    assert cited(source) == tuple(ids.split())
    assert unknown(source) == ()


@pytest.mark.parametrize("source", ["law in force on the day of the check", "", "30 days, 5 GDPR points", "eight years"])
def test_words_that_cite_nothing(source: str) -> None:
    assert cited(source) == unknown(source) == ()


def test_what_is_no_row_is_named() -> None:
    assert unknown("Art. 13, 4711 GDPR; § 3 TMG") == ("4711 GDPR", "3 TMG")
    assert unknown("CJEU C-1/99; Decision (EU) 2031/1") == ("C-1/99", "2031/1")
    assert cited("Art. 13, 4711 GDPR") == ("eu/gdpr-13",)


def test_every_article_is_found_by_its_own_citation() -> None:
    assert not [id for id, row in articles().items() if cited(str(row.facts["cite"])) != (id,)]
    assert all(str(row.facts["url"]).startswith("https://") for row in articles().values())
