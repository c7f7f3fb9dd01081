"""zusage write: documents from the declaration."""

from __future__ import annotations

from pathlib import Path

import click

from zusage.cli.door import env_option, language, now, path_option, say

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
    from zusage.app.workspace import read_workspace

    if listing:
        return _list()
    if not papers:
        raise click.UsageError("WHAT: zusage write --list")
    today = now().date()
    names = known_papers() if "all" in papers else papers
    rows = read_controllers(controllers) if controllers else ()
    asked = Asked(names, spoken, FORMS if "all" in forms else forms, document, output, rows)
    for file in write_papers(read_workspace(path, today, env), today, asked):
        gaps = ""
        if file.missing:
            gaps = f", {file.missing} × nicht angegeben" if language() == "de" else f", {file.missing} × not declared"
        click.echo(f"{file.path}   ({file.promises}{gaps}{_ease(file.ease)})")
    return None


def _ease(figure: float | None) -> str:
    """How easily the short layer reads; from 40 on it is what we ask of it."""
    if figure is None:
        return ""
    return f", Lesbarkeit {figure:.0f}" if language() == "de" else f", reading ease {figure:.0f}"


def _list() -> None:
    from zusage.writer.catalogue import EXPORTS, PAPERS

    for paper in PAPERS.values():
        click.echo(f"{paper.name:<20} {paper.title.to(language())}; {paper.reader.to(language())} ({paper.law})")
    for export in EXPORTS.values():
        click.echo(f"{export.name:<20} {export.title.to(language())} ({export.standard})")
    say("Formate: html, md, docx, pdf; Tabellen auch xlsx, json.", "Formats: html, md, docx, pdf; tables also xlsx, json.")
