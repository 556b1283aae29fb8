"""What a costing sheet of orders shows besides pay: the platform's share of them."""

from __future__ import annotations

from decimal import Decimal

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.order_shares import Disclosure, OrderShares, disclosure, order_shares
from negotiator_desk.pay.terms import CommissionSchedule
from negotiator_desk.services.costing_sheets import CostingSheet


def cap_of(terms: CommissionSchedule) -> Decimal | None:
    """Return what the shares of orders are held against: the cap of one order, else the month's."""
    return terms.order_cap if terms.order_cap is not None else terms.monthly_cap


def shares_picture(sheet: CostingSheet, terms: CommissionSchedule) -> OrderShares:
    """Return how the platform's shares are spread over the sheet's orders.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    return order_shares(sheet.facts, terms, sheet.law, cap_of(terms))


def disclose(sheet: CostingSheet, terms: CommissionSchedule, number: str) -> Disclosure:
    """Return what must be shown of one order.

    Args:
        number: Order number; where the records have none, its place in them, from 1.

    Raises:
        InputError: There is no such order, or its month cannot be costed.
    """
    return disclosure(sheet.facts, terms, _row_of(sheet, number.strip()), sheet.law)


def _row_of(sheet: CostingSheet, number: str) -> int:
    column = sheet.facts.columns.get("order")
    if column is not None:
        # Not `column.texts`: a million order numbers would stay in memory for one question.
        for code, text in enumerate(column.dictionary):
            if text == number:
                return int((column.values == code).argmax())
    elif number.isdecimal() and 1 <= int(number) <= sheet.facts.rows:
        return int(number) - 1
    raise InputError(
        _("There is no order “{number}” in these records.").format(number=number),
        hint=_("Type the order's number as the records have it."),
    )
