import json

from zusage.document.data import render_json
from zusage.document.tree import Document, Section, Table, plain, tables


def _table(id: str, *names: str) -> Table:
    return Table("Angaben", ("Nr.",), tuple((plain(name),) for name in names), id=id, keys=("no",))


def test_tables_of_one_id_are_one_sheet_in_reading_order() -> None:
    first = Section(
        "one", "Eins", (_table("fields", "1"), _table("other", "x")), (Section("in", "Innen", (_table("fields", "2"),)),)
    )
    last = Section("two", "Zwei", (_table("fields", "3"), Table("nur Text", ("a",), ((plain("b"),),))))
    found = list(tables((first, last)))
    assert [(table.id, [row[0].text for row in table.rows]) for table in found] == [
        ("fields", ["1", "2", "3"]),
        ("other", ["x"]),
    ]
    sheets = json.loads(render_json(Document("Titel", "de", (first, last))))["tables"]
    assert [len(sheet["rows"]) for sheet in sheets] == [3, 1]
