"""Files from others that mean harm or are broken: a plain refusal with the place, never a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from zusage.app.importing import import_file
from zusage.model.errors import UsageError


@pytest.mark.parametrize("form", ["tilt", "fideslang"])
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        '{"a": ' + "9" * 5_000 + "}",
        "",
        "[]",
        "\ufeff{",
    ],
    ids=["deep list", "deep object", "long number", "empty", "list", "torn"],
)
def test_a_hostile_file_is_refused(form: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "file.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        import_file(form, tmp_path / "file.json", "de")
    assert refused.value.code == "ZE663"
    assert "file.json" in str(refused.value.place)
