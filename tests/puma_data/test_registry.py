"""Plug-ins with every fault that an author can commit: each is named in one line, or counted under its family."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest

import puma_data
from puma_data import PumaError, registry
from puma_data.dataset.manifest import versions
from puma_data.present import templates

FAMILIES = """
import sys
from generators.plane.family import family
from generators.plane.quantities import area, length
from generators.plane.shapes import posed
from puma_data.symbolic.problem import Draft, Phrase


def right(figure, rng):
    a, b = rng.randrange(3, 40), rng.randrange(3, 40)
    figure.points(**posed(rng, A=a, B=b * 1j, C=0))
    figure.state("polygon", "A", "B", "C")
    figure.state("right_angle", "A", "C", "B")
    return a, b


@family("sound", "A right triangle", {"a": 1})
def sound(figure, rng, variant):
    a, b = right(figure, rng)
    return Draft(figure, {length("A", "C"): a, length("B", "C"): b}, area("A", "B", "C"))


@family("raises", "Raises", {"a": 1})
def raises(figure, rng, variant):
    raise KeyError(f"no triangle {rng.random()}")


@family("leaves", "Ends the program", {"a": 1})
def leaves(figure, rng, variant):
    sys.exit(3)


@family("false_fact", "States what does not hold", {"a": 1})
def false_fact(figure, rng, variant):
    right(figure, rng)
    figure.state("right_angle", "A", "B", "C")


@family("false_given", "Gives what the figure does not show", {"a": 1})
def false_given(figure, rng, variant):
    a, b = right(figure, rng)
    return Draft(figure, {length("A", "C"): a + 1, length("B", "C"): b}, area("A", "B", "C"))


@family("too_little", "Gives too little", {"a": 1})
def too_little(figure, rng, variant):
    a, b = right(figure, rng)
    return Draft(figure, {length("A", "C"): a}, area("A", "B", "C"))


@family("unknown_kind", "States a kind that is not there", {"a": 1})
def unknown_kind(figure, rng, variant):
    figure.state("rigth_angle", "A", "C", "B")


@family("no_words", "Asks with a phrase that is not there", {"a": 1})
def no_words(figure, rng, variant):
    a, b = right(figure, rng)
    givens = {length("A", "C"): a, length("B", "C"): b}
    return Draft(figure, givens, area("A", "B", "C"), question=Phrase("no_words.question"))


@family("no_draft", "Returns something else", {"a": 1})
def no_draft(figure, rng, variant):
    return "a triangle"


GENERATORS = [sound, raises, leaves, false_fact, false_given, too_little, unknown_kind, no_words, no_draft]
"""
FAULTS = {
    "raises": "KeyError: 'no triangle #'",
    "leaves": "SystemExit: #",
    "false_fact": "FalseFact: right_angle('A', 'B', 'C') does not hold",
    "false_given": "FalseFact: ('length', 'A', 'C') is # in the drawing",
    "too_little": "('area', 'A', 'B', 'C') does not follow from [('length', 'A', 'C')]",
    "unknown_kind": "no fact kind 'rigth_angle'",
    "no_words": "no template file families/no_words.yaml",
    "no_draft": "TypeError: the family returned 'a triangle' and not a Draft",
}
Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs source as the plug-in `faulty`, as pip would, for the time of a test."""

    def installed(source: str) -> None:
        (tmp_path / "faulty.py").write_text(source)
        info = tmp_path / "faulty-1.5.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.5\n")
        (info / "entry_points.txt").write_text("[puma_data.generators]\nfaulty = faulty\n")
        monkeypatch.syspath_prepend(str(tmp_path))
        invalidate_caches()
        sys.modules.pop("faulty", None)
        registry.generators.cache_clear()

    plugins = list(templates._PLUGINS)
    yield installed
    templates._PLUGINS[:] = plugins
    sys.modules.pop("faulty", None)
    registry.generators.cache_clear()


def test_faults_are_counted_under_their_family_and_the_run_goes_on(install: Install, tmp_path: Path) -> None:
    install(FAMILIES)
    families = ["sound", *FAULTS]
    summary = puma_data.generate(n=4, out=tmp_path / "data", compose=0, families=families, views="text_only",
                                 workers=1)  # fmt: skip
    assert summary.problems == 4 and set(summary.counts["family"]) == {"sound"}
    for family, fault in FAULTS.items():
        reasons = [reason for reason in summary.rejected if reason.startswith(f"{family}: ") and fault in reason]
        assert len(reasons) == 1, (family, summary.rejected)  # whatever the numbers


def test_a_family_that_only_fails_says_why(install: Install, tmp_path: Path) -> None:
    install(FAMILIES)
    for family, fault in FAULTS.items():
        with pytest.raises(PumaError) as caught:
            puma_data.generate(n=2, out=tmp_path / family, compose=0, families=family, views="text_only", workers=1)
        assert fault in str(caught.value) and "\n" not in str(caught.value)


def test_every_family_is_described_whatever_fails(install: Install) -> None:
    install(FAMILIES)
    described = {family.id: registry.describe(family) for family in registry.generators() if family.id in FAULTS}
    assert described["leaves"].example == "fails: SystemExit: 3"
    assert described["raises"].example.startswith("fails: KeyError")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nothing_of_that_name", "does not load: No module named 'nothing_of_that_name'"),
        ("raise OSError('two\\nlines')", "does not load: two lines"),
        ("import sys; sys.exit('gone')", "does not load: gone"),
        ("def (", "does not load: "),
        ("", "has no list GENERATORS"),
        ("GENERATORS = 3", "has no list GENERATORS"),
        ("GENERATORS = ['circle']", "has no list GENERATORS"),
        (FAMILIES + "\nraises_again = family('raises', '', {'a': 1})(lambda *_: None)\nGENERATORS.append(raises_again)",
         "two generators are called 'raises'"),
    ],
)  # fmt: skip
def test_a_plugin_that_cannot_be_used_is_named(install: Install, source: str, said: str) -> None:
    install(source)
    with pytest.raises(PumaError) as caught:
        registry.generators()
    assert said in str(caught.value) and "'faulty'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_plugin_decides_bytes_and_is_in_the_manifest(install: Install) -> None:
    assert "faulty" not in versions()
    install(FAMILIES)
    assert versions()["faulty"] == "1.5"


def test_a_folder_of_phrases_may_be_given_as_text(install: Install, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases/en/families/no_words.yaml"
    phrases.parent.mkdir(parents=True)
    phrases.write_text("question:\n- How large is the triangle?\n")
    install(f"{FAMILIES}\nTEMPLATES = {str(tmp_path / 'phrases')!r}")
    made = next(puma_data.problems(n=1, families="no_words", compose=0, views="text_only", mcq=0))
    assert "ow large is the triangle?" in made.rows[0]["question"]
