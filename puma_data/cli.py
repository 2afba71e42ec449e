"""`puma-gen`: the command line. Heavy imports wait until a command runs, so that `--help` answers at once."""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from puma_data.errors import PumaError
from puma_data.terminal import Json, Quiet, application, fail, literal, plainly, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from puma_data.run import Progress, Summary

app = application(
    "Verified multimodal mathematics problems: one problem, six views from all text to all picture.",
    "puma-gen geometry --n 1000 --seed 7 && puma-gen show outputs/geometry",
)


def main() -> None:
    """Entry point of the command."""
    start(app, "puma-gen")


def _version(asked: bool) -> None:
    if asked:
        import puma_data

        typer.echo(f"math-puma {puma_data.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    pass


def _domain(domain: str, told: str, example: str) -> None:
    """Add the command that generates a domain, or (`all`) a mix of domains."""

    def command(
        n: Annotated[int | None, typer.Option("--n", "-n", help="How many problems.", show_default=False)] = None,
        out: Annotated[Path | None, typer.Option(help="Folder of the dataset. [dim]\\[outputs/DOMAIN][/]")] = None,
        mix: Annotated[
            str | None, typer.Option(help="Shares. [dim]\\[plane=0.5,functions=0.3,solid=0.2][/]", show_default=False)
        ] = None,
        seed: Annotated[int | None, typer.Option(help="Another seed, other problems. [dim]\\[0][/]")] = None,
        workers: Annotated[int | None, typer.Option(help="Processes. [dim]\\[all cores][/]")] = None,
        views: Annotated[str | None, typer.Option(help="Views, separated by commas. [dim]\\[all][/]")] = None,
        pairs: Annotated[
            str | None, typer.Option(help="One pair of views a problem, or all. [dim]\\[default][/]")
        ] = None,
        depth: Annotated[
            str | None, typer.Option(help="Longest theorem chain, as in 3 or 2-4. [dim]\\[1-5][/]")
        ] = None,
        givens: Annotated[int | None, typer.Option(help="Values given in a problem, at most. [dim]\\[any][/]")] = None,
        families: Annotated[
            str | None, typer.Option(help="Ids of puma-gen families, by commas. [dim]\\[all][/]")
        ] = None,
        compose: Annotated[
            float | None, typer.Option(help="Share of freely composed problems. [dim]\\[0.5][/]")
        ] = None,
        mcq: Annotated[float | None, typer.Option(help="Share of multiple choice. [dim]\\[0.5][/]")] = None,
        style: Annotated[str | None, typer.Option(help="varied, or plain for tiny models. [dim]\\[varied][/]")] = None,
        image_size: Annotated[int | None, typer.Option(help="Side of a drawing in pixels. [dim]\\[448][/]")] = None,
        math: Annotated[str | None, typer.Option(help="latex or unicode. [dim]\\[latex][/]")] = None,
        split: Annotated[str | None, typer.Option(help="By structure or by problem. [dim]\\[structure][/]")] = None,
        lang: Annotated[str | None, typer.Option(help="Language of the problems. [dim]\\[en][/]")] = None,
        shard_size: Annotated[int | None, typer.Option(help="Problems in a file, at most. [dim]\\[500][/]")] = None,
        config: Annotated[
            Path | None, typer.Option(help="YAML file with these settings; options given here win.")
        ] = None,
        resume: Annotated[bool, typer.Option("--resume", help="Continue the run in the folder, or mend it.")] = False,
        overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace the run in the folder.")] = False,
        quiet: Quiet = False,
        as_json: Json = False,
    ) -> None:
        given = {
            "n": n, "out": out, "mix": mix, "seed": seed, "workers": workers, "views": views, "pairs": pairs,
            "depth": depth, "givens": givens, "families": families, "compose": compose, "mcq": mcq, "style": style,
            "image_size": image_size, "math": math, "split": split, "lang": lang, "shard_size": shard_size,
        }  # fmt: skip
        _generate(domain, {name: value for name, value in given.items() if value is not None},
                  config, resume=resume, overwrite=overwrite, quiet=quiet, as_json=as_json)  # fmt: skip

    command.__name__, command.__doc__ = domain, told
    if domain != "all":
        whole = signature(command, eval_str=True)
        kept = [one for name, one in whole.parameters.items() if name != "mix"]
        command.__signature__ = whole.replace(parameters=kept)  # type: ignore[attr-defined]
    app.command(name=domain, epilog=f"Example: {example}")(plainly(command))


_domain("geometry", "Generate plane geometry: a folder that datasets.load_dataset opens.",
        "puma-gen geometry --n 1000 --seed 7 --depth 2-4 --out outputs/geometry")  # fmt: skip
_domain("functions", "Generate function plots and coordinate geometry.", "puma-gen functions --n 1000 --seed 7")
_domain("solid", "Generate solid geometry.", "puma-gen solid --n 1000 --seed 7")
_domain("all", "Generate a mix of all domains.",
        "puma-gen all --n 10000 --mix plane=0.5,functions=0.3,solid=0.2")  # fmt: skip


def _generate(
    domain: str,
    given: dict[str, Any],
    file: Path | None,
    *,
    resume: bool,
    overwrite: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    from puma_data.dataset.config import DOMAINS, make_config, read_settings
    from puma_data.run import run

    if resume and overwrite:
        raise PumaError("--resume and --overwrite exclude each other: continue the run or replace it")
    settings = (read_settings(file) if file else {}) | given
    if settings.setdefault("domain", domain) in (*DOMAINS, "all") and settings["domain"] != domain:
        raise PumaError(f"{file} is for {settings['domain']!r}: run puma-gen {settings['domain']} --config {file}")
    made_of = make_config(**settings)
    try:
        with _watching(quiet or as_json) as watch:
            summary = run(made_of, resume=resume, overwrite=overwrite, watch=watch)
    except KeyboardInterrupt:
        arguments = [word for word in sys.argv[1:] if word not in ("--overwrite", "--resume")]
        command = shlex.join(["puma-gen", *arguments, "--resume"])
        fail(f"interrupted; finished shards are kept. Continue with: {command}", 130)
    if as_json:
        typer.echo(json.dumps(summary.as_dict(), indent=2))
    elif not quiet:
        _report(summary)


@contextmanager
def _watching(silent: bool) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on a terminal, a line now and then elsewhere; notes as they come."""
    if silent:
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    told = 0
    start: tuple[float, int] | None = None
    last = time.monotonic()

    def state(progress: Progress) -> str:
        nonlocal start
        now = time.monotonic()
        if start is None:
            start = (now, progress.done)
        rate = (progress.done - start[1]) / max(now - start[0], 1e-9)
        left = f" · {_time((progress.total - progress.done) / rate)} left" if rate > 0 and now - start[0] > 1 else ""
        return f"{rate:,.1f}/s{left} · {progress.rejected:,} rejected · {progress.duplicates:,} duplicates"

    def tell(progress: Progress) -> None:
        nonlocal told
        for line in progress.notes[told:]:
            console.print("[yellow]note:[/]", literal(line))
        told = len(progress.notes)

    if not console.is_terminal:

        def print_sometimes(progress: Progress) -> None:
            nonlocal last
            tell(progress)
            shown = state(progress)
            if time.monotonic() - last > 10:
                last = time.monotonic()
                console.print(f"{progress.phase}: {progress.done:,} of {progress.total:,} · {shown}")

        yield print_sometimes
        return
    columns = (SpinnerColumn(), TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn(), TextColumn("[dim]{task.fields[state]}"))  # fmt: skip
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None, state="")

        def draw(progress: Progress) -> None:
            tell(progress)
            bar.update(task, description=progress.phase, state=state(progress))
            bar.update(task, completed=progress.done, total=progress.total)

        yield draw


def _time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def _report(summary: Summary) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    table.add_row("problems", f"{summary.problems:,}")
    table.add_row("rows, pairs", f"{summary.rows:,}, {summary.pairs:,}")
    table.add_row("splits", " · ".join(f"{name} {sizes['problems']:,}" for name, sizes in summary.splits.items()))
    rejected = sorted(summary.rejected.items(), key=lambda item: (-item[1], item[0]))
    table.add_row("rejected", f"{sum(summary.rejected.values()):,}")
    for reason, count in rejected[:8]:
        table.add_row("", literal(f"{count:>6,}  {reason}"))
    if rejected[8:]:
        table.add_row("", f"{sum(count for _, count in rejected[8:]):>6,}  for {len(rejected) - 8} other reasons")
    table.add_row("duplicates", f"{summary.duplicates:,} found · {summary.replaced:,} problems from beyond n")
    table.add_row("size", f"{summary.bytes / 1e6:,.1f} MB")
    rate = f"{summary.rate:,.1f} problems a second" if summary.rate else "nothing was left to make"
    table.add_row("time", f"{_time(summary.seconds)} · {rate}")
    console = Console(highlight=False)
    console.print(table)
    console.print(literal(f"\n{summary.out} is ready: puma-gen show {shlex.quote(summary.out)}"), soft_wrap=True)


@app.command(epilog="Example: puma-gen families --json")
@plainly
def families(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List what can be generated: id, domain, variants, theorems, an example."""
    from puma_data import registry

    found = [registry.describe(family) for family in registry.generators()]
    if as_json:
        typer.echo(json.dumps([asdict(family) for family in found], indent=2, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.padding import Padding

    from puma_data.dataset.mathml import to_plain

    console = Console(highlight=False)
    for family in found:
        console.print(f"[bold]{family.id}[/]  [dim]{family.domain}[/]  {escape(family.title)}")
        for name, text in (
            ("variants", ", ".join(family.variants)),
            ("theorems", ", ".join(family.theorems)),
            ("example", to_plain(family.example)),
        ):
            if text:
                console.print(Padding(f"[dim]{name}[/] {escape(text)}", (0, 0, 0, 2)))
        console.print()


@app.command(epilog="Example: puma-gen show outputs/geometry --n 24 --view vision_only")
@plainly
def show(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a dataset.", show_default=False)],
    n: Annotated[int, typer.Option("--n", "-n", min=1, max=500, help="How many problems.")] = 12,
    seed: Annotated[int, typer.Option(help="Another seed, other problems.")] = 0,
    family: Annotated[str | None, typer.Option(help="Only this family.")] = None,
    view: Annotated[str | None, typer.Option(help="Only this view.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write. [dim]\\[DIR][/]")] = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Draw a contact sheet (PNG) and write a self-contained gallery (HTML) of a dataset."""
    from pyarrow import ArrowException

    from puma_data.dataset.gallery import PAGE, SHEET, contact_sheet, heading, page, sample, varied
    from puma_data.dataset.manifest import read_manifest

    manifest = read_manifest(folder)
    try:
        examples = sample(folder, manifest, n, seed, family, view)
    except (OSError, ArrowException) as error:
        mend = f"{manifest['command']} --out {shlex.quote(str(folder))} --resume"
        raise PumaError(f"{folder} is damaged ({' '.join(str(error).split())}); mend it with {mend}") from None
    target = out or folder
    sheet, gallery = target / SHEET, target / PAGE
    try:
        target.mkdir(parents=True, exist_ok=True)
        contact_sheet([(heading(row), row) for row in varied(examples)], sheet)
        page(folder.absolute().name, manifest, examples, gallery)
    except OSError as error:
        raise PumaError(f"cannot write into {target}: {error.strerror}; choose another --out") from None
    if as_json:
        typer.echo(json.dumps({"problems": len(examples), "contact_sheet": str(sheet), "gallery": str(gallery)}))
    elif not quiet:
        typer.echo(f"{sheet}\n{gallery}")


if __name__ == "__main__":
    main()
