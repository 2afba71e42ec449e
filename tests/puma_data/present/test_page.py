"""The page: the question, the figure and the options, none over another."""

from __future__ import annotations

import random

import pytest

from puma_data.present.canvas import Canvas
from puma_data.present.page import page
from puma_data.present.style import STYLES

SHORT = ["$12$", r"$5\sqrt{3}$", r"$\frac{9}{2}$", r"$40^\circ$"]
LONG = [rf"the point lies ${n}\text{{ cm}}$ from the centre of the circle on the longer arc" for n in range(4)]
QUESTION = (
    r"Triangle $ABC$ is inscribed in circle $O$, and $BD$ bisects $\angle ABC = 64^\circ$. What is $\frac{AD}{DC}$? "
    * 2
)


@pytest.mark.parametrize("look", [look for look, _ in STYLES], ids=lambda look: look.name)
@pytest.mark.parametrize("options", [None, SHORT, LONG])
@pytest.mark.parametrize("size", [(448, 300), (150, 440), (600, 200)])
def test_nothing_overlaps(look: object, options: list[str] | None, size: tuple[int, int]) -> None:
    for seed in range(3):
        figure = Canvas(*size, (200, 10, 10))
        sheet, written = page(QUESTION, options, figure, [("$A$", (5, 5, 20, 20))], look, random.Random(seed))  # type: ignore[arg-type]
        assert len(written) == 2 + len(options or [])
        red = (sheet.pixels() == (200, 10, 10)).all(axis=2)
        assert red.sum() == size[0] * size[1], "the whole figure is on the page, and no text on it"
        boxes = [box for _, box in written]
        for x0, y0, x1, y1 in boxes:
            assert 0 < x0 < x1 < sheet.width and 0 < y0 < y1 < sheet.height
        for i, a in enumerate(boxes):
            for b in boxes[:i]:
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def rows(options: list[str]) -> int:
    _, written = page("Find it.", options, Canvas(300, 200), [], STYLES[0][0], random.Random(1))
    return (
        len({round(box[1] / 12) for source, box in written[1:]})
        if options is LONG
        else len({box[3] // 30 for _, box in written[1:]})
    )


def test_options_stand_in_as_many_columns_as_fit() -> None:
    assert rows(LONG) == 4
    assert rows(["$1$", "$2$", "$3$", "$4$"]) == 1


def test_options_are_lettered_in_order() -> None:
    _, written = page("Find it.", SHORT, Canvas(300, 200), [], STYLES[0][0], random.Random(2))
    assert ["ABCD".index(source.strip("(")[0]) for source, _ in written[1:]] == [0, 1, 2, 3]


def test_a_figure_stands_beside_the_text_only_if_the_page_is_filled() -> None:
    question = "Find the length of the segment $AB$ if the area of triangle $ABC$ is $12$ and $AC = 5$, please do."
    assert len(question) > 90
    for seed in range(12):
        tall, _ = page(question, None, Canvas(250, 440), [], STYLES[0][0], random.Random(seed))
        assert tall.height > 440 + 2 * 24, "three lines beside a tall figure would leave the page empty"
    low = [page(question, SHORT, Canvas(250, 120), [], STYLES[0][0], random.Random(seed))[0] for seed in range(12)]
    assert any(sheet.height < 120 + 100 for sheet in low)


def test_options_show_fractions_in_full_size() -> None:
    def height(option: str) -> float:
        _, written = page("Find it.", [option] * 4, Canvas(300, 200), [], STYLES[0][0], random.Random(1))
        return written[1][1][3] - written[1][1][1]

    assert height(r"$\frac{9}{2}$") > 2 * height("$9$")
