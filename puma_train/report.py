"""What an evaluation found: accuracy by view, the gap on the same problems, and the files that keep them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table

from puma_data.errors import PumaError
from puma_train.chart import gap_chart
from puma_train.questions import VIEWS, Question
from puma_train.scoring import Score
from puma_train.statistics import Gap, paired_gap, wilson


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes of `n` questions. `low`, `high`: 95 % interval of the accuracy. `tokens`: mean length of an output."""

    n: int
    right: int
    wrong: int
    unparsable: int
    cut: int
    accuracy: float
    low: float
    high: float
    tokens: float


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Means over the gold answers' tokens, in nats: negative log-likelihood in this view; KL(text-richest ‖ this view)
    and the reverse."""

    tokens: int
    nll: float
    forward_kl: float
    reverse_kl: float


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation. All but `settings` and the `by_` tables have view names as keys.

    `reference` is the view with the most text; `gaps` are its accuracy minus another view's; `blank_gaps` a view's
    accuracy minus its own with a blank picture; `agreement` the share of problems that get the same answer as in the
    reference view. `by_family["rhombus"]["vision_only"]` is a tally, and so on by level and domain.
    """

    reference: str
    views: dict[str, Tally]
    blank: dict[str, Tally]
    gaps: dict[str, Gap]
    blank_gaps: dict[str, Gap]
    agreement: dict[str, float]
    likelihood: dict[str, Likelihood]
    by_domain: dict[str, dict[str, Tally]]
    by_family: dict[str, dict[str, Tally]]
    by_level: dict[str, dict[str, Tally]]
    scorers: dict[str, int]  # verdicts of both scorers: "both right", "both wrong", "ours only", "math-verify only"
    settings: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, path: str | Path) -> Report:
        """The report that `evaluate` wrote."""
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        kinds: dict[str, Callable[..., Any]] = {
            "views": Tally,
            "blank": Tally,
            "gaps": Gap,
            "blank_gaps": Gap,
            "likelihood": Likelihood,
        }
        for name, kind in kinds.items():
            data[name] = {view: kind(**entry) for view, entry in data[name].items()}
        for name in ("by_domain", "by_family", "by_level"):
            data[name] = {key: {v: Tally(**entry) for v, entry in row.items()} for key, row in data[name].items()}
        return cls(**data)

    def tables(self) -> Group:
        """Two tables of 80 characters: how often the answers are right, and what else is known of each view."""
        title = f"{self.settings['model']} on {self.settings['source']}"
        right = _table("view", "n", "right % [95 %]", "blank picture", "gap [95 %]", title=title)
        more = _table("view", "same answer %", "NLL", "KL", "tokens", "cut", "unread", caption=self._caption())
        for view, tally in self.views.items():
            blank, gap, likely = self.blank.get(view), self.gaps.get(view), self.likelihood.get(view)
            right.add_row(
                view,
                str(tally.n),
                _with_interval(tally.accuracy, tally.low, tally.high),
                _with_interval(blank.accuracy, blank.low, blank.high) if blank else "",
                _with_interval(gap.gap, gap.low, gap.high) if gap else "",
            )
            more.add_row(
                view,
                f"{100 * self.agreement[view]:.1f}" if view in self.agreement else "",
                f"{likely.nll:.3f}" if likely else "",
                f"{likely.forward_kl:.3f}" if likely and view != self.reference else "",
                f"{tally.tokens:.0f}",
                str(tally.cut),
                str(tally.unparsable),
            )
        return Group(right, more)

    def _caption(self) -> str:
        both = self.scorers["both right"] + self.scorers["both wrong"]
        total = sum(self.scorers.values())
        agree = f"math-verify agrees on {100 * both / total:.0f} % of {total}" if total else "no second opinion"
        return f"gap, same answer and KL: against {self.reference}; {agree}"


@dataclass(slots=True)
class Sample:
    """One output to one question."""

    question: Question
    blank: bool
    output: str
    tokens: int
    score: Score

    @property
    def right(self) -> bool:
        return self.score.outcome == "right"

    def to_dict(self, index: int) -> dict[str, Any]:
        """A line of samples.jsonl: MathVerse's keys, then ours."""
        asked = self.question
        version_name = asked.view_name.replace("_", " ").title() + (" (blank)" if self.blank else "")
        return {
            "sample_index": str(index),
            "problem_index": asked.problem_id,
            "image": "",
            "question": asked.question,
            "question_type": "multi-choice" if asked.gold.kind == "choice" else "free-form",
            "answer": asked.gold.answer,
            "category": {"subject": asked.domain, "subfield": asked.family},
            **asked.source,
            "problem_version": version_name,
            "model_answer": self.output,
            "extraction": self.score.extracted or "",
            "judgement": int(self.right),
            "id": asked.id,
            "view": asked.view_name,
            "blank": self.blank,
            "outcome": self.score.outcome,
            "read_as": self.score.answer,
            "second_opinion": self.score.second,
            "tokens": self.tokens,
            "answer_kind": asked.gold.kind,
            "family": asked.family,
            "level": asked.level,
        }


def write(report: Report, samples: Sequence[Sample], out: Path) -> None:
    """Write report.json, samples.jsonl and gap.png."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.json").write_text(json.dumps(report.to_dict(), indent=1, ensure_ascii=False), encoding="utf-8")
        lines = (json.dumps(sample.to_dict(at), ensure_ascii=False) for at, sample in enumerate(samples))
        (out / "samples.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        gap_chart({"": report}, out / "gap.png")
    except OSError as error:
        raise PumaError(f"the report cannot be written to {out}: {error.strerror or error}") from None


# --- from samples to a report


def summarise(
    samples: Sequence[Sample], likelihood: dict[str, Likelihood], settings: dict[str, Any], *, seed: int = 0
) -> Report:
    """The report of a list of samples."""
    by_view: dict[tuple[str, bool], dict[str, Sample]] = defaultdict(dict)
    for sample in samples:
        by_view[sample.question.view_name, sample.blank][sample.question.problem_id] = sample
    views = [view for view in VIEWS if (view, False) in by_view]
    reference = views[0]

    def gap(first: tuple[str, bool], second: tuple[str, bool]) -> Gap | None:
        one, two = by_view[first], by_view[second]
        same = [problem for problem in one if problem in two]
        return paired_gap([one[p].right for p in same], [two[p].right for p in same], seed=seed) if same else None

    def gaps(pairs: dict[str, tuple[tuple[str, bool], tuple[str, bool]]]) -> dict[str, Gap]:
        return {view: found for view, pair in pairs.items() if (found := gap(*pair)) is not None}

    blank = [view for view in views if (view, True) in by_view]
    return Report(
        reference=reference,
        views={view: tally(by_view[view, False].values()) for view in views},
        blank={view: tally(by_view[view, True].values()) for view in blank},
        gaps=gaps({view: ((reference, False), (view, False)) for view in views[1:]}),
        blank_gaps=gaps({view: ((view, False), (view, True)) for view in blank}),
        agreement={view: _agreement(by_view[reference, False], by_view[view, False]) for view in views[1:]},
        likelihood=likelihood,
        by_domain=_tallies(samples, lambda question: question.domain),
        by_family=_tallies(samples, lambda question: question.family),
        by_level=_tallies(samples, lambda question: "" if question.level is None else str(question.level)),
        scorers=_scorers(samples),
        settings=settings,
    )


def tally(samples: Iterable[Sample]) -> Tally:
    """Counts of the outcomes, and the accuracy with its interval."""
    samples = list(samples)
    outcomes = [sample.score.outcome for sample in samples]
    n, right = len(samples), outcomes.count("right")
    counts = right, outcomes.count("wrong"), outcomes.count("unparsable"), outcomes.count("cut")
    return Tally(n, *counts, right / n, *wilson(right, n), sum(sample.tokens for sample in samples) / n)


def _tallies(samples: Sequence[Sample], key: Callable[[Question], str]) -> dict[str, dict[str, Tally]]:
    """Tallies by key and view, of the questions that have the key; the blank control is left out."""
    groups: dict[str, dict[str, list[Sample]]] = defaultdict(lambda: defaultdict(list))
    for sample in samples:
        if key(sample.question) and not sample.blank:
            groups[key(sample.question)][sample.question.view_name].append(sample)
    return {name: {view: tally(of) for view, of in groups[name].items()} for name in sorted(groups)}


def _agreement(first: dict[str, Sample], second: dict[str, Sample]) -> float:
    """Share of the problems whose two outputs read alike, or are both right."""
    same = [(first[problem], second[problem]) for problem in first if problem in second]
    alike = sum((a.right and b.right) or (a.score.answer == b.score.answer is not None) for a, b in same)
    return alike / max(1, len(same))


def _scorers(samples: Iterable[Sample]) -> dict[str, int]:
    counts = dict.fromkeys(("both right", "both wrong", "ours only", "math-verify only"), 0)
    names = {(True, True): "both right", (False, False): "both wrong", (True, False): "ours only"}
    for sample in samples:
        if sample.score.second is not None:
            counts[names.get((sample.right, sample.score.second), "math-verify only")] += 1
    return counts


def _table(*heads: str, **told: str) -> Table:
    table = Table(box=SIMPLE_HEAD, **told)  # type: ignore[arg-type]
    for head in heads:
        table.add_column(head, justify="left" if head == "view" else "right", no_wrap=True)
    return table


def _with_interval(share: float, low: float, high: float) -> str:
    return f"{100 * share:.1f} [{100 * low:.0f}, {100 * high:.0f}]"
