"""zusage write: documents from the declaration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from zusage.cli.door import env_option, language, now, path_option, tell
from zusage.model.errors import UsageError

if TYPE_CHECKING:
    from zusage.model.text import Language

FORMS = ("html", "md", "docx", "pdf", "xlsx", "json")


@click.command("write")
@click.argument("papers", metavar="WHAT...", nargs=-1)
@path_option
@env_option
@click.option("--lang", "spoken", type=click.Choice(["de", "en"]), multiple=True, help="Language (default: all declared).")
@click.option(
    "--format",
    "forms",
    type=click.Choice([*FORMS, "all"]),
    multiple=True,
    default=("html",),
    show_default=True,
    help="Form of the documents; xlsx and json hold the tables.",
)
@click.option("--document", default="", help="Only this published document (default: all).")
@click.option(
    "--controllers",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="CSV with those for whom a processor works: annex to the record of processing.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="Where the files go.",
)
@click.option("--list", "listing", is_flag=True, help="What can be written, for whom, and which law asks for it.")
def command(
    papers: tuple[str, ...],
    path: Path,
    env: str | None,
    spoken: tuple[str, ...],
    forms: tuple[str, ...],
    document: str,
    controllers: Path | None,
    output: Path,
    listing: bool,
) -> None:
    """Write documents from the declaration: zusage write notice record … or: zusage write all."""
    from zusage.app.controllers import read_controllers
    from zusage.app.publishing import Asked, known_papers, write_papers
    from zusage.app.publishing_view import figures
    from zusage.app.workspace import read_workspace

    if listing:
        return _list(cast("Language", spoken[0]) if spoken else language())
    if not papers:
        raise UsageError("ZE665", known=", ".join(known_papers()))
    today = now().date()
    names = known_papers() if "all" in papers else papers
    rows = read_controllers(controllers) if controllers else ()
    asked = Asked(names, spoken, FORMS if "all" in forms else forms, document, output, rows)
    for file in write_papers(read_workspace(path, today, env), today, asked):
        click.echo(f"{file.path}{figures(file, language())}")
    return None


def _list(spoken: Language) -> None:
    """Each with its title; beneath it who reads it and which law asks for it, or which standard it follows."""
    from zusage.language.citations import localised
    from zusage.writer.catalogue import EXPORTS, PAPERS

    for paper in PAPERS.values():
        _entry(paper.name, paper.title.to(spoken), f"{paper.reader.to(spoken)} · {localised(paper.law, spoken)}")
    for export in EXPORTS.values():
        _entry(export.name, export.title.to(spoken), localised(export.standard, spoken))
    tables = "Formate: html, md, docx, pdf; Tabellen auch xlsx, json" if spoken == "de" else ""
    click.echo(tables or "Formats: html, md, docx, pdf; tables also xlsx, json")


def _entry(name: str, title: str, beneath: str) -> None:
    tell([f"{name:<20}{title}", f"{'':<20}{beneath}"])
