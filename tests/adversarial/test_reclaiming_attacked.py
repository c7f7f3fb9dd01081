"""Reclaiming, attacked: a partition goes only where `apply` might delete the same rows now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from support.firm import NOW, activity, old, shop
from support.postgres import Server, database, postgres_server
from support.staged import DAY, ROLES, RULE, Staged
from zusage.app.applying import Ceiling
from zusage.app.approving import approve_reclaiming, clear, revoke_approval
from zusage.app.reclaiming import deed_of, offers, reclaim
from zusage.duties.rollout import Phase

__all__ = ["database", "postgres_server"]
DECLARED = (
    ROLES
    + shop("people: {subject: person, personal: [email]}")
    + activity(
        "people: {label: {en: people}, in: shop.people}",
        f"{RULE.rpartition('/')[2]}: {{data: [people], from: {{at: shop.people.left_at}}, delete: after 30 days}}",
    )
)


def partitioned(folder: Path, server: Server, name: str) -> Staged:
    """People by month, all of 2020 and 2021 due."""
    staged = Staged(folder, DECLARED, rows=0)
    variables = folder / "zusage.env"
    variables.write_text(variables.read_text().replace(f"sqlite:///{folder}/shop.sqlite3", server.url(name)))
    server.run(
        "CREATE TABLE people (id bigserial, email text, left_at timestamp NOT NULL, PRIMARY KEY (id, left_at)) "
        "PARTITION BY RANGE (left_at)",
        "CREATE TABLE people_2020 PARTITION OF people FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
        "CREATE TABLE people_2021 PARTITION OF people FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
        "CREATE TABLE people_2026 PARTITION OF people FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        f"INSERT INTO people (left_at) VALUES ('{old(2)}')",
        *due(2021, 150),
        database=name,
    )
    staged.firm.set_up()
    return staged


def due(year: int, rows: int) -> list[str]:
    return [f"INSERT INTO people (left_at) SELECT '{year}-06-01' FROM generate_series(1, {rows})"]


def test_without_an_approval_no_partition_goes(postgres_server: Server, database: Callable[[], str], tmp_path: Path) -> None:
    """The rule is in routine; its standing approval was revoked. That the reclaiming itself is approved frees no row."""
    name = database()
    staged = partitioned(tmp_path / "firm", postgres_server, name)
    staged.run()
    plan = staged.plan()
    staged.approve(plan)
    staged.run(plan=plan)
    standing = staged.stand()
    staged.run()
    postgres_server.run(*due(2020, 20), database=name)
    with staged.firm.session(NOW + DAY, write=True) as session:
        revoke_approval(session, standing.id, "management")
        outlook, found = offers(session, partitions=True)
        admission = clear(session, outlook.plan, "operator").admissions[RULE]
        assert (admission.phase, admission.needs) == (Phase.ROUTINE, "routine")
        assert [offer.whole for offer in found] == [{0: (1, 20)}]
        approve_reclaiming(session, deed_of(found, ""), "management")
        assert all(not receipt.counts for receipt in reclaim(session, outlook, found, "", Ceiling(), None))
        approved = clear(session, outlook.plan, "operator").admissions[RULE]
    assert not approved.admitted
    staged.stand(now=NOW + DAY)
    with staged.firm.session(NOW + DAY, write=True) as session:
        outlook, found = offers(session, partitions=True)
        assert [receipt.counts for receipt in reclaim(session, outlook, found, "", Ceiling(), None)] == [{"people": 20}]
