"""Templates: data files in one folder a language, and how one is filled.

Between dollars a single capital letter is a *role* (a point of a fact, a theorem or a family's own phrase; a prime
marks the
second of two facts) and prints as that point's letter. ``{slot}`` inserts words as they are, and a formula with its
dollars
where it stands in prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

Piece = tuple[str, str]  # ("text" | "role" | "slot", what)
NOTHING: Mapping[str, str] = {}
_PLUGINS: list[Traversable] = []

_MATH = re.compile(r"\\text\{[^{}]*\}|\\[A-Za-z]+|([A-Z]'*)|\{([a-z_]+[0-9]*'*)\}")
_PROSE = re.compile(r"\{([a-z_]+[0-9]*'*|[A-Z][a-z]+)\}")


class TemplateError(ValueError):
    """A template that is missing, or names a role or slot that nothing fills."""


def folder(language: str) -> Traversable:
    """The templates of a language: installed beside the package, or in the repository's own folder."""
    try:
        installed = files("puma_data.templates") / language
        if installed.is_dir():
            return installed
    except ModuleNotFoundError:
        pass
    checkout = Path(__file__).resolve().parents[2] / "templates" / language
    if not checkout.is_dir():
        raise TemplateError(f"no templates for language {language!r}")
    return checkout


def look_in(plugin: Traversable) -> None:
    """Look in a folder of a plug-in too for what the engine has not (``en/families/my_family.yaml`` in it)."""
    if plugin not in _PLUGINS:
        _PLUGINS.append(plugin)


@lru_cache(maxsize=256)
def load(language: str, name: str) -> dict[str, Any]:
    """The file ``name.yaml`` of a language, read once."""
    for place in (folder(language), *(plugin / language for plugin in _PLUGINS)):
        with suppress(FileNotFoundError):
            text = (place / f"{name}.yaml").read_text(encoding="utf-8")
            return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    raise TemplateError(f"no template file {name}.yaml for language {language!r}")


@lru_cache(maxsize=16)
def theorems(language: str, domain: str) -> dict[str, Any]:
    """The wording of theorems: that of the plane, and over it that of a domain's own files (``theorems_functions.yaml``
    and any that go on from that name)."""
    own: dict[str, Any] = {}
    places = (folder(language), *(plugin / language for plugin in _PLUGINS))
    files = sorted(file.name for place in places if place.is_dir() for file in place.iterdir())
    for name in files:
        if name.startswith(f"theorems_{domain}") and name.endswith(".yaml"):
            own |= load(language, name.removesuffix(".yaml"))
    return load(language, "theorems") | own


@lru_cache(maxsize=256)
def phrases(language: str, family: str) -> dict[str, list[str]]:
    """The phrases of one family by their full key ``family.variant.part`` (the file may nest its keys or write them
    dotted)."""
    table: dict[str, list[str]] = {}

    def gather(prefix: str, entry: Any) -> None:
        if isinstance(entry, Mapping):
            for key, inner in entry.items():
                gather(f"{prefix}.{key}" if prefix else str(key), inner)
        else:
            table[prefix if prefix.startswith(f"{family}.") else f"{family}.{prefix}"] = (
                [entry] if isinstance(entry, str) else entry
            )

    gather("", load(language, f"families/{family}"))
    return table


@lru_cache(maxsize=16384)
def _compiled(template: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []

    def literal(text: str) -> None:
        if text:
            pieces.append(("text", text))

    for index, part in enumerate(template.split("$")):
        if index:
            literal("$")
        math, end = index % 2 == 1, 0
        for match in (_MATH if math else _PROSE).finditer(part):
            role, slot = (match[1], match[2]) if math else (None, match[1])
            if role is None and slot is None:
                continue
            literal(part[end : match.start()])
            pieces.append(("role", role) if role is not None else ("slot", slot))
            end = match.end()
        literal(part[end:])
    return tuple(pieces)


def fill(
    template: str, letter: Callable[[str], str | None], words: Mapping[str, str], formulas: Mapping[str, str] = NOTHING
) -> str:
    """The template with its roles printed by ``letter`` (None: no such role) and its slots inserted: words, or
    LaTeX."""
    out: list[str] = []
    math = False
    for kind, what in _compiled(template):
        if kind == "text":
            math ^= what == "$"
            out.append(what)
        elif kind == "slot":
            inserted = words.get(what)
            if inserted is None and what in formulas:
                inserted = formulas[what] if math else f"${formulas[what]}$"
            if inserted is None:
                if not math:
                    raise TemplateError(f"nothing fills {{{what}}} in {template!r}")
                inserted = "{" + what + "}"  # a group of LaTeX, such as \sqrt{x}
            out.append(inserted)
        else:
            printed = letter(what)
            if printed is None:
                raise TemplateError(f"no role {what} for {template!r}")
            out.append(printed)
    return "".join(out).replace("the the ", "the ")


def capitalised(sentence: str) -> str:
    """The sentence with its first letter in upper case (one that opens with a formula stays as it is)."""
    return sentence[:1].upper() + sentence[1:]


_OPENERS = frozenset(
    """
    A Adding Adjacent After Also Alternate An And Any Applying As At Base Because Before Between Both By Calculate
    Chords Circle Compute Consider Corresponding Determine Each Equal Every Find First Five For Four From Given Here
    How If In Inside Into It Its Let Line Lines Next No Note On One Opposite Our Over Point Points Quadrilateral Ray
    Rays Rectangle Seen Segment Segments Several Sides Since Six So Some Square Standing Starting Suppose Tangent
    Tangents The Their Then There These This Three Through To Triangle Triangles Two Under Using Vertical What When
    Where Which With
    """.split()  # noqa: SIM905
)
"""Words that open a sentence with a capital only because they open it."""


def uncapitalised(sentence: str) -> str:
    """The sentence as it goes on another: an ordinary opening word in lower case, a proper name as it is."""
    return sentence[:1].lower() + sentence[1:] if re.split(r"[ ,]", sentence, maxsplit=1)[0] in _OPENERS else sentence


def series(items: list[str], conjunction: str = "and") -> str:
    """``a``, ``a and b``, ``a, b, and c``."""
    if len(items) < 3:
        return f" {conjunction} ".join(items)
    return ", ".join(items[:-1]) + f", {conjunction} {items[-1]}"


def articles_fitted(text: str) -> str:
    """The text with every "a" and "an" fitted to the word that follows (slots may bring any word)."""
    text = re.sub(r"(\ba|(?:^|(?<=[.?!] ))A) (?=[aeioAEIO](?!ne\b|u\b)\w)", r"\1n ", text)  # graph A is no article
    return re.sub(r"\b([Aa])n (?=[bcdfgjklmnpqrstvwxyz]\w)", r"\1 ", text)


def with_article(noun: str) -> str:
    """``an equilateral triangle``, ``a regular hexagon``, ``an 8-sided polygon``."""
    vowel = noun[:1].lower() in "aeiou" or re.match(r"\$?(8|11\b|18\b)", noun) is not None
    return f"{'an' if vowel else 'a'} {noun}"
