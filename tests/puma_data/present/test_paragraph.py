from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from puma_data.present.fonts import face
from puma_data.present.paragraph import paragraph
from puma_data.present.typeset import FACES, Mark, Text, layout, space

WORDS = st.lists(
    st.sampled_from(
        ["In", "triangle", "$ABC$,", "the", "bisector", r"$\angle A=60^\circ$", r"($\frac{1}{2}$)", "lies", "on", "it."]
    ),
    min_size=1, max_size=40,
)  # fmt: skip


def items(texts: list[Text]) -> list[object]:
    segments = [segment for text in texts for segment, _ in text.segments]
    return [item.glyph.gid for segment in segments for item in segment.items if isinstance(item, Mark)]


@given(WORDS, st.integers(90, 500), st.sampled_from(FACES))
@settings(max_examples=80, deadline=None)
def test_lines_hold_all_words_in_order_and_fit(words: list[str], width: int, face: str) -> None:
    source = " ".join(words)
    block = paragraph(source, 18, face, width)
    assert items([text for text, _, _ in block.lines]) == items([layout(source, 18, face)])
    widest_word = max(layout(word, 18, face).width for word in words)
    assert block.width <= max(width, widest_word) + 1e-6
    bottom = 0.0
    for text, x, baseline in block.lines:
        assert x == 0
        assert baseline - text.ascent >= bottom - 0.5
        bottom = baseline + text.descent
    assert block.height >= bottom


@given(WORDS)
@settings(max_examples=30, deadline=None)
def test_no_line_could_take_the_next_word(words: list[str]) -> None:
    gap = 18 * space(face("stix"))
    widths = [layout(word, 18).width for word in words]
    expected, used = [0.0], 0.0
    for width in widths:
        if used and used + gap + width > 200:
            expected.append(0.0)
        used = expected[-1] + (gap if expected[-1] else 0.0) + width
        expected[-1] = used
    assume(len(expected) == 1 or expected[-1] > 40)  # a shorter last line is filled from the others
    lines = paragraph(" ".join(words), 18, "stix", 200).lines
    assert [text.width for text, _, _ in lines] == pytest.approx(expected)


def test_a_formula_is_kept_whole_if_it_fits_and_broken_after_a_relation_otherwise() -> None:
    formula = r"$AB+BC+CD=DE+EF+FG=GH+HI+IJ$"
    wide = layout(formula, 18).width
    assert len(paragraph(f"Now {formula}.", 18, "stix", wide + 10).lines) == 2
    narrow = paragraph(f"Now {formula}.", 18, "stix", wide * 0.6).lines
    assert len(narrow) == 3
    parts = [layout(part, 18).width for part in ("$AB+BC+CD=$", "$DE+EF+FG=$", "$GH+HI+IJ$.")]
    assert narrow[1][0].width == pytest.approx(parts[1], abs=2)
    assert narrow[2][0].width == pytest.approx(parts[2], abs=2)


def test_line_feeds_break_and_leading_counts() -> None:
    block = paragraph("one\ntwo\n\nfour", 20, "stix", 300, leading=1.5)
    baselines = [baseline for _, _, baseline in block.lines]
    assert [b - a for a, b in pairwise(baselines)] == [30, 30, 30]
    assert not block.lines[2][0].segments


WHOLE = ("angle", "$ABC$,", "then", "($DE$).")


def test_punctuation_stays_with_its_formula() -> None:
    for width in range(40, 200, 7):
        for text, _, _ in paragraph(" ".join(WHOLE), 18, "stix", width).lines:
            assert text.width <= max(width, *(layout(word, 18).width for word in WHOLE))


def test_no_last_line_of_hardly_a_word() -> None:
    source = "Given that the length of $AB$ is $26$ and the length of $CD$ is $10$, the area of $ABCD$ equals ( )."
    width = layout(source.removesuffix(" ( )."), 18, "stix").width + 1
    lines = [text.width for text, _, _ in paragraph(source, 18, "stix", width).lines]
    assert len(lines) == 2 and lines[1] > 0.1 * width
