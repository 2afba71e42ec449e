import errno
import gc
import json
from collections import Counter

import pyarrow.parquet as pq
import pytest

from puma_data.dataset import shards
from puma_data.dataset.config import make_config
from puma_data.dataset.schema import ROW_GROUP, Rejected, schema, split_of
from puma_data.dataset.shards import PARTS, RECORDS, Cut, Record, attempt, make_shard, thin_shard
from tests.puma_data.dataset.fake_maker import FakeMaker, tree


@pytest.fixture
def out(tmp_path):
    for folder in (PARTS, RECORDS):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def silent(*counts):
    pass


def test_a_shard_is_what_its_record_says(out):
    config = make_config(n=200)
    record = make_shard(FakeMaker(config), config, out, Cut(3, 100, 200), silent)
    assert Record.load(out, Cut(3, 100, 200)) == record
    assert Record.load(out, Cut(3, 100, 201)) is None
    assert Record.load(out, Cut(4, 200, 300)) is None
    assert sorted(record.indices() + record.skip) == list(range(100, 200))
    assert sum(part.problems for part in record.parts if part.config == "problems") == record.problems
    assert not list((out / PARTS).glob("*.tmp"))
    ids = []
    for part in record.parts:
        file = pq.ParquetFile(out / record.path(part))
        assert file.metadata.num_rows == part.rows
        assert (out / record.path(part)).stat().st_size == part.bytes
        assert file.schema_arrow.equals(schema(part.config), check_metadata=False)
        if part.config == "problems":
            ids += pq.read_table(out / record.path(part))["problem_id"].to_pylist()
    assert sorted(set(ids)) == [f"plane_geometry-0-{index:08d}" for index in record.indices()]
    assert set(Counter(ids).values()) == {6}
    families = Counter(row["family"] for row in _rows(out, record) if row["view"] == "text_only")
    assert record.counts["family"] == families


def _rows(out, record):
    return [row for part in record.parts if part.config == "problems"
            for row in pq.read_table(out / record.path(part)).to_pylist()]  # fmt: skip


def test_a_family_that_leaves_the_program_is_a_rejection():
    class Leaves:
        def make(self, index):
            raise SystemExit(index)

    assert attempt(Leaves(), make_config(n=1), 7).reason.startswith("SystemExit in test_shards.py:")


def test_drafts_go_when_the_disk_is_full(out, monkeypatch, capfd):
    config = make_config(n=40)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    for function in ("commit", "checksum", "write_json"):
        with monkeypatch.context() as patch:
            patch.setattr(shards, function, full)
            with pytest.raises(OSError, match="No space"):
                make_shard(FakeMaker(config), config, out, Cut(0, 0, 40), silent)
        gc.collect()
        assert not list(out.rglob("*.tmp")) and not list((out / RECORDS).iterdir())
    assert capfd.readouterr().err == ""


def test_damage_is_found(out):
    config = make_config(n=40)
    record = make_shard(FakeMaker(config), config, out, Cut(0, 0, 40), silent)
    path = out / record.path(record.parts[0])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert Record.load(out, Cut(0, 0, 40)) is None
    path.unlink()
    assert Record.load(out, Cut(0, 0, 40)) is None
    (out / RECORDS / "00000.json").write_text("{")
    assert Record.load(out, Cut(0, 0, 40)) is None


def test_thinning_gives_the_bytes_of_skipping(out, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    for folder in (PARTS, RECORDS):
        (other / folder).mkdir(parents=True)
    config = make_config(n=120, pairs="all")
    record = make_shard(FakeMaker(config), config, out, Cut(0, 0, 120), silent)
    losers = record.indices()[3::7]
    thinned = thin_shard(config, out, record, losers, duplicates=len(losers))
    skipped = make_shard(FakeMaker(config), config, other, Cut(0, 0, 120, tuple(thinned.skip)), silent)
    assert tree(out / PARTS) == tree(other / PARTS)
    assert (thinned.keys, thinned.skip, thinned.parts) == (skipped.keys, skipped.skip, skipped.parts)
    assert thinned.counts == skipped.counts
    assert thinned.duplicates == record.duplicates + len(losers)
    everything = thin_shard(config, out, thinned, thinned.indices(), duplicates=0)
    assert everything.parts == [] and everything.keys == b"" and not list((out / PARTS).iterdir())


def test_images_are_stored_as_they_are_in_small_row_groups(out):
    config = make_config(n=200)
    record = make_shard(FakeMaker(config), config, out, Cut(0, 0, 200), silent)
    part = next(part for part in record.parts if part.config == "problems" and part.split == "train")
    data = pq.ParquetFile(out / record.path(part)).metadata
    for number in range(data.num_row_groups):
        group = data.row_group(number)
        assert group.num_rows <= ROW_GROUP
        columns = {group.column(at).path_in_schema: group.column(at) for at in range(group.num_columns)}
        assert columns["image.bytes"].compression == "UNCOMPRESSED"
        assert not any("DICTIONARY" in encoding for encoding in columns["image.bytes"].encodings)
        assert columns["question"].compression == columns["choices.list.element"].compression == "ZSTD"


class Broken(FakeMaker):
    def __init__(self, config, mend):
        super().__init__(config, fail=0, reject=0)
        self.mend = mend

    def make(self, index):
        made = super().make(index)
        self.mend(made)
        return made


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda made: made.rows.pop(), "rows are not the requested views"),
        (lambda made: made.rows[2].pop("answer"), "wrong columns: answer"),
        (lambda made: made.rows[2].update(colour="red"), "wrong columns: colour"),
        (lambda made: made.rows[2].update(depth="deep"), "wrong type"),
        (lambda made: made.rows[2].update(image="a.png"), "wrong type"),
        (lambda made: setattr(made, "key", b"short"), "must be 16 bytes"),
        (lambda made: 1 / 0, "ZeroDivisionError in test_shards.py:"),
    ],
)
def test_a_maker_that_breaks_its_word_is_named(harm, said):
    config = make_config(n=5)
    rejected = attempt(Broken(config, harm), config, 1)
    assert isinstance(rejected, Rejected)
    assert said in rejected.reason


def test_one_fault_is_one_reason(out):
    config = make_config(n=100)
    record = make_shard(FakeMaker(config, fail=5, reject=0), config, out, Cut(0, 0, 100), silent)
    raised = [reason for reason in record.rejected if reason.startswith("ArithmeticError")]
    assert len(raised) == 1 and "no such triangle at #" in raised[0]
    assert record.rejected[raised[0]] == 20


def test_splits_are_nine_tenths_and_two_twentieths():
    import hashlib

    splits = Counter(split_of(hashlib.sha256(str(number).encode()).digest()[:16]) for number in range(20_000))
    assert abs(splits["train"] / 20_000 - 0.90) < 0.01
    assert abs(splits["validation"] / 20_000 - 0.05) < 0.01
    assert abs(splits["test"] / 20_000 - 0.05) < 0.01


def test_features_are_those_of_datasets():
    datasets = pytest.importorskip("datasets")
    features = datasets.Features.from_arrow_schema(schema("problems"))
    assert isinstance(features["image"], datasets.Image)
    assert features["answer_value"].dtype == "float64" and features["level"].dtype == "int64"
    assert json.loads(schema("pairs").metadata[b"huggingface"])["info"]["features"]["weak_image"] == {"_type": "Image"}
