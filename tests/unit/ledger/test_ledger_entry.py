"""Lines of entries: fixed form, one line per value, nothing ambiguous."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zusage.ledger.entry import GENESIS, line_text, moment_text, open_row, seal
from zusage.ledger.kinds import (
    approval_revoked_entry,
    attestation_entry,
    batch_entry,
    board_entry,
    hold_added_entry,
    hold_released_entry,
    plan_applied_entry,
    plan_approved_entry,
    policy_entry,
    published_entry,
    receipt_entry,
    restore_noticed_entry,
    role_id,
    rollout_entry,
    run_finished_entry,
    run_started_entry,
    standing_approved_entry,
    stop_set_entry,
)
from zusage.model.errors import UsageError
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
TARGET = TargetId("instance", "ab12")
BATCH = Batch(TARGET, "r-1", "a-1", "chat/messages/keep", 7, {"messages": 10}, NOW)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.dictionaries(st.text(max_size=8), values, max_size=4),
    st.integers(0, 10**12),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_line_is_canonical_json_and_reads_back(body: dict[str, object], index: int) -> None:
    row = seal(("batch", NOW, body, "a|b"), index, GENESIS)
    line = line_text(*row[:5], GENESIS)
    told = json.loads(line)
    assert json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == line
    assert told == {"at": row[1], "body": body, "index": index, "key": "a|b", "kind": "batch", "previous": "0" * 64}
    assert row[5] == hashlib.sha256(b"\0" + line.encode()).digest()
    entry = open_row(row, GENESIS)
    assert (entry.index, entry.kind, entry.at, entry.body, entry.key) == (index, "batch", NOW, body, "a|b")


@pytest.mark.parametrize(
    "at", [NOW, datetime(1, 1, 1, tzinfo=UTC), NOW.replace(microsecond=5), NOW.astimezone(timezone(timedelta(hours=9)))]
)
def test_moments_have_one_form(at: datetime) -> None:
    assert len(moment_text(at)) == 27
    assert datetime.fromisoformat(moment_text(at)) == at


def test_the_two_instants_of_a_doubled_hour_differ() -> None:
    doubled = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert [moment_text(doubled.replace(fold=fold))[11:13] for fold in (0, 1)] == ["00", "01"]


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        moment_text(datetime(2026, 1, 1))


@pytest.mark.parametrize("kind", ["", "Batch", 'a"', "a b", "x" * 33, "a\n"])
def test_kinds_are_plain_words(kind: str) -> None:
    with pytest.raises(ValueError, match="kind"):
        seal((kind, NOW, {}, None), 0, GENESIS)


@pytest.mark.parametrize("key", ["", 'a"b', "a\\b", "ä", "a\n", "x" * 401])
def test_keys_are_plain_ascii(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        seal(("batch", NOW, {}, key), 0, GENESIS)


def test_floats_and_lists_are_no_bodies() -> None:
    with pytest.raises(TypeError):
        seal(("batch", NOW, {"a": 1.5}, None), 0, GENESIS)
    with pytest.raises(ValueError, match="mapping"):
        seal(("batch", NOW, [], None), 0, GENESIS)  # type: ignore[arg-type]


def test_every_constructor_gives_an_entry() -> None:
    refused = Receipt(TARGET, "r-1", "a-1", "p/x", {"messages": 1}, 1, NOW, Refusal(RefusalKind.HOLD, "messages"), "logical")
    entries = [
        policy_entry("p", NOW, "c", 3),
        plan_approved_entry("d", NOW, "p", NOW, "dpo", {"max_rows": 10}),
        standing_approved_entry("A-1", NOW, "p", {"p/x": "d"}, "management", NOW, second=True, environment="production"),
        approval_revoked_entry("A-1", NOW, "management"),
        rollout_entry("r-1", NOW, "p", "production", "m", {"p/x": "canary"}, ["A-1"], ["s"], {"p/y": "confirm"}),
        plan_applied_entry("d", "r-1", NOW, "p"),
        run_started_entry("r-1", NOW, "p", "admin", [TARGET], "0.1.0"),
        batch_entry(BATCH, "d"),
        receipt_entry(refused, "d"),
        run_finished_entry("r-1", NOW, [TARGET], {"control": "unreachable"}),
        board_entry(NOW, "p", {"p/x": {"state": "kept", "digest": "d"}}),
        attestation_entry("p/x", "d", "dpo", NOW, NOW, "f"),
        hold_added_entry("H-1", NOW, "court", "dpo", NOW),
        hold_released_entry("H-1", NOW, "dpo"),
        stop_set_entry(None, True, NOW, "dpo"),
        published_entry("notice", "de", "c", NOW, "p"),
        restore_noticed_entry(TARGET, NOW, 5, 3),
    ]
    rows = [seal(entry, n, GENESIS) for n, entry in enumerate(entries)]
    assert len({row[2] for row in rows}) == len(entries)
    assert entries[8][2]["refusal"] == {"kind": "hold", "detail": "messages"}


def test_the_key_of_a_batch_names_target_run_act_number() -> None:
    assert batch_entry(BATCH, "d")[3] == "instance/ab12|r-1|a-1|7"


@pytest.mark.parametrize("name", ["Erika Muster", "erika@muster.example", "Erika", "", "a b"])
def test_a_person_is_no_role_and_is_not_repeated(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        role_id(name)
    assert not name or name not in str(caught.value)
