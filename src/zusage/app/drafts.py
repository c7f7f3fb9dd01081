"""Drafts: a declaration as it stands in an editor, with texts that are not saved yet.

Law: the same reading, compiling and judging as `check`, but nothing is raised: what has no meaning yet is told as errors,
and the tree of the last text that could be read stays usable. Connects to nothing and reads no state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from zusage.app.sources import gather_files
from zusage.app.workspace import find_declaration
from zusage.checker.rule import Matter, Rule
from zusage.checker.run import load_rules, run_rules
from zusage.declaration.expand import expand
from zusage.declaration.node import Mapping as Tree
from zusage.declaration.read import parse_declaration
from zusage.declaration.shape import check_shape
from zusage.model.errors import DeclarationError, DeclarationErrors, UsageError
from zusage.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Draft:
    """What one look at the texts found; `tree` is None where they could not be read at all."""

    files: tuple[str, ...]
    tree: Tree | None = None
    errors: tuple[DeclarationError, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)


def declaration_of(file: Path) -> Path | None:
    """The declaration that a file belongs to: its folder's `zusage.yml`, itself, or its folder; None if it is none."""
    if file.suffix != ".yml":
        return None
    try:
        source = find_declaration(file.parent)
    except UsageError:
        return file
    if source.is_file() and source != file:
        return file if _begins(file) else None
    return source


def look_at(source: Path, unsaved: Mapping[Path, str], day: date, environment: str = "production") -> Draft:
    """Read, compile and judge; texts in `unsaved` stand for the files of those paths."""
    from zusage.adapters.connectors import descriptors
    from zusage.policy.compiler import compile_policy

    texts = {str(path): text.encode() for path, text in unsaved.items()}
    try:
        files = [(name, texts.get(name, content)) for name, content in gather_files(source)]
    except UsageError as error:
        return Draft((str(source),), errors=(DeclarationError(error.code, **error.arguments),))
    names, known = tuple(name for name, _ in files), descriptors()
    tree: Tree | None = None
    try:
        written = parse_declaration(files)
        tree = written.root
        if errors := check_shape(written, known):
            raise DeclarationErrors(errors)
        policy = compile_policy(expand(written), known, day, environment).policy
    except DeclarationErrors as faults:
        return Draft(names, tree, tuple(faults.errors))
    loaded = load_rules()
    report = run_rules(Matter(policy, day), loaded)
    return Draft(names, tree, (), report.findings, {id: rule for id, (rule, _) in loaded.items()})


def _begins(file: Path) -> bool:
    """Whether a file says of itself that it is a declaration."""
    try:
        with file.open(encoding="utf-8") as stream:
            return any(line.startswith("zusage:") for line, _ in zip(stream, range(50), strict=False))
    except (OSError, UnicodeDecodeError):
        return False
