import xml.etree.ElementTree as ElementTree

import pytest

from puma_data.dataset.mathml import formula, to_html, to_plain

CASES = {  # LaTeX: (plain text, elements that its MathML must have)
    r"\frac{1}{2}": ("1/2", ["mfrac"]),
    r"2\frac{1}{3}": ("2 1/3", ["mn", "mfrac"]),
    r"\frac{\sqrt{3}}{2}\pi": ("(√3/2)π", ["mfrac", "msqrt"]),
    r"\frac{a+b}{2}": ("(a+b)/2", ["mfrac", "mo"]),
    r"\sqrt{x+1}": ("√(x+1)", ["msqrt"]),
    r"\sqrt[3]{5}": ("∛5", ["mroot"]),
    r"\angle ABC = 60^\circ": ("∠ABC = 60°", ["mi", "mn"]),
    r"4 \pi": ("4π", ["mn", "mi"]),
    r"x^{12} + y_1": ("x¹² + y_1", ["msup", "msub"]),
    r"AB \parallel CD": ("AB ∥ CD", ["mo"]),
    r"\text{area of }\triangle ABC": ("area of △ABC", ["mtext"]),
    r"\left(\frac{1}{2}, -3\right)": ("(1/2, -3)", ["mfrac"]),
    r"\overset{\frown}{AB}": ("AB", ["mrow"]),
    r"\overline{AB} \cong \overline{CD}": ("AB ≅ CD", ["mover"]),
    r"\sin 30^{\circ}": ("sin 30°", ["mi"]),
    r"12.5\,\text{cm}^2": ("12.5 cm²", ["msup", "mspace"]),
    r"A'": ("A'", ["msup"]),
}


@pytest.mark.parametrize("tex", CASES)
def test_formulas(tex):
    plain, elements = CASES[tex]
    assert to_plain(f"${tex}$") == plain
    tree = ElementTree.fromstring(formula(tex))
    assert tree.tag == "math"
    assert set(elements) <= {element.tag for element in tree.iter()}


def test_text_is_escaped_and_left_alone():
    assert to_html("if $a < b$ & <b>") == (
        "if <math><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math> &amp; &lt;b&gt;"
    )
    assert to_plain("no maths, 5 < 6") == "no maths, 5 < 6"


@pytest.mark.parametrize("tex", [r"\unknown{x}", r"\frac{1}", "{", "}", "^", r"\text{a < b", r"\left.", r"\sqrt[3"])
def test_what_is_not_understood_still_gives_a_page(tex):
    ElementTree.fromstring(formula(tex))
    to_plain(f"${tex}$")


def test_the_space_before_a_unit_is_kept():
    assert "<mtext>\u00a0m</mtext>" in to_html(r"$AB = 32\text{ m}$")


def test_punctuation_stays_with_its_formula():
    assert to_html("so $x$, $y$ and $z$.").count("nowrap") == 2
