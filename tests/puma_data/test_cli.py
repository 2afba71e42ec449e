"""The command as its user meets it: exit codes, one clear line for what is wrong, and no traceback."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from puma_data import cli, registry, run
from puma_data.registry import Description
from tests.puma_data.dataset.fake_maker import FAMILIES, maker, tree

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def fake(monkeypatch):
    """A small registry and the fake maker in place of the installed generators."""
    known = [SimpleNamespace(id=name, domain="plane_geometry") for name in FAMILIES]
    monkeypatch.setattr(registry, "generators", lambda: known)
    monkeypatch.setattr(run, "default_factory", maker())


@pytest.fixture
def command(monkeypatch, capsys):
    def call(*words):
        monkeypatch.setattr(sys, "argv", ["puma-gen", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return call


@pytest.fixture
def dataset(command, tmp_path):
    out = tmp_path / "geometry"
    assert command("geometry", "--n", 30, "--workers", 1, "--out", out, "--quiet") == (0, "", "")
    return out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["geometri", "--n", "3"], "'geometri'. Did you mean 'geometry'?"),
        (["planes", "--n", "3"], "No such command 'planes'. Known: geometry, functions, solid, all, families, show"),
        (["functions", "--n", "3"], "no generator is installed for functions; see puma-gen families"),
        (["geometry", "--n", "3", "--mix", "plane=1"], "No such option: --mix"),
        (["all", "--n", "3"], "no generator is installed for functions; leave it out with --mix"),
        (["all", "--n", "3", "--mix", "plain=1"], "unknown domain 'plain' in the mix; did you mean 'plane'?"),
        (["all", "--n", "3", "--mix", "plane=1,plane=2"], "the mix names plane twice"),
        (["all", "--n", "3", "--mix", "plane=much"], "plane=much is no share"),
        (["all", "--n", "3", "--mix", "plane=-1"], "plane=-1 is no share"),
        (["all", "--n", "3", "--mix", "plane"], "plane= is no share"),
        (["all", "--n", "3", "--mix", "plane=0"], "every share of the mix is 0"),
        (["geometry", "--n", "3", "--familys", "compose"], "No such option: --familys"),
        (["geometry"], "n is not given; say how many problems to make, as in --n 1000"),
        (["geometry", "--n", "many"], "Invalid value for '--n'"),
        (["geometry", "--n", "0"], "greater than or equal to 1"),
        (["geometry", "--n", "-4"], "greater than or equal to 1"),
        (["geometry", "--n", "3", "--depth", "0-9"], "depth 0-9 is out of range; give a depth from 1 to 5"),
        (["geometry", "--n", "3", "--views", "vison_only"], "unknown view 'vison_only'; did you mean 'vision_only'?"),
        (["geometry", "--n", "3", "--families", "sector_aria"], "'sector_aria'; did you mean 'sector_area'?"),
        (["geometry", "--n", "3", "--pairs", "every"], "unknown pair policy 'every'"),
        (["geometry", "--n", "3", "--math", "tex"], "math: input should be 'latex' or 'unicode' (given: 'tex')"),
        (["geometry", "--n", "3", "--lang", "zh"], "lang: input should be 'en'"),
        (["geometry", "--n", "3", "--config", "none.yaml"], "cannot read the config none.yaml"),
        (["geometry", "--n", "3", "--resume", "--overwrite"], "exclude each other"),
        (["geometry", "--n", "3", "--out", "/proc/none"], "cannot write /proc/none"),
        (["show", "none"], "none holds no finished dataset; make one with puma-gen geometry"),
    ],
)
def test_what_is_wrong_is_one_line_and_code_2(command, monkeypatch, tmp_path, words, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = command(*words)
    assert (code, out) == (2, "")
    assert said in err and err.startswith("error: ")
    assert err.count("\n") == 1 and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_config_file_is_overruled_by_options_and_checked(command, tmp_path):
    file = tmp_path / "run.yaml"
    file.write_text(f"n: 4\nseed: 3\nworkers: 1\nout: {tmp_path / 'data'}\nviews: [text_only, vision_only]\n")
    code, out, _ = command("geometry", "--config", file, "--n", 5, "--json")
    summary = json.loads(out)
    assert code == 0
    assert (summary["problems"], summary["rows"], summary["command"]) == (
        5, 10, "puma-gen geometry --n 5 --seed 3 --views text_only,vision_only")  # fmt: skip
    file.write_text("n: 4\nfamilly: compose\n")
    code, _, err = command("geometry", "--config", file)
    assert code == 2 and "unknown key 'familly'; did you mean 'families'?" in err
    for line, said in (("domain: planes", "unknown domain 'planes'; known: geometry, functions, solid, all"),
                       ("domain: solid", "is for 'solid': run puma-gen solid"),
                       ("mix: {plane: 1}", "a mix is for puma-gen all, and this is puma-gen geometry"),
                       ("domain: [geometry]", "domain: input should be a valid string"),
                       ("views: 3", "3 is not a list of names, as in a,b or [a, b]"),
                       ("families:", "None is not a list of names")):  # fmt: skip
        file.write_text(f"n: 4\n{line}\n")
        code, _, err = command("geometry", "--config", file)
        assert code == 2 and said in err and err.count("\n") == 1


def test_a_run_ends_with_a_summary(command, tmp_path):
    code, out, err = command("geometry", "--n", 30, "--workers", 1, "--out", tmp_path / "data")
    assert code == 0 and err == ""
    for said in ("problems", "180, 30", "train", "the figure cannot be labelled", "duplicates", "a second", "gen show"):
        assert said in out


def test_another_run_in_the_folder(command, dataset):
    before = tree(dataset)
    code, _, err = command("geometry", "--n", 31, "--workers", 1, "--out", dataset)
    assert code == 2 and "geometry n=30 seed=0, finished" in err and "--resume" in err and "--overwrite" in err
    code, _, err = command("geometry", "--n", 31, "--workers", 1, "--out", dataset, "--resume")
    assert code == 2 and "n is 30 there and 31 here" in err
    assert tree(dataset) == before
    code, out, _ = command("geometry", "--n", 30, "--workers", 1, "--out", dataset, "--resume")
    assert code == 0 and "nothing was left to make" in out
    assert tree(dataset) == before
    assert command("geometry", "--n", 3, "--workers", 1, "--out", dataset, "--overwrite", "--quiet")[0] == 0


def test_show_draws_a_sheet_and_a_page_that_needs_nothing_else(command, dataset, tmp_path):
    code, out, _ = command("show", dataset, "--n", 7)
    assert code == 0 and out.split() == [str(dataset / "contact_sheet.png"), str(dataset / "gallery.html")]
    assert Image.open(dataset / "contact_sheet.png").width > 1000
    page = (dataset / "gallery.html").read_text()
    assert page.count("<article") == 7
    assert "http" not in page.replace("http-equiv", "")
    assert "<!--" not in page
    composed = json.loads((dataset / "manifest.json").read_text())["counts"]["family"]["compose"]
    words = ["--view", "vision_only", "--family", "compose", "--out", tmp_path / "look", "--json"]
    code, out, _ = command("show", dataset, *words)
    assert json.loads(out)["problems"] == composed < 12
    page = (tmp_path / "look/gallery.html").read_text()
    assert "data-views='text_lite'" not in page and "data-family='sector_area'" not in page
    for words, said in ((["--view", "vision"], "has no view 'vision'; did you mean 'vision_only'?"),
                        (["--family", "composed"], "did you mean 'compose'?")):  # fmt: skip
        code, _, err = command("show", dataset, *words)
        assert code == 2 and said in err


@pytest.mark.parametrize("damage", [lambda file: file.write_bytes(b"X"), Path.unlink])
def test_a_damaged_dataset_is_mended_as_show_says(command, dataset, damage):
    before = tree(dataset)
    for file in (dataset / "problems").iterdir():
        damage(file)
    code, _, err = command("show", dataset)
    assert code == 2 and err.count("\n") == 1 and "is damaged" in err
    words = err.split("mend it with puma-gen ")[1].split()
    assert command(*words, "--workers", 1, "--quiet")[0] == 0
    assert tree(dataset) == before


def test_families_are_listed(command, monkeypatch):
    example = "Find $\\pi r^2$."
    described = Description("sector_area", "Sectors", "plane_geometry", ("radius",), ("sector area",), example)
    monkeypatch.setattr(registry, "generators", lambda: [described])
    monkeypatch.setattr(registry, "describe", lambda family: family)
    code, out, _ = command("families", "--json")
    assert code == 0
    assert json.loads(out) == [
        {"id": "sector_area", "title": "Sectors", "domain": "plane_geometry", "variants": ["radius"],
         "theorems": ["sector area"], "example": "Find $\\pi r^2$."}]  # fmt: skip
    code, out, _ = command("families")
    assert code == 0 and "sector_area" in out and "π r²" in out


SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits a deaf ear
from puma_data import cli, run
from tests.puma_data.dataset.fake_maker import maker
run.check_families = lambda config: None
run.default_factory = maker(slow=0.02)
sys.argv = ["puma-gen", *sys.argv[1:]]
cli.main()
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_says_how_to_go_on(tmp_path, workers):
    out = tmp_path / "my data"
    words = ["geometry", "--n", "300", "--shard-size", "20", "--workers", str(workers), "--out", str(out)]
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, *words], cwd=ROOT, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    end = time.monotonic() + 30
    while not list(out.glob(".run/shards/*.json")):
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    told, err = process.communicate(timeout=10)
    assert process.returncode == 130 and told == ""
    assert "Traceback" not in err
    assert f"Continue with: puma-gen {' '.join(words[:-1])} '{out}' --resume" in err
    assert list(out.glob(".run/shards/*.json"))


def test_ctrl_c_before_the_first_shard_is_one_line_too(command, monkeypatch, tmp_path):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("puma_data.dataset.config.make_config", interrupted)
    assert command("geometry", "--n", 3, "--out", tmp_path / "data") == (130, "", "error: interrupted\n")


@pytest.mark.slow
def test_progress_on_a_terminal(tmp_path):
    ours, theirs = pty.openpty()
    words = ["geometry", "--n", "120", "--shard-size", "30", "--workers", "2", "--out", str(tmp_path / "data")]
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs,
                               env={**os.environ, "TERM": "xterm", "COLUMNS": "160"})  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:
        pass  # the terminal is gone with its process
    assert process.wait() == 0
    for said in (b"making", b"/120", b"/s", b"left", b"rejected", b"duplicates"):
        assert said in seen


def test_help_comes_at_once():
    command = [sys.executable, "-X", "importtime", "-m", "puma_data.cli", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert "puma-gen geometry --n 1000" in told.stdout
    imported = {line.split("|")[-1].strip() for line in told.stderr.splitlines()}
    assert imported.isdisjoint({"numpy", "pyarrow", "pydantic", "matplotlib", "datasets", "sympy", "PIL"})
