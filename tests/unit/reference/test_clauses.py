from zusage.language.terms import CLAUSES
from zusage.reference.clauses import ITEMS, stipulated


def test_every_item_is_named_by_its_own_word_and_has_words() -> None:
    assert list(ITEMS) == list(CLAUSES)
    assert stipulated(ITEMS) == set(ITEMS)


def test_an_undertaking_of_its_own_is_no_item() -> None:
    assert stipulated(("no_sale",)) == frozenset()
    assert stipulated(("audit", "TOM", "Löschung")) == {"audits", "security", "deletion"}
