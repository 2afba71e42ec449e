"""Pairs of views of one problem: the strong one has more in text, the weak one more in the picture, one target."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

# How much of the problem is in text. Text-only and text-dominant state the same and so never pair with each other;
# vision-intensive states the numbers, vision-dominant only the implicit facts, vision-only nothing.
TEXT_RANK = {
    "text_only": 4,
    "text_dominant": 4,
    "text_lite": 3,
    "vision_intensive": 2,
    "vision_dominant": 1,
    "vision_only": 0,
}


def candidates(views: Sequence[str], policy: str) -> list[tuple[str, str]]:
    """The (strong, weak) pairs that a policy allows among the views, strictly richer in text first.

    `all` takes every such pair; `default` only those whose strong view states the whole problem.
    """
    return [
        (strong, weak)
        for strong in views
        for weak in views
        if TEXT_RANK[strong] > TEXT_RANK[weak] and (policy == "all" or TEXT_RANK[strong] == 4)
    ]


def why_none(views: Sequence[str], policy: str) -> str | None:
    """Why a policy finds no pair among the views, or None where it finds one."""
    if candidates(views, policy):
        return None
    reason = f"the views {', '.join(views)} hold no pair for the policy {policy}"
    if candidates(views, "all"):
        return f"{reason}, which needs text_dominant or text_only; --pairs all would give some"
    return f"{reason}; add a view that moves more of the problem from text to picture"


def pairs_of(rows: Sequence[dict[str, Any]], policy: str) -> list[dict[str, Any]]:
    """Rows of `pairs` for the rows of one problem: one drawn by the problem's id, or with `all` every pair."""
    by_view = {row["view"]: row for row in rows}
    chosen = candidates(list(by_view), policy)
    if policy == "default" and chosen:
        chosen = [random.Random(f"pair of {rows[0]['problem_id']}").choice(chosen)]
    return [_pair(by_view[strong], by_view[weak]) for strong, weak in chosen]


def _pair(strong: dict[str, Any], weak: dict[str, Any]) -> dict[str, Any]:
    return {
        "pair_id": f"{strong['problem_id']}/{strong['view']}-{weak['view']}",
        **{column: strong[column] for column in ("problem_id", "domain", "family", "language")},
        "strong_view": strong["view"],
        "weak_view": weak["view"],
        "strong_question": strong["question"],
        "strong_image": strong["image"],
        "weak_question": weak["question"],
        "weak_image": weak["image"],
        **{column: strong[column] for column in ("answer", "answer_value", "answer_kind")},
        "target": strong["solution"],
    }
