"""The routing of the six views, against the table of the dataset's documentation written out here once more."""

from __future__ import annotations

import pytest

from puma_data.present.views import VIEWS, View, info_class, route
from puma_data.symbolic.problem import Problem

TABLE = {  # view: classes in the text, classes in the picture at least, drawing
    "text_only": ("descriptive implicit essential", "", None),
    "text_dominant": ("descriptive implicit essential", "", "bare"),
    "text_lite": ("implicit essential", "descriptive", "bare"),
    "vision_intensive": ("essential", "descriptive implicit", "marked"),
    "vision_dominant": ("implicit", "descriptive essential", "valued"),
    "vision_only": ("", "descriptive implicit essential", "page"),
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page_values", [True, False])
def test_table(problems: list[Problem], view: View, page_values: bool) -> None:
    told, shown, drawing = TABLE[view]
    for problem in problems:
        routing = route(problem, view, page_values)
        assert routing.drawing == drawing
        for fact in problem.facts:
            info = info_class(problem, fact)
            assert (fact in routing.text) == (info in told.split())
            assert fact in routing.picture or info not in shown.split()
            assert fact in routing.text or fact in routing.picture
