"""How the papers on a costing write figures: with no more digits than the data allow."""

from __future__ import annotations

from decimal import Decimal

from negotiator_desk.drafting.report_words import Words
from negotiator_desk.money import format_amount
from negotiator_desk.pay.quality import Allowed, Quality, QualityRules, Range, figure_text, widen

MISSING = "—"
"""Stands where there is no figure."""

_HUNDRED = Decimal(100)
_ANY = Allowed(Decimal("1.0000"), 1)


class Figures:
    """Writes the figures of one report.

    Amounts that were worked out from the data lose the digits that its quality does not allow;
    counts and agreed values are exact.
    """

    def __init__(self, words: Words, margin: Decimal, digits: int | None) -> None:
        """Take what the quality of the data leaves.

        Args:
            margin: Half the width of a range, as a part of the amount.
            digits: Significant digits; None = all.
        """
        self.words = words
        self._rules = QualityRules(measured=Allowed(margin, digits), reported=_ANY, estimated=_ANY)

    def range(self, amount: Decimal) -> Range:
        """Return what the quality of the data leaves of an amount."""
        return widen(amount, (Quality.MEASURED,), rules=self._rules)

    def amount(self, amount: Decimal | None) -> str:
        """Return 1,234.50, or a dash."""
        return MISSING if amount is None else figure_text(self.range(amount).value)

    def change(self, amount: Decimal | None) -> str:
        """Return an amount with its sign: +1,234.50."""
        if amount is None:
            return MISSING
        text = self.amount(amount)
        return f"+{text}" if amount > 0 else text

    def yuan(self, amount: Decimal) -> str:
        """Return 1,234.50元."""
        return self.words("yuan", amount=self.amount(amount))

    def yuan_change(self, amount: Decimal) -> str:
        """Return +1,234.50元."""
        return self.words("yuan", amount=self.change(amount))


def agreed(amount: Decimal) -> str:
    """Return an amount that was agreed or is the law's, exact whatever the data are."""
    return format_amount(amount)


def count(number: int | None) -> str:
    """Return 1,234, or a dash."""
    return MISSING if number is None else f"{number:,}"


def percent(share: Decimal | None, places: int = 2) -> str:
    """Return a part of one as 21.50%, or a dash."""
    return MISSING if share is None else f"{format_amount(share * _HUNDRED, places=places)}%"


def percent_change(share: Decimal) -> str:
    """Return a part of one with its sign: +4.12%."""
    return f"+{percent(share)}" if share > 0 else percent(share)
