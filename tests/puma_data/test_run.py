"""Whole runs: the same bytes whatever happens on the way."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import datasets
import pyarrow.parquet as pq
import pytest

import puma_data
from puma_data import PumaError
from puma_data.dataset.schema import PAIR_COLUMNS, PROBLEM_COLUMNS, VIEWS, schema, split_of
from puma_data.dataset.shards import RECORDS
from puma_data.run import PLAN
from tests.puma_data.dataset.fake_maker import FakeMaker, maker, tree

N, SHARD = 60, 15


def run(out, *, workers=1, resume=False, overwrite=False, n=N, watch=None, troubles=None, **options):
    return puma_data.generate(n=n, out=out, workers=workers, shard_size=SHARD, resume=resume, overwrite=overwrite,
                              watch=watch, maker_factory=maker(**(troubles or {})), **options)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A run that nothing interrupted."""
    out = tmp_path_factory.mktemp("whole") / "data"
    return out, run(out)


def test_the_folder_is_complete(whole):
    out, summary = whole
    manifest = json.loads((out / "manifest.json").read_text())
    files = {file["path"]: file for shard in manifest["shards"] for file in shard["files"]}
    checks = tree(out)
    assert set(checks) == {*files, "manifest.json", "README.md", "assets/views.png", "assets/examples.png"}
    for path, file in files.items():
        assert checks[path] == file["sha256"]
        assert pq.read_metadata(out / path).num_rows == file["rows"] > 0
    for config in ("problems", "pairs"):
        for split in manifest["splits"]:
            names = sorted(path.name for path in (out / config).glob(f"{split}-*"))
            assert names == [f"{split}-{i:05d}-of-{len(names):05d}.parquet" for i in range(len(names))]
    assert summary.problems == manifest["problems"] == N
    assert summary.rows == 6 * N and summary.pairs == N
    assert sum(sizes["problems"] for sizes in summary.splits.values()) == N
    assert sum(summary.counts["family"].values()) == sum(summary.counts["level"].values()) == N
    assert summary.replaced > 0 and summary.duplicates > 0


def test_columns_are_those_of_the_contract(whole):
    out, _ = whole
    for config, columns in (("problems", PROBLEM_COLUMNS), ("pairs", PAIR_COLUMNS)):
        for path in (out / config).iterdir():
            assert pq.read_schema(path).names == list(columns)
            assert pq.read_schema(path).equals(schema(config), check_metadata=False)


def _expected(n):
    """The dataset by a loop anyone can read: the first n different problems by index, as the rules say."""
    fake, keys, indices = FakeMaker(puma_data.GenerateConfig(n=n)), set(), []
    index = 0
    while len(indices) < n:
        try:
            made = fake.make(index)
        except ArithmeticError:
            made = None
        if isinstance(made, puma_data.Made) and made.key not in keys:
            keys.add(made.key)
            indices.append(index)
        index += 1
    return indices


def test_duplicates_go_to_the_lowest_index_and_replacements_follow_in_order(whole):
    out, summary = whole
    ids = Counter(id for path in (out / "problems").iterdir() for id in pq.read_table(path)["problem_id"].to_pylist())
    assert sorted(ids) == [f"plane_geometry-0-{index:08d}" for index in _expected(N)]
    assert set(ids.values()) == {len(VIEWS)}
    assert summary.replaced == sum(index >= N for index in _expected(N))


def test_problems_iterates_what_generate_writes():
    made = list(puma_data.problems(n=N, maker_factory=maker()))
    assert [problem.index for problem in made] == _expected(N)
    with pytest.raises(PumaError, match="only 10 different"):
        list(puma_data.problems(n=11, maker_factory=maker(different=10, far=0, near=0, reject=0, fail=0)))


def test_no_structure_is_in_two_splits(tmp_path):
    run(tmp_path / "data", troubles={"structures": 30})
    homes = {}
    for path in (tmp_path / "data/problems").iterdir():
        for text in pq.read_table(path)["statement"].to_pylist():
            number = int(text.split()[1].rstrip(":"))
            homes.setdefault(number % 30, set()).add(path.name.split("-")[0])
    assert all(len(splits) == 1 for splits in homes.values())


@pytest.mark.parametrize(("structure", "split"), [(0, "train"), (5, "test"), (26, "validation")])
def test_train_is_never_empty(tmp_path, structure, split):
    fake = FakeMaker(puma_data.GenerateConfig(n=1), structures=1, first_structure=structure)
    assert split_of(fake.make(0).structure) == split
    summary = run(tmp_path / "data", n=4, troubles={"structures": 1, "first_structure": structure})
    assert summary.splits == {"train": {"problems": 4, "rows": 24, "pairs": 4}}


@pytest.mark.parametrize("workers", [2, 3])
def test_the_number_of_workers_does_not_show(whole, tmp_path, workers):
    run(tmp_path / "data", workers=workers)
    assert tree(tmp_path / "data") == tree(whole[0])


# Killed at any moment


def _killed_at(out, commit, after):
    """In a child: a run that is killed by signal 9 just before or after its `commit`th file gets its name."""
    child = os.fork()
    if child:
        return os.WTERMSIG(os.waitpid(child, 0)[1])
    from puma_data import run as module
    from puma_data.dataset import shards

    real, count = shards.commit, 0

    def commit_or_die(draft, path):
        nonlocal count
        count += 1
        if count == commit and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        real(draft, path)
        if count == commit:
            os.kill(os.getpid(), signal.SIGKILL)

    shards.commit = module.commit = commit_or_die
    try:
        run(out)
    finally:
        os._exit(0)


@pytest.mark.slow
def test_a_run_killed_at_any_file_resumes_to_the_same_bytes(whole, tmp_path):
    last, moments = 0, 0
    for commit in [1, 2, 3, 5, *range(8, 200, 11)]:
        out = tmp_path / str(commit)
        if _killed_at(out, commit, after=commit % 2 == 0) != signal.SIGKILL:
            break  # it has fewer files
        moments += 1
        last = commit
        run(out, resume=True)
        assert tree(out) == tree(whole[0]), f"killed at file {commit}"
        shutil.rmtree(out)
    assert moments > 8 and last > 50  # well into the final names


def test_a_run_killed_while_renaming_and_then_damaged_resumes(whole, tmp_path):
    out = tmp_path / "data"
    count = next(commit for commit in range(50, 200) if _final_files(out, commit) >= 3)
    assert count and (out / PLAN).exists()
    moved = sorted((out / "problems").iterdir())
    moved[0].write_bytes(b"not parquet")
    moved[1].unlink()
    run(out, resume=True)
    assert tree(out) == tree(whole[0])


def _final_files(out, commit):
    shutil.rmtree(out, ignore_errors=True)
    _killed_at(out, commit, after=True)
    return len(list(out.glob("problems/*")))


SCRIPT = """
import sys, puma_data
from tests.puma_data.dataset.fake_maker import maker
factory = maker({troubles})
puma_data.generate(n={n}, out=sys.argv[1], workers={workers}, shard_size={shard}, resume=True, maker_factory=factory)
"""


def start(out, *, workers=2, troubles="slow=0.01", **options):
    script = SCRIPT.format(n=N, workers=workers, shard=SHARD, troubles=troubles)
    return subprocess.Popen([sys.executable, "-c", script, str(out)], cwd=Path(__file__).parents[2],
                            stderr=subprocess.PIPE, text=True, **options)  # fmt: skip


def until(condition, process, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.005)


@pytest.mark.parametrize(("workers", "records"), [(2, 1), (3, 4)])
def test_killing_many_workers_and_their_coordinator_leaves_no_orphan_and_no_trace(whole, tmp_path, workers, records):
    out = tmp_path / "data"
    process = start(out, workers=workers)
    until(lambda: len(list((out / RECORDS).glob("*.json"))) >= records, process)
    children = {int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()}
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline, "a worker outlived its coordinator"
        time.sleep(0.01)
    assert children
    run(out, workers=workers, resume=True)
    assert tree(out) == tree(whole[0])


def test_a_worker_that_dies_is_reported_and_replaced(whole, tmp_path):
    out, notes = tmp_path / "data", []
    summary = run(out, workers=2, troubles={"die_at": 21, "mark": str(tmp_path / "mark")},
                  watch=lambda progress: notes.extend(progress.notes))  # fmt: skip
    assert any("a worker ended with code 7 in shard 1" in note for note in notes)
    assert summary.notes and tree(out) == tree(whole[0])


def test_a_shard_that_kills_every_worker_stops_the_run(whole, tmp_path):
    out = tmp_path / "data"
    with pytest.raises(PumaError, match="shard 1 cost 3 workers.*--resume"):
        run(out, workers=2, troubles={"die_at": 21})
    run(out, resume=True)
    assert tree(out) == tree(whole[0])


# Folders with something in them


def test_damaged_files_of_a_finished_dataset_are_made_again(whole, tmp_path):
    out = tmp_path / "data"
    shutil.copytree(whole[0], out)
    files = sorted((out / "problems").iterdir())
    files[0].write_bytes(files[0].read_bytes()[:-7])
    files[-1].unlink()
    (out / "README.md").unlink()
    summary = run(out, resume=True)
    assert "made again" in summary.notes[0]
    assert tree(out) == tree(whole[0])
    assert run(out, resume=True).notes == []


def test_a_folder_with_another_run_names_it_and_both_ways_on(whole, tmp_path):
    out = tmp_path / "data"
    shutil.copytree(whole[0], out)
    with pytest.raises(PumaError) as caught:
        run(out, seed=3)
    for said in ("geometry n=60 seed=0", "finished", "--resume", "--overwrite"):
        assert said in str(caught.value)
    with pytest.raises(PumaError, match="mcq is 0.5 there and 0.25 here; n is 60 there and 50 here"):
        run(out, n=50, mcq=0.25, resume=True)
    assert tree(out) == tree(whole[0])
    (out / "problems/mine.parquet").write_text("mine")
    (out / "notes.txt").write_text("mine")
    run(out, n=5, overwrite=True)
    assert (out / "problems/mine.parquet").read_text() == (out / "notes.txt").read_text() == "mine"
    (out / "problems/mine.parquet").unlink()
    (out / "notes.txt").unlink()
    run(tmp_path / "fresh", n=5)
    assert tree(out) == tree(tmp_path / "fresh")


def test_other_people_s_files_are_not_written_among(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    for options in ({}, {"resume": True}, {"overwrite": True}):
        with pytest.raises(PumaError, match=r"holds other files \(thesis.tex, …\) and no run; choose another --out"):
            run(tmp_path, n=2, **options)
    assert list(tmp_path.iterdir()) == [tmp_path / "thesis.tex"]
    with pytest.raises(PumaError, match="is a file"):
        run(tmp_path / "thesis.tex", n=2)
    clone = tmp_path / "clone"
    (clone / ".git").mkdir(parents=True)  # a dataset repository to be filled
    assert run(clone, n=2).problems == 2


def test_two_runs_do_not_share_a_folder(tmp_path):
    process = start(tmp_path / "data", workers=1, troubles="slow=0.1")
    until((tmp_path / "data" / RECORDS).exists, process)
    with pytest.raises(PumaError, match="another run is writing into"):
        run(tmp_path / "data", resume=True)
    process.kill()
    process.communicate()


def test_an_unwritable_folder(tmp_path):
    with pytest.raises(PumaError, match="cannot write /proc/none"):
        run(Path("/proc/none/data"), n=2)


def test_a_full_disk_keeps_finished_shards(whole, tmp_path):
    out = tmp_path / "data"
    run_shards = start(out, workers=1, troubles="slow=0.01")
    until(lambda: len(list((out / RECORDS).glob("*.json"))) >= 2, run_shards)
    run_shards.kill()
    run_shards.communicate()
    before = tree(out / RECORDS)

    def small_files_only():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # as a full disk: a write fails in the middle

    process = start(out, workers=1, preexec_fn=small_files_only)
    _, said = process.communicate(timeout=60)
    assert "the disk is full" in said and "continue with --resume" in said
    assert tree(out / RECORDS).items() >= before.items()
    run(out, resume=True)
    assert tree(out) == tree(whole[0])


# Generators that give too little


@pytest.mark.slow
def test_an_exhausted_generator_leaves_what_there_is(tmp_path):
    out = tmp_path / "data"
    few = {"different": 30, "near": 0, "far": 0, "fail": 0, "reject": 0}
    with pytest.raises(PumaError, match="only 30 different problems of the 33 asked for.*complete and valid"):
        run(out, n=33, troubles=few)
    assert datasets.load_dataset(str(out), "problems", split="train", cache_dir=str(tmp_path / "cache")).num_rows > 0
    assert json.loads((out / "manifest.json").read_text())["problems"] == 30


def test_a_generator_that_only_fails_is_named(tmp_path):
    with pytest.raises(PumaError, match="all 3 were rejected: ArithmeticError in fake_maker.py"):
        run(tmp_path / "data", n=3, troubles={"fail": 1, "reject": 0})


# Opening


def test_datasets_opens_both_configs(whole, tmp_path, monkeypatch):
    out, summary = whole
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path)
    problems = puma_data.load(out)
    assert {split: len(rows) for split, rows in problems.items()} == {
        split: sizes["rows"] for split, sizes in summary.splits.items()
    }
    features = problems["train"].features
    assert list(features) == list(PROBLEM_COLUMNS)
    assert isinstance(features["image"], datasets.Image)
    row = next(row for row in problems["train"] if row["view"] == "vision_only")
    assert row["image"].size == (160, 120) and isinstance(row["theorems"], list)
    pairs = puma_data.load(str(out), "pairs", "train")
    assert list(pairs.features) == list(PAIR_COLUMNS) and len(pairs) == summary.splits["train"]["pairs"]
    assert isinstance(pairs.features["strong_image"], datasets.Image)
    with pytest.raises(PumaError, match="no config 'pair'; did you mean 'pairs'"):
        puma_data.load(out, "pair")
    with pytest.raises(PumaError, match="no split 'dev'"):
        puma_data.load(out, "pairs", "dev")
    with pytest.raises(PumaError, match="holds no finished dataset"):
        puma_data.load(tmp_path)


def test_views_without_a_pair_give_no_pairs(tmp_path):
    summary = run(tmp_path / "data", n=8, views="text_only,text_dominant")
    assert "no pairs are written" in summary.notes[0]
    assert summary.pairs == 0 and summary.rows == 16
    assert not (tmp_path / "data/pairs").exists()
    assert "config_name: pairs" not in (tmp_path / "data/README.md").read_text()
    with pytest.raises(PumaError, match="no config 'pairs'"):
        puma_data.load(tmp_path / "data", "pairs")
