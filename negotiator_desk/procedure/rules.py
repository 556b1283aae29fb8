"""Rule packs: the figures of one jurisdiction, each with its unit, article and verification mark.

A pack is a TOML file under `resources/rules/`. A value that was not read in a source is absent from
it and shown as not known; it is never guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from negotiator_desk.i18n import SOURCE_LANGUAGE, _, language
from negotiator_desk.paths import resource

CHINESE = "zh_CN"

_E = TypeVar("_E", bound=StrEnum)


class Comparator(StrEnum):
    """How a figure is compared: 过半数 is MORE_THAN a half, 半数以上 is AT_LEAST a half."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    EQUAL = "equal"
    WITHIN = "within"


class Mark(StrEnum):
    """How well a figure is verified.

    V1 full statute text read, V2 read as an excerpt, V3 read in a poor copy, M from memory, D our
    own inference. Only V1 and V2 may decide a check.
    """

    V1 = "V1"
    V2 = "V2"
    V3 = "V3"
    M = "M"
    D = "D"

    @property
    def is_firm(self) -> bool:
        """Whether a check may end in an error because of such a figure."""
        return self in {Mark.V1, Mark.V2}


class PackError(ValueError):
    """A rule pack does not follow its format: the installation is damaged, not the user's input."""


@dataclass(frozen=True)
class Rule:
    """One figure of the law.

    Attributes:
        value: A number in `unit`; fractions are written as decimals of 1 in 4 places.
        article: Instrument and article as printed to the reader.
    """

    key: str
    value: Decimal
    unit: str
    comparator: Comparator
    article: str
    mark: Mark

    @property
    def basis(self) -> str:
        """The source with its verification mark, as findings show it."""
        return f"{self.article} [{self.mark.value}]"


@dataclass(frozen=True)
class MinimumWage:
    """The legal minimum wage of one area.

    Attributes:
        areas: Districts and counties it holds for.
        monthly: Yuan a month for full-time work.
        hourly: Yuan an hour for part-time work.
        effective: First day it held.
        document: Number of the notice.
    """

    areas: tuple[str, ...]
    monthly: Decimal
    hourly: Decimal
    effective: date
    document: str
    mark: Mark

    @property
    def basis(self) -> str:
        """The source with its verification mark, as findings show it."""
        return f"{self.document} [{self.mark.value}]"


@dataclass(frozen=True)
class RulePack:
    """The rules of one jurisdiction, those it inherits included.

    Attributes:
        names: The jurisdiction's name by language.
        minimum_wages: The highest first; empty where none was read.
    """

    key: str
    names: Mapping[str, str]
    valid_from: date
    rules: Mapping[str, Rule]
    minimum_wages: tuple[MinimumWage, ...]

    @property
    def name(self) -> str:
        """The jurisdiction's name in the language in use."""
        return self.names[language()]

    def rule(self, key: str) -> Rule | None:
        """Return a rule, or None where its figure is not known."""
        return self.rules.get(key)


def jurisdictions() -> tuple[str, ...]:
    """Return the keys of all rule packs, in alphabetical order."""
    return tuple(sorted(path.stem for path in resource("rules").glob("*.toml")))


def jurisdiction_name(key: str) -> str:
    """Return a jurisdiction's name in the language in use; an unknown key is said to be so."""
    if key not in jurisdictions():
        return _("unknown rule pack {key}").format(key=key)
    return load_pack(key).name


@cache
def load_pack(key: str) -> RulePack:
    """Read a rule pack and what it inherits.

    Raises:
        PackError: The file does not follow the format.
    """
    return read_pack(resource("rules", f"{key}.toml"))


def read_pack(path: Path) -> RulePack:
    """Read a rule pack from a file; unknown keys are refused.

    Raises:
        PackError: The file does not follow the format.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return _pack(path, data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, _FormatError) as error:
        raise PackError(f"{path.name}: {error}") from error


class _FormatError(ValueError):
    """Carries what is wrong to `read_pack`, which adds the file's name."""


def _pack(path: Path, data: dict[str, object]) -> RulePack:
    pack = _Table(data, "top level")
    key = pack.text("key")
    if key != path.stem:
        raise _FormatError(f"key {key!r} is not the file's name")
    parent = pack.text("inherits", "")
    names = _Table(pack.table("names"), "names")
    titles = _Table(pack.table("instruments"), "instruments").texts()
    inherited = load_pack(parent).rules if parent else {}
    rules = dict(inherited)
    own: set[str] = set()
    for entry in pack.tables("rule"):
        rule = _rule(_Table(entry, "rule"), titles)
        if rule.key in own:
            raise _FormatError(f"rule {rule.key!r} is given twice")
        own.add(rule.key)
        rules[rule.key] = rule
    wages = [_minimum_wage(_Table(entry, "minimum_wage")) for entry in pack.tables("minimum_wage")]
    found = RulePack(
        key=key,
        names={CHINESE: names.text(CHINESE), SOURCE_LANGUAGE: names.text(SOURCE_LANGUAGE)},
        valid_from=pack.day("valid_from"),
        rules=rules,
        minimum_wages=tuple(sorted(wages, key=lambda wage: wage.monthly, reverse=True)),
    )
    names.finish()
    pack.finish()
    return found


def _rule(entry: _Table, titles: Mapping[str, str]) -> Rule:
    instrument = entry.text("instrument")
    if instrument not in titles:
        raise _FormatError(f"instrument {instrument!r} has no title")
    rule = Rule(
        key=entry.text("key"),
        value=entry.number("value"),
        unit=entry.text("unit"),
        comparator=_member(Comparator, entry.text("comparator")),
        article=f"《{titles[instrument]}》{entry.text('article')}",
        mark=_member(Mark, entry.text("mark")),
    )
    entry.finish()
    return rule


def _minimum_wage(entry: _Table) -> MinimumWage:
    wage = MinimumWage(
        areas=entry.lines("areas"),
        monthly=entry.number("monthly"),
        hourly=entry.number("hourly"),
        effective=entry.day("effective"),
        document=entry.text("document"),
        mark=_member(Mark, entry.text("mark")),
    )
    entry.finish()
    return wage


def _member(choices: type[_E], value: str) -> _E:
    try:
        return choices(value)
    except ValueError:
        raise _FormatError(f"{value!r} is not one of {[one.value for one in choices]}") from None


class _Table:
    """A TOML table whose keys must all be asked for."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, dict):
            raise _FormatError(f"{place} is not a table")
        self._data: dict[str, object] = dict(data)
        self._place = place

    def finish(self) -> None:
        if self._data:
            raise _FormatError(f"{self._place} has unknown keys {sorted(self._data)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise _FormatError(f"{self._place}: {key} is not a text")
        return value

    def texts(self) -> dict[str, str]:
        return {key: self.text(key) for key in tuple(self._data)}

    def lines(self, key: str) -> tuple[str, ...]:
        value = self._take(key, None)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise _FormatError(f"{self._place}: {key} is not a list of texts")
        return tuple(value)

    def number(self, key: str) -> Decimal:
        text = self.text(key)
        if not text.replace(".", "", 1).isdecimal():
            raise _FormatError(f"{self._place}: {key} {text!r} is not a number")
        return Decimal(text)

    def day(self, key: str) -> date:
        value = self._take(key, None)
        if type(value) is not date:
            raise _FormatError(f"{self._place}: {key} is not a day")
        return value

    def table(self, key: str) -> object:
        return self._take(key, {})

    def tables(self, key: str) -> list[object]:
        value = self._take(key, [])
        if not isinstance(value, list):
            raise _FormatError(f"{self._place}: {key} is not a list of tables")
        return value

    def _take(self, key: str, default: object) -> object:
        if key not in self._data and default is None:
            raise _FormatError(f"{self._place}: {key} is missing")
        return self._data.pop(key, default)
