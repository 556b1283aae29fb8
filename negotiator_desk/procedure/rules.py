"""Rule packs: the figures of one jurisdiction, each with its unit, article and verification mark.

A pack is a TOML file under `resources/rules/`. A value that was not read in a source is absent from
it and shown as not known; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from negotiator_desk.i18n import LANGUAGES, _, language
from negotiator_desk.money import round_to
from negotiator_desk.paths import resource
from negotiator_desk.strict_toml import FormatError, StrictTable, read_table


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
    own inference.
    """

    V1 = "V1"
    V2 = "V2"
    V3 = "V3"
    M = "M"
    D = "D"

    @property
    def is_firm(self) -> bool:
        """Whether breaking such a rule may be an error: only where its whole text was read."""
        return self is Mark.V1

    @property
    def was_read(self) -> bool:
        """Whether the figure itself was read in its source, in full or as an excerpt."""
        return self in {Mark.V1, Mark.V2}


@dataclass(frozen=True)
class Rule:
    """One figure of the law.

    Attributes:
        value: A number in `unit`; fractions are written as decimals of 1 in 4 places.
        article: Instrument and article as printed to the reader.
        in_principle: Whether the law asks for it in principle (原则上), so that it may be departed
            from with good reason and breaking it is no error.
    """

    key: str
    value: Decimal
    unit: str
    comparator: Comparator
    article: str
    mark: Mark
    in_principle: bool = False

    @property
    def basis(self) -> str:
        """The source with its verification mark, as findings show it."""
        return f"{self.article} [{self.mark.value}]"


def compare(rule: Rule, value: Decimal | int) -> bool:
    """Whether a value keeps a rule, compared as the rule's own comparator says.

    Args:
        value: In the rule's unit; for WITHIN, what has not yet run out, so that a negative one is
            too late.
    """
    match rule.comparator:
        case Comparator.AT_LEAST:
            return value >= rule.value
        case Comparator.AT_MOST:
            return value <= rule.value
        case Comparator.MORE_THAN:
            return value > rule.value
        case Comparator.EQUAL:
            return value == rule.value
        case Comparator.WITHIN:
            return 0 <= value <= rule.value


def share(part: int, whole: int) -> Decimal:
    """Return a part of a whole as rules write fractions: a decimal of 1 in 4 places.

    A third is 0.3333 here and in the packs alike, so that exactly a third keeps "at most a third".
    """
    return round_to(Decimal(part) / whole, Decimal("0.0001"))


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
        FormatError: The file does not follow the format.
    """
    return read_pack(resource("rules", f"{key}.toml"))


def read_pack(path: Path) -> RulePack:
    """Read a rule pack from a file; unknown keys are refused.

    Raises:
        FormatError: The file does not follow the format.
    """
    pack = read_table(path)
    key = pack.text("key")
    if key != path.stem:
        raise FormatError(f"{path.name}: key {key!r} is not the file's name")
    parent = pack.text("inherits", "")
    names = pack.table("names")
    titles = pack.table("instruments").texts()
    rules = dict(load_pack(parent).rules) if parent else {}
    own: set[str] = set()
    for entry in pack.tables("rule"):
        rule = _rule(entry, titles)
        if rule.key in own:
            raise FormatError(f"{path.name}: rule {rule.key!r} is given twice")
        own.add(rule.key)
        rules[rule.key] = rule
    wages = [_minimum_wage(entry) for entry in pack.tables("minimum_wage")]
    found = RulePack(
        key=key,
        names={one: names.text(one) for one in LANGUAGES},
        valid_from=pack.day("valid_from"),
        rules=rules,
        minimum_wages=tuple(sorted(wages, key=lambda wage: wage.monthly, reverse=True)),
    )
    names.finish()
    pack.finish()
    return found


def _rule(entry: StrictTable, titles: Mapping[str, str]) -> Rule:
    instrument = entry.text("instrument")
    if instrument not in titles:
        raise FormatError(f"instrument {instrument!r} has no title")
    rule = Rule(
        key=entry.text("key"),
        value=entry.number("value"),
        unit=entry.text("unit"),
        comparator=entry.choice("comparator", Comparator),
        article=f"《{titles[instrument]}》{entry.text('article')}",
        mark=entry.choice("mark", Mark),
        in_principle=entry.flag("in_principle", False),
    )
    entry.finish()
    return rule


def _minimum_wage(entry: StrictTable) -> MinimumWage:
    wage = MinimumWage(
        areas=entry.lines("areas"),
        monthly=entry.number("monthly"),
        hourly=entry.number("hourly"),
        effective=entry.day("effective"),
        document=entry.text("document"),
        mark=entry.choice("mark", Mark),
    )
    entry.finish()
    return wage
