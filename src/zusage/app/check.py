"""Check: compile a declaration and run the rules that need nothing else.

Law: connects to nothing, needs no secret; reads the published promises where a state lies beside the declaration.
Exit 0 clean, 1 findings of level error, 2 no single meaning (raised).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zusage.app.publishing import refuse_renamed
from zusage.app.workspace import read_workspace
from zusage.checker.rule import Matter, Rule
from zusage.checker.run import Report, load_rules, run_rules
from zusage.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, with the sources for excerpts."""

    policy: Policy
    report: Report
    rules: dict[str, Rule]
    texts: dict[str, tuple[str, ...]]

    @property
    def exit_code(self) -> int:
        """0 clean, 1 at least one finding of level error."""
        return 0 if self.report.clean else 1


def check_declaration(path: Path, as_of: date, environment: str | None = None) -> CheckResult:
    """Compile and run the rules at the law of `as_of`. Raises DeclarationErrors."""
    workspace = read_workspace(path, as_of, environment)
    refuse_renamed(workspace)
    loaded = load_rules()
    report = run_rules(Matter(workspace.policy, as_of), loaded)
    texts = {name: tuple(text.splitlines()) for name, text in workspace.declaration.texts}
    return CheckResult(workspace.policy, report, {id: rule for id, (rule, _) in loaded.items()}, texts)
