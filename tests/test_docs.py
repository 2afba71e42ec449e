"""The pages of docs/ are true: what they show runs, and the tables name everything there is."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import puma_data
from generators.functions.domain import FUNCTIONS
from generators.plane.kinds import PLANE
from generators.solid.domain import SOLID
from puma_data import cli
from puma_data.dataset.schema import CONFIGS
from puma_data.present.views import DRAWING, TOLD, VIEWS
from puma_data.symbolic.recompute import recompute

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language in a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def run(command: list[str], folder: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with the checkout and a folder of packages importable."""
    importable = os.pathsep.join(map(str, filter(None, (path, ROOT))))
    environment = {**os.environ, "PYTHONPATH": importable, "HF_DATASETS_CACHE": str(folder / "cache")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def puma_gen(arguments: str, folder: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line with these arguments."""
    return run([sys.executable, "-m", cli.__name__, *arguments.split()], folder, path)


def install(site: Path, name: str, code: str) -> None:
    """Lay a package with one entry point out as pip would."""
    (site / name).mkdir(parents=True)
    (site / name / "__init__.py").write_text(code, encoding="utf-8")
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[puma_data.generators]\n{name} = {name}\n", encoding="utf-8")


# --- docs/writing-a-generator.md ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site-packages folder with the package that the page shows."""
    site = tmp_path_factory.mktemp("site")
    page = DOCS / "writing-a-generator.md"
    project = tomllib.loads(blocks(page, "toml")[0])["project"]
    assert project["entry-points"]["puma_data.generators"] == {"kites": "kites"}
    install(site, project["name"], blocks(page, "python")[0])
    templates = site / "kites/templates/en/families"
    templates.mkdir(parents=True)
    (templates / "kite_sticks.yaml").write_text(blocks(page, "yaml")[0], encoding="utf-8")
    return site


def test_the_family_of_the_page_is_short() -> None:
    assert len(blocks(DOCS / "writing-a-generator.md", "python")[0].splitlines()) < 60


@pytest.mark.slow
def test_the_family_of_the_page_makes_verified_problems(kites: Path, tmp_path: Path) -> None:
    for line in blocks(DOCS / "writing-a-generator.md", "bash")[0].splitlines():
        done = puma_gen(line.removeprefix("puma-gen "), tmp_path, kites)
        assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "outputs/kites/manifest.json").read_text())
    assert manifest["counts"]["family"] == {"kite_sticks": 12}
    assert not any(reason.startswith("kite_sticks") for reason in manifest["rejected"])
    assert (tmp_path / "outputs/kites/contact_sheet.png").exists()
    assert (tmp_path / "outputs/kites/gallery.html").exists()


def test_the_phrases_of_the_page_are_used(kites: Path, tmp_path: Path) -> None:
    code = """
        import puma_data
        made = list(puma_data.problems(n=12, families=("kite_sticks",), views="text_only", mcq=0))
        print(*(problem.rows[0]["statement"] for problem in made), sep="\\n")
        """
    done = run([sys.executable, "-c", dedent(code)], tmp_path, kites)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stdout.splitlines() if "paper" in line]
    assert told and all("cm" in line and "stick" in line and "diagonal" not in line for line in told)
    assert any("diagonal" in line for line in done.stdout.splitlines())


def test_one_problem_can_be_made_without_a_dataset(kites: Path, tmp_path: Path) -> None:
    done = run([sys.executable, "-c", blocks(DOCS / "writing-a-generator.md", "python")[1]], tmp_path, kites)
    assert done.returncode == 0, done.stderr
    assert "diagonal" in done.stdout


def test_the_new_family_is_listed(kites: Path, tmp_path: Path) -> None:
    code = """
        from puma_data.registry import describe, generators
        print(describe(next(family for family in generators() if family.id == "kite_sticks")))
        """
    done = run([sys.executable, "-c", dedent(code)], tmp_path, kites)
    assert done.returncode == 0, done.stderr
    assert "paper_kite" in done.stdout and "fails" not in done.stdout


FAULTS = """
from generators.plane.family import family
from generators.plane.quantities import length
from puma_data.symbolic.problem import Draft


def right_triangle(figure, a, b, corner=0):
    figure.points(A=a, B=b * 1j + corner, C=0)
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")


@family("sound", "Nothing is wrong with it", {"only": 1})
def sound(figure, rng, variant):
    a, b = rng.randrange(5, 60), rng.randrange(5, 60)
    right_triangle(figure, a, b)
    return Draft(figure, {length("A", "C"): a, length("B", "C"): b}, length("A", "B"))


@family("raises", "Raises", {"only": 1})
def raises(figure, rng, variant):
    return 1 / 0


@family("lies", "States what is not so", {"only": 1})
def lies(figure, rng, variant):
    right_triangle(figure, 4, 3, corner=1)


@family("misprints", "Gives a length that is not the drawing's", {"only": 1})
def misprints(figure, rng, variant):
    right_triangle(figure, 4, 3)
    return Draft(figure, {length("A", "C"): 4, length("B", "C"): 5}, length("A", "B"))


@family("vague", "Gives too little", {"only": 1})
def vague(figure, rng, variant):
    right_triangle(figure, 4, 3)
    return Draft(figure, {length("A", "C"): 4}, length("A", "B"))


GENERATORS = [sound, raises, lies, misprints, vague]
"""


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    install(site, "faults", FAULTS)
    return site


@pytest.mark.slow
def test_a_faulty_family_is_named_and_counted_and_the_run_goes_on(faults: Path, tmp_path: Path) -> None:
    wanted = "--families sound,raises,lies,misprints,vague --n 8 --views text_only --out made --workers 1 --json"
    done = puma_gen(f"geometry {wanted}", tmp_path, faults)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["problems"] == 8 and summary["counts"]["family"] == {"sound": 8}
    for start in ("raises: ZeroDivisionError", "lies: FalseFact", "misprints: FalseFact", "vague: "):
        assert sum(count for reason, count in summary["rejected"].items() if reason.startswith(start)) > 0, start


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("raises", "raises: ZeroDivisionError: division by zero"),
        ("lies", r"lies: FalseFact: right_angle.* does not hold"),
        ("vague", "vague: .*does not follow"),
    ],
)
def test_nothing_but_a_faulty_family_is_one_clear_line(faults: Path, tmp_path: Path, family: str, told: str) -> None:
    done = puma_gen(f"geometry --families {family} --n 3 --views text_only --out made -q", tmp_path, faults)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert re.search(told, done.stderr)


def test_a_faulty_family_does_not_hide_the_others(faults: Path, tmp_path: Path) -> None:
    code = """
        from puma_data.registry import describe, generators
        print(*(describe(family).example for family in generators() if family.id in ("raises", "sound")), sep="\\n")
        """
    done = run([sys.executable, "-c", dedent(code)], tmp_path, faults)
    assert done.returncode == 0, done.stderr
    assert "fails: ZeroDivisionError" in done.stdout and "triangle" in done.stdout


# --- docs/dataset.md ------------------------------------------------------------------------------------------------


def table(page: Path, title: str) -> dict[str, list[str]]:
    """The rows of the first table under a heading, by each `name` of the first column."""
    text = page.read_text(encoding="utf-8").split(f"# {title}\n", 1)[1]
    lines = re.search(r"(^\|.*\n)+", text, re.MULTILINE)
    assert lines
    rows: dict[str, list[str]] = {}
    for line in lines[0].splitlines()[2:]:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        rows |= dict.fromkeys(re.findall(r"`(\w+)`", cells[0]), cells)
    return rows


def test_the_columns_are_those_of_the_schema() -> None:
    assert list(table(DOCS / "dataset.md", "`problems`: one row a problem and view")) == list(CONFIGS["problems"])
    assert set(table(DOCS / "dataset.md", "`pairs`: two views of one problem")) == set(CONFIGS["pairs"])


def test_the_views_are_routed_as_told() -> None:
    rows = table(DOCS / "dataset.md", "Views")
    assert tuple(rows) == VIEWS
    for view in VIEWS:
        told = dict(zip(("descriptive", "implicit", "essential"), rows[view][1:4], strict=True))
        assert {info for info, where in told.items() if where == "text"} == set(TOLD[view])
        assert rows[view][4] == (DRAWING[view] or "none")


def test_every_fact_kind_is_documented_with_its_class_and_arguments() -> None:
    rows = table(DOCS / "dataset.md", "Facts")
    assert set(rows) == set(PLANE.facts)
    for kind in PLANE.facts.values():
        assert rows[kind.name][1] == kind.info
        if kind.roles and all(len(role) == 1 for role in kind.roles) and "then" not in rows[kind.name][2]:
            assert rows[kind.name][2] == ", ".join(kind.roles)


def test_every_fact_kind_of_plots_and_solids_is_documented() -> None:
    page = (DOCS / "dataset.md").read_text(encoding="utf-8")
    for domain in (FUNCTIONS, SOLID):
        assert [kind for kind in domain.facts if f"`{kind}`" not in page] == []


LENGTH = {"kind": "length", "args": ["A", "B"]}
GOALS: dict[str, tuple[list[Any], float]] = {
    "length": (["A", "B"], 4),
    "angle": (["A", "B", "C"], math.degrees(math.atan(3 / 4))),
    "reflex": (["A", "B", "C"], 360 - math.degrees(math.atan(3 / 4))),
    "sine": (["A", "B", "C"], 3 / 5),
    "cosine": (["A", "B", "C"], 4 / 5),
    "tangent": (["A", "B", "C"], 3 / 4),
    "area": (["A", "B", "C"], 6),
    "perimeter": (["A", "B", "C"], 12),
    "sides": (["A", "B", "C"], 3),
    "ratio": ([["A", "B"], ["B", "C"]], 4 / 5),
    "radius": (["c"], 4),
    "diameter": (["c"], 8),
    "circumference": (["c"], 8 * math.pi),
    "circle_area": (["c"], 16 * math.pi),
    "arc": (["c", "D", "B"], 270),
    "arc_length": (["c", "D", "B"], 6 * math.pi),
    "sector_area": (["c", "D", "B"], 12 * math.pi),
    "sector_perimeter": (["c", "D", "B"], 8 + 6 * math.pi),
    "region_area": (
        [[["circle", "c", 1]], [["line", "A", "C"], ["line", "C", "B"], ["line", "B", "A"]]],
        16 * math.pi - 6,
    ),
    "region_perimeter": ([[["line", "A", "B"], ["arc", "c", "B", "D", 1], ["line", "D", "A"]]], 8 + 2 * math.pi),
    "quotient": ([LENGTH, {"kind": "radius", "args": ["c"]}], 1),
    "combination": ([["1/2", LENGTH], ["-sqrt(3)", LENGTH]], 2 - 4 * math.sqrt(3)),
    "unknown": (["x", "2*x + 3", LENGTH], 1 / 2),
}


def test_every_goal_kind_is_documented_and_recomputed() -> None:
    page = (DOCS / "dataset.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in PLANE.quantities)
    assert set(table(DOCS / "dataset.md", "Goals and values")) == set(GOALS)
    points = {"A": [0.0, 0.0], "B": [4.0, 0.0], "C": [0.0, 3.0], "D": [0.0, 4.0]}
    circles = [{"id": "c", "center": "A", "radius": 4.0}]
    for kind, (args, value) in GOALS.items():
        assert recompute({"kind": kind, "args": args}, points, circles) == pytest.approx(value), kind


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a small dataset lies where the pages expect it."""
    home = tmp_path_factory.mktemp("home")
    done = puma_gen("geometry --n 24 --seed 5 --image-size 224 --mcq 0.3 --out outputs/geometry -q", home)
    assert done.returncode == 0, done.stderr
    return home


@pytest.mark.slow
def test_a_reader_can_recompute_goals(dataset: Path) -> None:
    code = "\n".join(blocks(DOCS / "dataset.md", "python"))
    done = run([sys.executable, "-c", code], dataset)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 12, "too few goals are of the kinds that the page measures"


@pytest.mark.slow
def test_the_keys_of_manifest_and_spec_are_documented(dataset: Path) -> None:
    manifest = json.loads((dataset / "outputs/geometry/manifest.json").read_text())
    assert set(table(DOCS / "dataset.md", "Manifest")) == set(manifest)
    rows = puma_data.load(dataset / "outputs/geometry", "problems", split="train")
    keys = set().union(*(json.loads(spec) for spec in rows["spec"]))
    documented = set(table(DOCS / "dataset.md", "`spec`"))
    assert keys <= documented and documented - keys <= {"regions", "solid"}


# --- docs/benchmarks.md ---------------------------------------------------------------------------------------------


def test_every_benchmark_is_on_the_page() -> None:
    page = (DOCS / "benchmarks.md").read_text(encoding="utf-8")
    for script in (ROOT / "benchmarks").glob("*.py"):
        assert f"benchmarks/{script.name}" in page


@pytest.mark.slow
def test_the_benchmark_of_the_whole_job_tells_where_the_time_goes(tmp_path: Path) -> None:
    done = run([sys.executable, str(ROOT / "benchmarks/generate.py"), "--n", "3"], tmp_path)
    assert done.returncode == 0, done.stderr
    told = dict(re.findall(r"^([a-z ]+?) +([\d.]+)", done.stdout, re.MULTILINE))
    stages = ("invent", "verify", "word", "lay out", "rasterise", "encode", "key", "spec", "write")
    assert all(float(told[stage]) > 0 for stage in stages)
    assert math.isclose(sum(float(told[stage]) for stage in stages), float(told["all"]), abs_tol=0.1)
