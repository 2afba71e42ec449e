import pytest

from puma_data.dataset.config import GenerateConfig, make_config, read_settings
from puma_data.dataset.schema import VIEWS
from puma_data.errors import PumaError


def test_what_is_given_in_words_becomes_values():
    config = make_config(n=5, views="vision_only, text_only", depth="2-4", families="b,a,b")
    assert config.views == ("text_only", "vision_only")  # in the order of the views
    assert config.depth == (2, 4)
    assert config.families == ("a", "b")
    assert make_config(n=5, depth=3).depth == make_config(n=5, depth="3").depth == (3, 3)
    assert make_config(n=5, views=["all"]).views == VIEWS


def test_only_out_and_workers_leave_the_bytes_alone():
    base = make_config(n=5)
    assert make_config(n=5, out="x", workers=9).digest() == base.digest()
    others = {
        "n": 6, "seed": 1, "views": "text_only", "pairs": "all", "depth": "1", "families": "a", "compose": 0.1,
        "mcq": 0.1, "image_size": 300, "math": "unicode", "shard_size": 7, "givens": 2, "style": "plain",
        "split": "problem",
    }  # fmt: skip
    digests = {make_config(**{"n": 5, name: value}).digest() for name, value in others.items()}
    assert len(digests | {base.digest()}) == len(others) + 1
    assert set(others) | {"domain", "mix", "lang", "out", "workers"} == set(GenerateConfig.model_fields)


def test_a_stored_config_is_read_back():
    config = make_config(n=5, depth="2-3", families="a,b", views="text_only")
    assert make_config(**config.content()).content() == config.content()
    assert config.command() == "puma-gen geometry --n 5 --seed 0 --views text_only --depth 2-3 --families a,b"


@pytest.mark.parametrize("mix", ["plane=5,solid=3", {"solid": 3, "plane": 5}, [["plane", 5], ["solid", 3]]])
def test_a_mix_is_normalised_and_said(mix):
    config = make_config(domain="all", n=5, mix=mix)
    assert config.shares == {"plane_geometry": 0.625, "solid_geometry": 0.375}
    assert config.normalised == "the mix sums to 8; taken as plane 0.625, solid 0.375"
    assert config.command() == "puma-gen all --n 5 --seed 0 --mix plane=5,solid=3"
    assert make_config(**config.content()) == config.model_copy(update={"workers": make_config(n=1).workers})
    default = make_config(domain="all", n=5)
    assert default.normalised == "" and list(default.shares.values()) == [0.5, 0.3, 0.2]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"domain": "geometri"}, "unknown domain 'geometri'; did you mean 'geometry'?"),
        ({"views": "vision_onli"}, "unknown view 'vision_onli'; did you mean 'vision_only'?"),
        ({"views": ""}, "empty list"),
        ({"pairs": "al"}, "unknown pair policy 'al'; did you mean 'all'?"),
        ({"n": 0}, "n: input should be greater than or equal to 1 (given: 0)"),
        ({"n": "many"}, "n: input should be a valid integer"),
        ({"depth": "0-3"}, "depth 0-3 is out of range"),
        ({"depth": "4-2"}, "depth 4-2 is out of range"),
        ({"depth": "1-2-3"}, "depth 1-2-3 is out of range"),
        ({"depth": 6}, "depth 6 is out of range"),
        ({"depth": "deep"}, "depth deep is out of range"),
        ({"mcq": 1.5}, "mcq: input should be less than or equal to 1"),
        ({"lang": "zh"}, "lang: input should be 'en'"),
        ({"workers": 0}, "workers: input should be greater"),
        ({"sede": 3}, "unknown setting 'sede'; did you mean 'seed'?"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(settings, said):
    with pytest.raises(PumaError) as caught:
        make_config(**{"n": 5, **settings})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_n_must_be_given():
    with pytest.raises(PumaError, match="n is not given"):
        make_config()


def test_settings_from_a_file(tmp_path):
    file = tmp_path / "run.yaml"
    file.write_text("n: 12\nviews: [text_only, vision_only]\ndepth: 2-3\n")
    assert make_config(**read_settings(file)).views == ("text_only", "vision_only")
    for text, said in (("m: 12", "unknown key 'm'"), ("imagesize: 3", "did you mean 'image_size'"),
                       ("- 1", "should hold settings"), ("n: [", "not valid YAML")):  # fmt: skip
        file.write_text(text)
        with pytest.raises(PumaError, match=said):
            read_settings(file)
    with pytest.raises(PumaError, match="cannot read the config"):
        read_settings(tmp_path / "none.yaml")


@pytest.mark.parametrize(("n", "size"), [(1, 25), (100, 25), (1000, 125), (4001, 500), (100_000, 500)])
def test_small_runs_are_cut_finer(n, size):
    assert make_config(n=n).per_shard == size
    assert make_config(n=n, shard_size=7).per_shard == 7
