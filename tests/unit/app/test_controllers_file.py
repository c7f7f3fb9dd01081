from pathlib import Path

import pytest

from zusage.app.controllers import KNOWN, read_controllers
from zusage.model.errors import UsageError


def _file(folder: Path, text: str) -> Path:
    path = folder / "controllers.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    return path


def test_semicolons_and_commas_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    (row,) = read_controllers(_file(tmp_path, "Name;Address;Categories\nErste GmbH;Weg 1, 10115 Berlin;chat, booking\n"))
    assert row["name"] == "Erste GmbH" and row["address"] == "Weg 1, 10115 Berlin" and row["categories"] == "chat, booking"
    (row,) = read_controllers(_file(tmp_path, 'name,address,note\n"Zweite, GmbH","Weg 2, Ort",egal\n'))
    assert row["name"] == "Zweite, GmbH" and set(row) == set(KNOWN) and row["since"] == ""


def test_a_file_without_addresses_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_controllers(_file(tmp_path, "name,contact\nErste GmbH,x@y.example\n"))
    assert refused.value.code == "ZE662" and refused.value.arguments["column"] == "address"


def test_rows_stay_in_order(tmp_path: Path) -> None:
    text = "name,address\n" + "".join(f"Kunde {n},Weg {n}\n" for n in range(3000))
    assert [row["name"] for row in read_controllers(_file(tmp_path, text))] == [f"Kunde {n}" for n in range(3000)]
