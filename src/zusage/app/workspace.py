"""Workspace: a declaration with its environment, read and compiled; the only place that compiles.

Law: `read_workspace` connects to nothing and needs no secret. Variables come from the process first, then from the file
`zusage.env` beside the declaration. The state lies in `.zusage/` beside it, or where ZUSAGE_STATE says (folder or URL).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zusage.app.sources import gather_files
from zusage.declaration.expand import expand
from zusage.declaration.node import Declaration
from zusage.declaration.read import parse_declaration
from zusage.declaration.shape import check_shape
from zusage.model.errors import DeclarationErrors, UsageError
from zusage.model.finding import Finding
from zusage.plan.connector import Descriptor
from zusage.policy.policy import Policy

DEFAULT_FILE = "zusage.yml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One declaration, compiled for one day and one environment."""

    root: Path
    declaration: Declaration
    policy: Policy
    findings: tuple[Finding, ...]
    variables: Mapping[str, str] = field(repr=False)
    state: str = ""


def read_workspace(path: Path, as_of: date, environment: str | None = None) -> Workspace:
    """Read and compile the declaration at `path` (a file, or a folder with `zusage.yml` or several files).

    Raises DeclarationErrors when it has no single meaning, UsageError ZE51 when there is none.
    """
    from zusage.adapters.connectors import descriptors
    from zusage.policy.compiler import compile_policy

    source = find_declaration(path)
    root = source if source.is_dir() else source.parent
    variables = {**read_variables(root / "zusage.env"), **os.environ}
    name = environment or variables.get("ZUSAGE_ENV", "production")
    known = descriptors()
    declaration = read_declaration(source, known)
    compilation = compile_policy(declaration, known, as_of, name)
    state = variables.get("ZUSAGE_STATE", str(root / ".zusage"))
    return Workspace(root, declaration, compilation.policy, compilation.findings, variables, state)


def read_declaration(source: Path, descriptors: Mapping[str, Descriptor]) -> Declaration:
    """The checked and expanded tree. Raises DeclarationErrors."""
    declaration = parse_declaration(gather_files(source))
    if errors := check_shape(declaration, descriptors):
        raise DeclarationErrors(errors)
    return expand(declaration)


def find_declaration(path: Path) -> Path:
    """The file or folder that `path` means. Raises UsageError ZE51."""
    if path.is_dir() and (path / DEFAULT_FILE).is_file():
        return path / DEFAULT_FILE
    if path.is_file() or (path.is_dir() and any(path.glob("*.yml"))):
        return path
    raise UsageError("ZE51", path=str(path))


def read_variables(path: Path) -> dict[str, str]:
    """KEY=VALUE lines of an environment file; blank lines and lines starting with # count for nothing."""
    if not path.is_file():
        return {}
    pairs = (
        line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.lstrip().startswith("#")
    )
    return {key.strip(): value.strip() for key, value in pairs}
