"""One value of the terms that an offer can change: its name, its number, its unit and its step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.i18n import N_, _
from negotiator_desk.money import format_amount
from negotiator_desk.pay.terms import PostClass, TakeMethod, TierRule

_HUNDREDTH = Decimal("0.01")


class Unit(StrEnum):
    """What a cell's number counts.

    RATIO is a part of one, shown in percent; FACTOR multiplies an amount; PLAIN has the unit that
    the terms themselves name (`Cell.counted`).
    """

    YUAN_PER_UNIT = "yuan_per_unit"
    YUAN = "yuan"
    YUAN_PER_HOUR = "yuan_per_hour"
    YUAN_PER_MONTH = "yuan_per_month"
    RATIO = "ratio"
    FACTOR = "factor"
    MINUTES = "minutes"
    PERCENT = "percent"
    COUNT = "count"
    PLAIN = "plain"
    WORDS = "words"


_UNIT_LABELS = {
    Unit.YUAN: N_("yuan"),
    Unit.YUAN_PER_HOUR: N_("yuan/hour"),
    Unit.YUAN_PER_MONTH: N_("yuan/month"),
    Unit.MINUTES: N_("minutes"),
}

_PLACES = {
    Unit.YUAN_PER_UNIT: 4,
    Unit.RATIO: 4,
    Unit.FACTOR: 4,
    Unit.PLAIN: 4,
    Unit.PERCENT: 0,
    Unit.COUNT: 0,
}


_WHOLE_STEPS = frozenset({Unit.PERCENT, Unit.COUNT, Unit.MINUTES, Unit.PLAIN, Unit.YUAN_PER_MONTH})


@dataclass(frozen=True)
class Cell:
    """One value of the terms that an offer can change.

    Attributes:
        key: Names the cell within its terms, such as "rate:同城·有电梯".
        label: Parts of its name from the general to the particular, translated or as typed.
        value: A number in `unit` (a ratio as a part of one), or words.
        counted: What a number term counts, or the unit pieces are counted in; "" otherwise.
    """

    key: str
    label: tuple[str, ...]
    value: Decimal | str
    unit: Unit
    counted: str = ""

    @property
    def step(self) -> Decimal:
        """One unit of change: 0.01 yuan, one point (0.01) of a ratio or factor, or 1.

        A month's pay moves by whole yuan.
        """
        return Decimal(1) if self.unit in _WHOLE_STEPS else _HUNDREDTH

    @property
    def places(self) -> int:
        """Decimals of the value as it is stored."""
        return _PLACES.get(self.unit, 2)

    @property
    def unit_text(self) -> str:
        """The unit in words, translated; "" where the text says it or there is none."""
        match self.unit:
            case Unit.YUAN_PER_UNIT:
                return _("yuan/{unit}").format(unit=self.counted)
            case Unit.PLAIN:
                return self.counted
            case Unit.PERCENT:
                return "%"
            case _:
                return _(_UNIT_LABELS[self.unit]) if self.unit in _UNIT_LABELS else ""

    def text(self) -> str:
        """Return the value as people read it, without its unit but for the percent sign."""
        if isinstance(self.value, str):
            choice = self.key.split(":")[0] in _CHOICE_KEYS
            return _(_CHOICE_LABELS[self.value]) if choice else self.value
        if self.unit is Unit.RATIO:
            return f"{format_amount(self.value * 100)}%"
        return format_amount(self.value, places=self.places)


_CHOICE_KEYS = frozenset({"method", "tier_rule", "class", "minimum"})

_CHOICE_LABELS = {
    TakeMethod.FLAT.value: N_("one rate for all orders"),
    TakeMethod.ORDER_TIERS.value: N_("tiers by order amount"),
    TakeMethod.TURNOVER_TIERS.value: N_("tiers by monthly turnover"),
    TierRule.MARGINAL.value: N_("each part at its tier’s rate"),
    TierRule.WHOLE_SLAB.value: N_("the whole amount at its tier’s rate"),
    PostClass.BASIC.value: N_("basic class"),
    PostClass.IMPORTANT.value: N_("important class"),
    PostClass.KEY.value: N_("key class"),
    PostClass.CORE.value: N_("core class"),
    "counted": N_("counts towards the minimum wage"),
    "excluded": N_("left out of the minimum wage"),
}
