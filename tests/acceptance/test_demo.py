"""The demonstration, on a smaller company of the same kind: ends with nothing broken, and a breach turns one line red."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from support.company import generate
from zusage.app import rehearsal
from zusage.cli.main import group

COUNTS = re.compile(r"^([367]) board +broken (\d+) +unproven (\d+) +attested (\d+) +not due yet (\d+) +kept (\d+)$", re.M)


def test_the_demonstration(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "prepare_company", lambda _, folder, now: str(generate(folder, now).folder))
    result = CliRunner().invoke(
        group, ["--lang", "en", "demo", "--sabotage", "--into", str(tmp_path)], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    boards = {step: [int(number) for number in numbers] for step, *numbers in COUNTS.findall(result.output)}
    assert list(boards) == ["3", "6", "7"], result.output
    broken = {step: numbers[0] for step, numbers in boards.items()}
    kept = {step: numbers[-1] for step, numbers in boards.items()}
    assert broken["3"] > 10
    assert broken["6"] == 0
    assert broken["7"] == 1
    assert kept["6"] > kept["3"]
    assert kept["7"] == kept["6"] - 1
    after = result.output[result.output.index("\n7 board") :]
    assert re.findall(r"x (\S+)", after) == ["logs/retention/lines/shorten"]
    last = result.output.strip().splitlines()
    for name in ("board-before.html", "board.html", "notice.de.html", "record.de.pdf", "deletion-concept.de.pdf"):
        assert (tmp_path / name).stat().st_size > 5_000
        assert any(line.endswith(f"/{name}") for line in last[-6:])
    assert "zusage ledger verify" in last[-1]
