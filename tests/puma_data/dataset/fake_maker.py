"""A maker with all the troubles of a real one: duplicates near and far, rejections, exceptions, slowness, death."""

from __future__ import annotations

import hashlib
import io
import json
import os
import time
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from puma_data.dataset.config import GenerateConfig
from puma_data.dataset.schema import Made, Rejected

FAMILIES = ("triangle_angle_sum", "sector_area", "compose")


@dataclass
class FakeMaker:
    config: GenerateConfig
    different: int = 10**9  # how many different problems there are
    near: int = 17  # every so many indices: the problem of the index before, again
    far: int = 23  # … the problem of index 1 again
    reject: int = 11
    fail: int = 29
    slow: float = 0.0  # seconds a problem
    die_at: int | None = None  # index that kills the process; once, if there is a file to mark it
    mark: str = ""
    structures: int = 10**9
    first_structure: int = 0

    def make(self, index: int) -> Made | Rejected:
        time.sleep(self.slow)
        if index == self.die_at and not (self.mark and Path(self.mark).exists()):
            if self.mark:
                Path(self.mark).touch()
            os._exit(7)
        if self.reject and index % self.reject == 5:
            return Rejected(index, "the figure cannot be labelled", FAMILIES[0])
        if self.fail and index % self.fail == 3 % self.fail:
            raise ArithmeticError(f"no such triangle at {index}")
        number = index
        if self.near and index % self.near == 16:
            number = index - 1
        if self.far and index % self.far == 22:
            number = 1
        number %= self.different
        seed = f"{self.config.seed} {number}"
        key = hashlib.sha256(seed.encode()).digest()[:16]
        if number % 3 == 0:
            key = key[:15] + b"\0"  # numpy strips such zeros
        structure_number = self.first_structure + number % self.structures
        structure = hashlib.sha256(f"structure {structure_number}".encode()).digest()[:16]
        name = f"{next(iter(self.config.shares))}-{self.config.seed}-{index:08d}"
        rows = [self._row(name, view, number) for view in self.config.views]
        rejected = {"degenerate": 1} if index % 7 == 0 else {}
        return Made(index, rows, key, structure, "angle_sum", FAMILIES[number % 3], "60", rejected)

    def _row(self, name: str, view: str, number: int) -> dict[str, Any]:
        given = f"$AB = \\frac{{{number}}}{{2}}\\sqrt{{3}}$ and $\\angle ABC = {number % 90 + 1}^\\circ$"
        said = view not in ("vision_only", "vision_dominant")
        fact = {"kind": "angle", "args": ["A", "B", "C"], "class": "essential", "value": str(number % 90 + 1)}
        on = {"kind": "on", "args": ["D", ["A", "B"]], "class": "descriptive", "value": None}
        facts = [
            {**on, "text": True, "picture": True},
            {**fact, "text": said, "picture": not said},
        ]
        choices = ["$30^\\circ$", "$60^\\circ$", "$\\frac{1}{2}$", "$\\sqrt{3}$"] if number % 2 else None
        return {
            "id": f"{name}/{view}",
            "problem_id": name,
            "domain": next(iter(self.config.shares)),
            "family": FAMILIES[number % 3],
            "view": view,
            "language": "en",
            "question": "Solve the problem in the picture." if view == "vision_only" else
            f"In $\\triangle ABC$, {given}. Find $\\overset{{\\frown}}{{AB}}$.",
            "image": None if view == "text_only" else _png(number, view),
            "statement": f"Problem {number}: in $\\triangle ABC$ find $\\angle A$.",
            "choices": choices,
            "answer": "B" if choices else "60^\\circ",
            "answer_value": 60.0,
            "answer_kind": "choice" if choices else "degree",
            "answer_unit": "degree",
            "solution": "1. By the triangle angle sum, $\\angle A + \\angle B + \\angle C = 180^\\circ$.\n"
            "2. So $\\angle A = 180^\\circ - 120^\\circ = 60^\\circ$.\nAnswer: $60^\\circ$",
            "depth": number % 5 + 1,
            "steps": 2,
            "level": number % 5 + 1,
            "theorems": ["angle_sum"],
            "spec": json.dumps({"version": 1, "points": {"A": [0, 0]}, "facts": facts, "goal": {"kind": "angle"}}),
        }  # fmt: skip


@cache
def _png(number: int, view: str) -> bytes:
    image = Image.new("L", (160, 120), 255)
    draw = ImageDraw.Draw(image)
    draw.polygon([(20, 100), (140, 100), (30 + number % 100, 20)], outline=0)
    draw.text((20, 5), f"{view} {number}", 0)
    held = io.BytesIO()
    image.save(held, format="PNG")
    return held.getvalue()


def maker(**troubles: Any) -> Any:
    """A maker factory that other processes can be sent."""
    return partial(FakeMaker, **troubles)


def tree(folder: Path) -> dict[str, str]:
    """Checksum of every file under a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
