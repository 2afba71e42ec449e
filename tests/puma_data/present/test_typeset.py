from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from puma_data.present import fonts
from puma_data.present.typeset import FACES, Mark, Rule, Text, TypesetError, layout

FORMULAS = [
    "x_1^2", "x'", "f''(x)", r"\frac{a}{b}", r"\dfrac{1}{2}", r"\tfrac{3}{4}", r"\sqrt{2}", r"\sqrt[3]{x+7}",
    r"\left(\frac{a}{b}\right)^2", r"\left[x\right]", r"\left|x\right|", r"\left\{1,2\right\}", r"\overline{AB}",
    r"\overset{\frown}{AB}", r"\overarc{ACB}", r"\angle ABC", r"\measuredangle A", r"\triangle ABC", r"\perp",
    r"\parallel", r"\sim", r"\cong", r"\odot O", r"60^\circ", r"30^{\circ}", r"a\cdot b", r"2\times 3", r"6\div 2",
    r"\pm 1", r"\approx", r"\neq", r"\ne", r"\le", r"\leq", r"\ge", r"\geq", r"\infty", r"\pi r^2",
    r"\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\iota",
    r"\kappa\lambda\mu\nu\xi\rho\sigma\tau\upsilon\phi\varphi\chi\psi\omega",
    r"\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Upsilon\Phi\Psi\Omega", r"\sin A+\cos B+\tan C", r"\log_2 8", r"\ln x",
    r"\arcsin x+\arccos y+\arctan z", r"\text{if } x", r"\mathrm{cm}^2", r"\mathbf{v}", r"a\quad b\,c\;d\:e\!f\ g",
    r"\ldots\cdots", r"\therefore a\because b", r"\Rightarrow", r"\rightarrow", r"\to", r"\leftarrow",
    r"\leftrightarrow", r"50\%", r"\$5", r"\#", r"\_", r"\&", r"\square", r"\Box", r"\vec{a}", r"\vec{AB}",
    r"\hat{x}", r"\bar{y}", r"\parallelogram ABCD", r"\{1,2\}", r"a\mid b", r"45\degree", r"x\in A\cup B\cap C",
    r"\lvert x\rvert", r"\begin{cases}x+1&\text{if }x<0\\2&x\ge 0\end{cases}", "1{,}000",
    r"\frac{\sqrt{\frac{a}{b}}}{2^{x^2}}",
]  # fmt: skip


def marks(text: Text) -> list[Mark]:
    return [item for segment, _ in text.segments for item in segment.items if isinstance(item, Mark)]


def rules(text: Text) -> list[Rule]:
    return [item for segment, _ in text.segments for item in segment.items if isinstance(item, Rule)]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("formula", FORMULAS)
def test_every_supported_formula_has_ink_within_its_bounds(formula: str, face: str) -> None:
    text = layout(f"${formula}$", 20, face)
    assert marks(text)
    assert text.width > 0
    assert text.height > 0
    x0, y0, x1, y1 = text.ink
    for mark in marks(text):
        assert x0 - 1e-6 <= (mark.x + mark.glyph.left * mark.scale) * 20
        assert (mark.x + mark.glyph.right * mark.scale) * 20 <= x1 + 1e-6
        assert y0 - 1e-6 <= -(mark.y + mark.glyph.ascent * mark.scale) * 20
        assert (mark.glyph.descent * mark.scale - mark.y) * 20 <= y1 + 1e-6


@pytest.mark.parametrize("face", FACES)
def test_widths_agree_with_the_font_file(face: str) -> None:
    """The advances of the maths font as another reader, fontTools, sees them."""
    font = TTFont(fonts.FOLDER / fonts.FILES[face][0])
    cmap, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for plain, styled in (("AB", "𝐴𝐵"), ("xh", "𝑥ℎ"), ("147", "147"), (r"\alpha\pi", "𝛼𝜋")):
        expected = sum(advances[cmap[ord(char)]][0] for char in styled) / em * 20
        slack = 0.01 if plain == "147" else 0.12  # the italic correction at the end
        assert layout(f"${plain}$", 20, face).width == pytest.approx(expected, rel=slack)


def test_spacing_follows_the_texbook() -> None:
    def width(source: str) -> float:
        return layout(f"${source}$", 18).width

    assert width("1=2") == pytest.approx(width("1") + width("=") + width("2") + 2 * 5)
    assert width("1+2") == pytest.approx(width("1") + width("+") + width("2") + 2 * 4)
    assert width("=-2") == pytest.approx(width("=") + width("-") + width("2") + 5)  # a sign, not an operation
    assert width("(1,2)") == pytest.approx(width("(") + width("1") + width(",") + width("2") + width(")") + 3)
    assert width("1{,}2") == pytest.approx(width("1") + width(",") + width("2"))
    assert width(r"2\sin 1") == pytest.approx(width("2") + width(r"\sin") + width("1") + 2 * 3)
    assert width("2^{1+2}") < width("2") + width("1+2")
    assert width("1  =   2") == width("1=2")
    assert width(r"1\quad 2") == pytest.approx(width("1") + width("2") + 18)


@given(st.sampled_from(FORMULAS), st.sampled_from(FACES), st.floats(8, 60))
@settings(max_examples=60, deadline=None)
def test_layout_is_linear_in_size(formula: str, face: str, size: float) -> None:
    one, other = layout(f"${formula}$", 1, face), layout(f"${formula}$", size, face)
    assert other.width == pytest.approx(one.width * size)
    assert other.ascent == pytest.approx(one.ascent * size)
    assert other.ink == pytest.approx([value * size for value in one.ink])


@given(
    st.recursive(
        st.sampled_from(["x", "12", "AB", r"\theta", r"\sin A", r"60^\circ", "a+b", "c=d", "M'"]),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda p: rf"\frac{{{p[0]}}}{{{p[1]}}}"),
            inner.map(lambda s: rf"\sqrt{{{s}}}"),
            inner.map(lambda s: rf"\left({s}\right)^2"),
            inner.map(lambda s: rf"\overline{{{s}}}"),
            st.tuples(inner, inner).map(lambda p: rf"{{{p[0]}}}_{{{p[1]}}}"),
            st.tuples(inner, inner).map(lambda p: f"{p[0]}-{p[1]}"),
        ),
        max_leaves=8,
    ),
    st.sampled_from(FACES),
)
@settings(max_examples=150, deadline=None)  # fmt: skip
def test_nested_formulas_keep_their_parts_apart(formula: str, face: str) -> None:
    """A fence encloses its contents, a bar covers its radicand, and numerator, bar and denominator do not touch."""
    inner = layout(f"${formula}$", 1, face)
    fenced = layout(rf"$\left({formula}\right)$", 1, face)
    assert fenced.ascent >= inner.ascent - 0.3
    assert fenced.descent >= inner.descent - 0.3
    root = layout(rf"$\sqrt{{{formula}}}$", 1, face)
    bar = max(rules(root), key=lambda rule: rule.top)
    assert bar.top - bar.thickness > inner.ascent
    assert bar.x1 - bar.x0 >= inner.ink[2] - inner.ink[0] - 0.02
    fraction = layout(rf"$\frac{{{formula}}}{{{formula}}}$", 1, face)
    axis = fonts.face(face).math.constants["AXIS_HEIGHT"]
    line = next(rule for rule in rules(fraction) if rule.top == pytest.approx(axis + rule.thickness / 2))
    for mark in marks(fraction):
        top, bottom = mark.y + mark.glyph.ascent * mark.scale, mark.y - mark.glyph.descent * mark.scale
        assert bottom > line.top or top < line.top - line.thickness


def test_degree_sign_is_attached() -> None:
    for face in FACES:
        digit, sign = marks(layout(r"$0^\circ$", 1, face))
        gap = sign.x + sign.glyph.left * sign.scale - (digit.x + digit.glyph.right * digit.scale)
        assert 0 < gap < 0.15
        assert sign.y == 0.0  # the font's own degree sign, not a raised ring


def test_a_subscript_stands_below_the_prime() -> None:
    _, prime, index = marks(layout("$M'_2$", 1))
    assert index.x < prime.x + prime.glyph.advance
    assert index.y < 0 <= prime.y


def test_minus_and_hyphen_differ() -> None:
    minus, hyphen = marks(layout("$-$", 18))[0].glyph, marks(layout("-", 18))[0].glyph
    assert minus.gid == fonts.face("stix").math.hb.get_nominal_glyph(0x2212)
    assert hyphen.gid == fonts.face("stix").text.hb.get_nominal_glyph(ord("-"))


def test_prose_is_kerned_and_ligated() -> None:
    def width(source: str) -> float:
        return layout(source, 100).width

    assert width("AV") < width("A") + width("V")
    assert len(marks(layout("fish", 18, "latin-modern"))) == 3
    assert width("a b") > width("ab")
    assert width("a  \n b") == width("a b")


def test_quotes_are_curled() -> None:
    def gids(source: str) -> list[int]:
        return [mark.glyph.gid for mark in marks(layout(source, 18))]

    assert gids("it's") == gids("it’s")
    assert gids('a "b c" ("d")') == gids("a “b c” (“d”)")
    assert gids("$A$'s") == gids("$A$’s")


def test_dollars_and_text() -> None:
    assert layout(r"\$5", 18).width == pytest.approx(layout(r"$\$$", 18).width + layout("5", 18).width, rel=0.05)
    assert layout(r"$a\text{ or }b$", 18).width > layout(r"$a\text{or}b$", 18).width + 5
    assert layout(r"$25\text{ cm}^2$", 18).width > layout(r"$25\text{cm}^2$", 18).width


def test_characters_that_a_face_lacks_come_from_stix() -> None:
    for face in FACES:
        glyph = marks(layout("▱ABCD", 18, face))[0].glyph
        assert glyph.font is fonts.face("stix").math or glyph.font is fonts.face(face).math
        assert glyph.gid


@pytest.mark.parametrize(
    ("source", "named"),
    [
        (r"$\foo x$", r"\foo"), ("$x", r"$"), (r"${x$", "}"), ("$x}$", "}"), (r"$\frac{1}$", "end"), ("中", "中"),
        ("$x^2^3$", "superscript"), ("$x_1_2$", "subscript"), (r"\alpha", r"\a"), (r"$\left(x$", r"\right"),
        (r"$\begin{matrix}1\end{matrix}$", "matrix"), (r"$\left<x\right>$", "<"), (r"$\begin{cases}1$", "end"),
        ("$a&b$", "&"),
    ],
)  # fmt: skip
def test_errors_are_one_line_and_name_the_culprit(source: str, named: str) -> None:
    with pytest.raises(TypesetError) as caught:
        layout(source, 18)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unknown_face() -> None:
    with pytest.raises(TypesetError, match="comic"):
        layout("x", 18, "comic")


def test_nothing_to_set() -> None:
    for source in ("", " ", "$$", r"$\quad$"):
        text = layout(source, 18)
        assert text.height == 0
        assert text.ink == (0, 0, 0, 0)


def test_layouts_are_cached() -> None:
    assert layout("$x^2$", 18) is layout("$x^2$", 18)
