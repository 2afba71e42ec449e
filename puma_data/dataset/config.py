"""The settings of a run, checked at the door; every complaint names what was given and what is near."""

from __future__ import annotations

import hashlib
import json
import math
import os
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from puma_data.dataset.schema import VIEWS
from puma_data.errors import PumaError, nearest

DOMAINS = {"geometry": "plane_geometry", "functions": "functions", "solid": "solid_geometry"}
"""Name on the command line: value of the `domain` column."""
ALL = "all"
"""The command that mixes the domains."""
MIX = {"plane": 0.5, "functions": 0.3, "solid": 0.2}
"""Names of the domains in a mix, and the share each has by default."""
_MIXED = dict(zip(MIX, DOMAINS.values(), strict=True))
POLICIES = ("default", "all")


class GenerateConfig(BaseModel):
    """What to generate. Everything but `out` and `workers` decides the bytes of the dataset."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    domain: str = "geometry"
    n: int = Field(ge=1, le=50_000_000)  # indices have eight digits, replacements included
    seed: int = Field(default=0, ge=0)
    out: Path | None = None
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    mix: tuple[tuple[str, float], ...] = ()  # share of each domain, for `all`; normalised where it is used
    views: tuple[str, ...] = VIEWS
    pairs: str = "default"
    lang: Literal["en"] = "en"
    depth: tuple[int, int] = (1, 5)
    givens: int | None = Field(default=None, ge=1)  # values given in a problem, at most
    families: Literal["all"] | tuple[str, ...] = "all"
    compose: float = Field(default=0.5, ge=0, le=1)  # share of problems composed freely instead of taken from a family
    mcq: float = Field(default=0.5, ge=0, le=1)  # share of multiple choice
    style: Literal["varied", "plain"] = "varied"  # plain: one look, one pose and one wording, for very small models
    image_size: int = Field(default=448, ge=64, le=2048)  # pixels, side of a drawing
    math: Literal["latex", "unicode"] = "latex"
    split: Literal["structure", "problem"] = "structure"  # what moves together into train, validation or test
    shard_size: int = Field(default=500, ge=1, le=100_000)  # problems in a file, at most

    @field_validator("domain")
    @classmethod
    def _domain(cls, value: str) -> str:
        if value not in (*DOMAINS, ALL):
            raise PumaError(f"unknown domain {value!r}{nearest(value, (*DOMAINS, ALL))}")
        return value

    @field_validator("mix", mode="before")
    @classmethod
    def _mix(cls, value: Any) -> tuple[tuple[str, float], ...]:
        """``plane=0.5,solid=0.5``, a mapping, or pairs."""
        parts = value.split(",") if isinstance(value, str) else list(getattr(value, "items", lambda: value)())
        pairs = [part.partition("=")[::2] if isinstance(part, str) else tuple(part) for part in parts if part]
        shares: dict[str, float] = {}
        for name, given in pairs:
            name = str(name).strip()
            if name not in MIX:
                raise PumaError(f"unknown domain {name!r} in the mix{nearest(name, MIX)}")
            if name in shares:
                raise PumaError(f"the mix names {name} twice")
            try:
                shares[name] = float(given)
            except (TypeError, ValueError):
                shares[name] = -1.0
            if not 0 <= shares[name] < math.inf:
                raise PumaError(f"{name}={given} is no share; give numbers, as in plane=0.5,functions=0.3,solid=0.2")
        if shares and not any(shares.values()):
            raise PumaError("every share of the mix is 0; give at least one domain a share above 0")
        return tuple((name, shares[name]) for name in MIX if shares.get(name))

    @model_validator(mode="after")
    def _mix_belongs_to_all(self) -> GenerateConfig:
        if self.mix and self.domain != ALL:
            raise PumaError(f"a mix is for puma-gen all, and this is puma-gen {self.domain}")
        return self

    @field_validator("views", mode="before")
    @classmethod
    def _views(cls, value: Any) -> tuple[str, ...]:
        asked = _names(value)
        for name in asked:
            if name not in (*VIEWS, "all"):
                raise PumaError(f"unknown view {name!r}{nearest(name, (*VIEWS, 'all'))}")
        return tuple(view for view in VIEWS if view in asked or "all" in asked)

    @field_validator("pairs")
    @classmethod
    def _pairs(cls, value: str) -> str:
        if value not in POLICIES:
            raise PumaError(f"unknown pair policy {value!r}{nearest(value, POLICIES)}")
        return value

    @field_validator("depth", mode="before")
    @classmethod
    def _depth(cls, value: Any) -> tuple[int, int]:
        try:
            ends = value.split("-") if isinstance(value, str) else [value] if isinstance(value, int) else list(value)
            low, high = int(ends[0]), int(ends[-1])
        except (TypeError, ValueError, IndexError):
            low, high, ends = 0, 0, []
        if len(ends) not in (1, 2) or not 1 <= low <= high <= 5:
            shown = "-".join(map(str, value)) if isinstance(value, list | tuple) else value
            raise PumaError(f"depth {shown} is out of range; give a depth from 1 to 5, as in 3 or 1-5")
        return low, high

    @field_validator("families", mode="before")
    @classmethod
    def _families(cls, value: Any) -> str | tuple[str, ...]:
        asked = _names(value)
        return "all" if "all" in asked else tuple(sorted(set(asked)))

    @model_validator(mode="after")
    def _legible(self) -> Self:
        if self.style == "varied" and self.image_size < 224:
            raise PumaError(f"image_size {self.image_size} is too small to read; give 224 or more, or style plain")
        return self

    @property
    def folder(self) -> Path:
        """Where the dataset goes."""
        return self.out or Path("outputs", self.domain)

    @property
    def per_shard(self) -> int:
        """Problems of a shard: small runs are cut finer than `shard_size`, so that several cores have work."""
        return min(self.shard_size, max(25, -(-self.n // 8)))

    @property
    def shares(self) -> dict[str, float]:
        """Share of each value of the `domain` column; they sum to 1."""
        if self.domain != ALL:
            return {DOMAINS[self.domain]: 1.0}
        mix = self.mix or tuple(MIX.items())
        total = sum(share for _, share in mix)
        return {_MIXED[name]: share / total for name, share in mix}

    @property
    def normalised(self) -> str:
        """One line about a mix that does not sum to 1; empty where nothing was changed."""
        total = sum(share for _, share in self.mix)
        if not self.mix or abs(total - 1) < 1e-9:
            return ""
        told = ", ".join(f"{name} {share / total:.3g}" for name, share in self.mix)
        return f"the mix sums to {total:g}; taken as {told}"

    def content(self) -> dict[str, Any]:
        """The settings that decide the bytes."""
        return self.model_dump(mode="json", exclude={"out", "workers", *(() if self.domain == ALL else ("mix",))})

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()[:16]

    def describe(self) -> str:
        """One line that tells this run from another: the settings that differ from the defaults."""
        defaults = GenerateConfig(n=1).content()
        told = [f"{key}={_shown(value)}" for key, value in self.content().items()
                if key in ("n", "seed") or (key != "domain" and value != defaults.get(key, []))]  # fmt: skip
        return " ".join([self.domain, *told])

    def command(self) -> str:
        """The command that makes the same bytes."""
        defaults = GenerateConfig(n=1).content()
        options = [f"--{key.replace('_', '-')} {_shown(value)}" for key, value in self.content().items()
                   if key in ("n", "seed") or (key != "domain" and value != defaults.get(key, []))]  # fmt: skip
        return " ".join(["puma-gen", self.domain, *options])


def make_config(**settings: Any) -> GenerateConfig:
    """Build a config; raises `PumaError` with one line for the first thing that is wrong."""
    for key in settings:
        if key not in GenerateConfig.model_fields:
            raise PumaError(f"unknown setting {key!r}{nearest(key, GenerateConfig.model_fields)}")
    try:
        return GenerateConfig(**settings)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        cause = first.get("ctx", {}).get("error")
        if isinstance(cause, PumaError):
            raise cause from None
        name, message = first["loc"][0] if first["loc"] else "config", first["msg"]
        if first["type"] == "missing":
            raise PumaError(f"{name} is not given; say how many problems to make, as in --n 1000") from None
        given = f" (given: {settings[str(name)]!r})" if name in settings else ""
        raise PumaError(f"{name}: {message[0].lower()}{message[1:]}{given}") from None


def read_settings(file: Path) -> dict[str, Any]:
    """Settings from a YAML file; an unknown key is named with the nearest known one."""
    import yaml

    try:
        settings = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise PumaError(f"cannot read the config {file}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PumaError(f"{file} is not valid YAML: {' '.join(str(error).split())}") from None
    if not isinstance(settings, dict):
        raise PumaError(f"{file} should hold settings, one `key: value` a line")
    for key in settings:
        if key not in GenerateConfig.model_fields:
            raise PumaError(f"{file}: unknown key {key!r}{nearest(str(key), GenerateConfig.model_fields)}")
    return settings


def check_families(config: GenerateConfig) -> None:
    """Raise `PumaError` if a family is not registered for the domains; loads the generators."""
    from puma_data.registry import generators

    known = [family.id for family in generators() if family.domain in config.shares]
    there = {family.domain for family in generators()}
    for name, column in DOMAINS.items():
        if column in config.shares and column not in there:
            mend = "leave it out with --mix" if config.domain == ALL else "see puma-gen families"
            raise PumaError(f"no generator is installed for {name}; {mend}")
    for name in config.families if config.families != "all" else ():
        if name not in known:
            raise PumaError(f"unknown family {name!r}{nearest(name, known)} (puma-gen families lists them)")


def _names(value: Any) -> list[str]:
    if not isinstance(value, str | list | tuple | set | frozenset):
        raise PumaError(f"{value!r} is not a list of names, as in a,b or [a, b]")
    names = value.split(",") if isinstance(value, str) else [str(name) for name in value]
    names = [name.strip() for name in names if name.strip()]
    if not names:
        raise PumaError("an empty list was given; name at least one, or all")
    return names


def _shown(value: Any) -> str:
    if not isinstance(value, list | tuple):
        return str(value)
    if value and isinstance(value[0], list | tuple):
        return ",".join(f"{name}={share:g}" for name, share in value)
    return ("-" if all(isinstance(part, int) for part in value) else ",").join(map(str, value))
