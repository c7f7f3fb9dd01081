"""Where the cursor is, also in a line that is half written."""

from __future__ import annotations

import pytest

from zusage.lsp.cursor import locate, word_at

TEXT = """\
zusage: 1
recipients:
  brevo:
    use: br
    contracts: [{kind: avv, dat
  other: {role: proc
activities:
  sale:
    data:
      people: {label: {de: Namen, en: names}, in: {there}
    retention:
      old:
        keep: {law: de/
        stages:
          - shorten: after 7 days
            ho
          - {del
    recipients:
      bre
    subjects: [cust, ot
    basis:
      - consent: news
    allow: {ZU3
    """.replace("{there}", "").split("\n")


@pytest.mark.parametrize(
    ("row", "path", "in_value", "word"),
    [
        (0, ("zusage",), True, "1"),
        (3, ("recipients", "brevo", "use"), True, "br"),
        (4, ("recipients", "brevo", "contracts"), False, "dat"),
        (5, ("recipients", "other", "role"), True, "proc"),
        (9, ("activities", "sale", "data", "people", "in"), True, ""),
        (12, ("activities", "sale", "retention", "old", "keep", "law"), True, "de/"),
        (14, ("activities", "sale", "retention", "old", "stages", "shorten"), True, "after 7 days"),
        (15, ("activities", "sale", "retention", "old", "stages"), False, "ho"),
        (16, ("activities", "sale", "retention", "old", "stages"), False, "del"),
        (18, ("activities", "sale", "recipients"), False, "bre"),
        (19, ("activities", "sale", "subjects"), True, "ot"),
        (21, ("activities", "sale", "basis", "consent"), True, "news"),
        (22, ("activities", "sale", "allow"), False, "ZU3"),
        (23, ("activities", "sale"), False, ""),
    ],
)
def test_the_end_of_a_line(row: int, path: tuple[str, ...], in_value: bool, word: str) -> None:
    found = locate(TEXT, row, len(TEXT[row]))
    assert (found.path, found.in_value, found.word) == (path, in_value, word)
    assert found.start == len(TEXT[row]) - len(word)


def test_brackets_in_quotes_are_words() -> None:
    found = locate(["a: {b: '}, c: {', de"], 0, 20)
    assert (found.path, found.word) == (("a",), "de")


def test_a_closed_brace_is_left() -> None:
    found = locate(["activities: {a: {title: x}, b: {ti"], 0, 34)
    assert (found.path, found.in_value, found.word) == (("activities", "b"), False, "ti")


def test_words_keep_their_slashes_and_dots() -> None:
    assert word_at("  keep: {law: de/vouchers}", 18)[0] == "de/vouchers"
    assert word_at("  in: app.customers", 10) == ("app.customers", 6, 19)
    assert word_at("  : ", 2)[0] == ""
