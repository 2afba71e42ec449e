"""The four drawings: layers of one raster, the same pixels every time, all that is written reported, nothing more."""

from __future__ import annotations

import io
import random
import re

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generators.plane import quantities as q
from generators.plane.domain import PLANE
from puma_data.present import style
from puma_data.present.drawing import Drawings, Picture, draw
from puma_data.present.shown import CannotLabel
from puma_data.present.style import CAP_HEIGHT, STYLES, contrast
from puma_data.symbolic.figure import Figure
from tests.puma_data.present.figures import FIGURES, problem

TEXT = r"In the figure, $\angle ABC = 62^\circ$. Find the length of $AD$."


def drawings(name: str, seed: int = 0, **options: object) -> Drawings:
    rng = random.Random(f"{name}{seed}")
    made = FIGURES[name](rng)
    defaults = {"page_text": TEXT, "page_values": True, "page_choices": ["$1$", "$2$", "$3$", "$4$"]}
    return draw(made, rng, **(defaults | options))  # type: ignore[arg-type]


def pixels(picture: Picture | None) -> NDArray[np.int64]:
    assert picture is not None
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return np.array(image, np.int64)


DRAWABLE = [name for name in FIGURES if name != "cyclic"]


@pytest.mark.parametrize("name", DRAWABLE)
def test_every_drawing_adds_ink_and_takes_none_away(name: str) -> None:
    made = drawings(name)
    bare, marked, valued = (pixels(p) for p in (made.bare, made.marked, made.valued))
    for less, more in ((bare, marked), (marked, valued)):
        height, width = less.shape[:2]
        left = (more.shape[1] - width) // 2  # captions may widen and lengthen the picture
        same = more[:height, left : left + width]
        ground = less[0, 0]
        changed = abs(same - less).max(axis=2) > 20
        was_ground = abs(less - ground).max(axis=2) < 60
        covered = changed & ~was_ground
        assert covered.sum() <= 0.25 * max(changed.sum(), 40), "new ink mostly lies on free ground"
        assert changed.sum() < 0.2 * changed.size


@pytest.mark.parametrize("name", DRAWABLE)
def test_the_same_seed_gives_the_same_pixels(name: str) -> None:
    one, two = drawings(name), drawings(name)
    for kind in ("bare", "marked", "valued", "page"):
        assert np.array_equal(pixels(getattr(one, kind)), pixels(getattr(two, kind)))
        assert getattr(one, kind).labels == getattr(two, kind).labels


@pytest.mark.parametrize("name", DRAWABLE)
def test_labels_are_where_they_are_said_to_be(name: str) -> None:
    made = drawings(name)
    for kind in ("bare", "marked", "valued", "page"):
        picture = getattr(made, kind)
        image = pixels(picture)
        ground = image[0, 0]
        for source, (x0, y0, x1, y1) in picture.labels:
            assert 0 <= x0 < x1 <= picture.width and 0 <= y0 < y1 <= picture.height, source
            part = image[round(y0) : round(y1), round(x0) : round(x1)]
            assert abs(part - ground).max() > 100, f"nothing is written at {source}"
        boxes = [box for _, box in picture.labels]
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{kind}: labels overlap"


@pytest.mark.parametrize("name", DRAWABLE)
def test_bare_and_marked_drawings_write_no_value(name: str) -> None:
    made = drawings(name)
    assert made.bare is not None and made.marked is not None and made.valued is not None
    aliases = {a.removeprefix("\\angle").strip() for a in FIGURES[name](random.Random(1)).draft.aliases.values()}
    for picture in (made.bare, made.marked):
        for source, _ in picture.labels:
            bare = source.strip("$")
            assert bare in aliases or not re.search(r"\d", bare), source
    assert len(made.bare.labels) <= len(made.marked.labels) <= len(made.valued.labels)


@pytest.mark.parametrize("name", DRAWABLE)
def test_sizes(name: str) -> None:
    for size in (300, 448, 640):
        made = drawings(name, size=size)
        assert made.bare is not None and made.valued is not None
        assert min(made.bare.width, made.bare.height) >= 100
        assert max(made.bare.width, made.bare.height) <= size * 1.06
        assert made.valued.height <= size * 1.25


def test_only_what_is_asked_for() -> None:
    made = drawings("cevians", pictures={"marked", "page"})
    assert made.bare is None and made.valued is None and made.marked is not None and made.page is not None


def test_the_page_carries_values_only_when_asked() -> None:
    with_values, without = drawings("cevians"), drawings("cevians", page_values=False)
    assert with_values.page is not None and without.page is not None
    assert "$5$" in [s for s, _ in with_values.page.labels] and "$5$" not in [s for s, _ in without.page.labels]
    assert TEXT in [s for s, _ in without.page.labels]


def test_a_figure_that_cannot_be_read_is_rejected() -> None:
    f = Figure(PLANE)
    f.points(A=0, B=8, C=4 + 6j, D=0.1 + 0.2j)
    f.state("polygon", "A", "B", "C")
    with pytest.raises(CannotLabel, match="A and D nearly coincide"):
        draw(problem(f, {}, q.length("A", "B")), random.Random(1), page_text=TEXT, page_values=True, page_choices=None)


def test_every_style_is_legible() -> None:
    for look, _ in STYLES:
        for role, pen in look.pens.items():
            assert contrast(pen.color, look.background) >= 4.5, (look.name, role)
        for color in look.text.values():
            assert contrast(color, look.background) >= 4.5 and contrast(color, look.fill) >= 4.5
        for pen in look.pens.values():
            assert pen.width >= 0.8


def test_letters_are_large_enough() -> None:
    for seed in range(50):
        look = style.pick(random.Random(seed))
        assert look.size("letter") * CAP_HEIGHT[look.face] >= 13.99
        assert style.pick(random.Random(seed), 224).size("letter") == pytest.approx(look.size("letter") / 2, abs=0.01)
