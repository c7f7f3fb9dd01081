"""Stages and approvals as people read them: how far each rule has come, what it waits for, who approved what.

Law: counts, ids and roles; no row, no value of a person. What waits says which command comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from zusage.app.approving import RECLAIMING, ApprovalLine, Clearance
from zusage.duties.rollout import Admission, Phase
from zusage.model.text import Language
from zusage.verdict.text import moment

PHASES: dict[Phase, tuple[str, str]] = {
    Phase.OBSERVE: ("beobachten", "observe"),
    Phase.CANARY: ("Probe", "canary"),
    Phase.STAGES: ("Stufen", "stages"),
    Phase.ROUTINE: ("Routine", "routine"),
}
NEEDS: dict[str, tuple[str, str]] = {
    "observe": (
        "Nur beobachtet: {n} neue oder strengere Regeln, {due} Einheiten fällig. Nichts davon wird gelöscht. "
        "Beim nächsten Lauf ist eine Probe möglich.",
        "Observed only: {n} new or stricter rules, {due} units due. None of it is deleted. The next run can try a few.",
    ),
    "canary": (
        "Wartet auf Freigabe der Probe (eine Instanz oder höchstens 100 Zeilen): {n} Regeln, {due} Einheiten fällig.",
        "Waits for approval of a canary (one instance or at most 100 rows): {n} rules, {due} units due.",
    ),
    "confirm": (
        "Die Probe ist gelaufen; wartet auf Bestätigung: {n} Regeln, {due} Einheiten fällig.",
        "The canary is done; waits to be confirmed: {n} rules, {due} units due.",
    ),
    "routine": (
        "Keine Freigabe in Kraft: {n} Regeln, {due} Einheiten fällig.",
        "No approval in force: {n} rules, {due} units due.",
    ),
    "limit": (
        "Mehr als sonst oder als freigegeben: {n} Regeln, {due} Einheiten fällig; "
        "die Freigabe muss die Zahl nennen (--max-rows).",
        "More than usual or than approved: {n} rules, {due} units due; the approval has to name the number (--max-rows).",
    ),
}
HOW = (
    "Freigeben:  zusage plan -o plan.json;  zusage approve plan.json --role ROLLE;  zusage apply plan.json",
    "Approve:  zusage plan -o plan.json;  zusage approve plan.json --role ROLE;  zusage apply plan.json",
)
ALONE = ("ohne zweite Person", "no second person")


def phase_word(phase: Phase, language: Language) -> str:
    """The stage in one word."""
    return PHASES[phase][0 if language == "de" else 1]


def phases_of(clearance: Clearance) -> dict[str, Phase]:
    """The stage of every promise that has something due; none where stages do not count."""
    return {} if clearance.fast else {id: admission.phase for id, admission in clearance.admissions.items()}


def waiting_lines(clearance: Clearance, language: Language) -> Iterator[str]:
    """What is due and waits, grouped by what it waits for, with the promises, and how to go on."""
    first = 0 if language == "de" else 1
    groups: dict[str, dict[str, Admission]] = {}
    for id, admission in clearance.waiting().items():
        groups.setdefault(admission.needs, {})[id] = admission
    for needs, found in groups.items():
        due = sum(admission.due for admission in found.values())
        yield NEEDS[needs][first].format(n=len(found), due=f"{due:,}".replace(",", " "))
        yield from _promises(found)
    if set(groups) - {"observe"}:
        yield HOW[first]


def _promises(found: Mapping[str, Admission]) -> Iterator[str]:
    for id, admission in list(found.items())[:_SHOWN]:
        yield f"  {id:<44} {admission.due:>8}"
    if len(found) > _SHOWN:
        yield f"  (+{len(found) - _SHOWN})"


_SHOWN = 12


def approval_lines(lines: Iterable[ApprovalLine], language: Language, zone: ZoneInfo) -> Iterator[str]:
    """All approvals: id, what, who, until when, up to how much, and whether a second person gave it."""
    first = 0 if language == "de" else 1
    for line in lines:
        a = line.approval
        deed = a.plan.removeprefix(RECLAIMING)
        plan = f"reclaim {deed[:8]}" if deed != a.plan else (f"Plan {deed[:8]}", f"plan {deed[:8]}")[first]
        standing = (f"laufend, {len(a.rules)} Regeln", f"standing, {len(a.rules)} rules")[first]
        until = moment(a.until, language, zone)
        ends = ("widerrufen", "revoked")[first] if line.revoked else f"{('bis', 'until')[first]} {until}"
        rows = f"<= {a.max_rows}" if a.max_rows is not None else ""
        who = f"{a.role}{f' ({line.name})' if line.name else ''}"
        note = "" if a.second else ALONE[first]
        yield f"{a.id:<9} {standing if not a.plan else plan:<24} {who:<28} {ends:<24} {rows:<10} {note}".rstrip()
