"""A firm on a real store that nobody calls made up: every rule is observed, tried, confirmed and approved."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from support.firm import HEAD, NOW, Firm, activity, old, shop
from zusage.app.applying import Applied, Ceiling, apply_plan
from zusage.app.approving import approve_plan, approve_standing, clear
from zusage.app.planning import look_ahead
from zusage.duties.rollout import Approval, Phase
from zusage.plan.plan import Plan

PEOPLE = "mail: {label: {en: Mail}, in: [shop.people]}"
GONE = "gone: {{data: mail, from: {{at: shop.people.left_at}}, delete: after {}}}"
RULE = "sale/retention/gone"
ROLES = "run: {every: 1 day, authors: [admin], operators: [operator], approvers: [management, legal]}\n"
DAY = timedelta(days=1)


def declaration(period: str = "30 days", run: str = ROLES) -> str:
    return run + shop("people: {subject: person, personal: [email]}") + activity(PEOPLE, GONE.format(period))


class Staged:
    """A firm with 500 people who left long ago, in production."""

    def __init__(self, folder: Path, text: str, rows: int = 500) -> None:
        rows_ = ",".join(f"({n}, 'mail-{n}', '{old(400 + n % 90)}')" for n in range(rows))
        tables = "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);"
        tables += "CREATE INDEX by_age ON people (left_at);"
        self.firm = Firm(folder, text, tables + f"INSERT INTO people VALUES {rows_};" if rows else tables, set_up=False)
        variables = folder / "zusage.env"
        variables.write_text(variables.read_text().replace("ZUSAGE_ENV=rehearsal\n", ""))
        self.firm.set_up()

    def declare(self, text: str) -> None:
        (self.firm.folder / "zusage.yml").write_text(HEAD + text)

    def left(self) -> int:
        return int(str(self.firm.ask("SELECT count(*) FROM people")[0]))

    def plan(self, now: datetime = NOW) -> Plan:
        return self.firm.look(now).plan

    def run(self, now: datetime = NOW, plan: Plan | None = None, at_most: Phase = Phase.ROUTINE, **ceiling: int) -> Applied:
        with self.firm.session(now, write=True) as session:
            outlook = look_ahead(session)
            seen = [(planned.target.system, planned.act) for planned, _ in outlook.forecast]
            chosen = plan or outlook.plan
            return apply_plan(session, chosen, Ceiling(**ceiling), None, lambda _: None, at_most=at_most, seen=seen)

    def approve(self, plan: Plan, role: str = "management", now: datetime = NOW, rows: int | None = None) -> Approval:
        with self.firm.session(now) as session:
            return approve_plan(session, plan, role, max_rows=rows, name="Erika Muster")

    def stand(self, role: str = "management", now: datetime = NOW, days: int = 90) -> Approval:
        with self.firm.session(now) as session:
            return approve_standing(session, role, now + days * DAY)

    def needs(self, plan: Plan | None = None, now: datetime = NOW) -> tuple[str, Phase]:
        with self.firm.session(now) as session:
            admission = clear(session, plan or self.plan(now), "operator").admissions[RULE]
        return admission.needs, admission.phase

    def to_routine(self) -> None:
        """All the way: observed, canary, stages, under a standing approval; one row per day falls due from then on."""
        self.run()
        plan = self.plan()
        self.approve(plan)
        self.run(plan=plan)
        self.stand()
        self.run()
        assert self.left() == 0 and not self.run().clearance.waiting()

    def add(self, rows: int, days: int = 40) -> None:
        self.firm.run("".join(f"INSERT INTO people (email, left_at) VALUES ('m', '{old(days)}');" for _ in range(rows)))
