"""What a comparison of terms with a floor finds."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FloorVerdict(StrEnum):
    """What is said of one item."""

    BELOW = "below"
    """The terms are worse for the workers than the floor, in at least one case."""
    TO_COMPARE = "to_compare"
    """Both settle it unlike each other, and people must judge which is better."""
    NOT_COMPARED = "not_compared"
    """Only one of the two settles it, or in another measure."""


class FloorItem(StrEnum):
    """What is compared."""

    SUBJECT = "subject"
    """The terms are of two subjects."""
    UNIT = "unit"
    """`firm_words` and `floor_words` are what the two count."""
    RATE = "rate"
    """Yuan a unit of the operation `name`."""
    QUOTA = "quota"
    """Units a shift of the operation `name`; more is worse."""
    ALLOWANCE = "allowance"
    """Yuan a unit, or a month, of the allowance `name`."""
    COUNTED = "counted"
    """Whether the allowance `name` counts towards the minimum wage."""
    GUARANTEE = "guarantee"
    """Yuan a month; 0 = none."""
    HOURLY_GUARANTEE = "hourly_guarantee"
    """Yuan an hour; 0 = none."""
    OVERTIME = "overtime"
    """Percent of the rate; `name` is 0, 1 or 2, as in a rate table."""
    TAKE = "take"
    """The platform's share, as a ratio; `name` is the amount where it is worst, yuan, or "" for
    any large one."""
    METHOD = "method"
    """The two take their share in ways that no amount compares."""
    ORDER_CAP = "order_cap"
    MONTHLY_CAP = "monthly_cap"
    """A largest share, as a ratio; None = no cap."""
    DEDUCTIONS = "deductions"
    """A largest part of a month's pay; None = no limit."""
    FEES = "fees"
    """Yuan of an order where the fees differ most."""
    CELL = "cell"
    """Yuan a month; `name` is band and skill grade."""
    POST = "post"
    """Yuan a month of the post and skill grade `name`."""
    LOWEST_WAGE = "lowest_wage"
    """Yuan a month of the lowest cell; of a skill grade `name` where it is given."""
    COEFFICIENT = "coefficient"
    YEARLY = "yearly"
    """Yuan a year of the yearly item `name`."""
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True)
class Shortfall:
    """One item that is below the floor, or that was not judged.

    Attributes:
        firm, floor: The figures of both; None where one has none.
        firm_words, floor_words: What they say where it is no figure.
    """

    verdict: FloorVerdict
    item: FloorItem
    name: str = ""
    firm: Decimal | None = None
    floor: Decimal | None = None
    firm_words: str = ""
    floor_words: str = ""


def same_name(name: str) -> str:
    """Return a name as it is compared: width, case and spaces do not make another thing."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
