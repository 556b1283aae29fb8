"""What an offer costs, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from negotiator_desk.i18n import _
from negotiator_desk.pay.costing import Costing
from negotiator_desk.ui import display


def cost_in_words(costs: Mapping[str, Costing | None]) -> str:
    """Say what an offer costs.

    Args:
        costs: By issue id; None for an issue without data.
    """
    known = [costing for costing in costs.values() if costing is not None]
    if not known:
        return _("These issues have no calculation data, so they are not costed.")
    differences = [one.yearly_difference for one in known if one.yearly_difference is not None]
    total = sum((one.yearly_total for one in known[1:]), known[0].yearly_total)
    parts = []
    if len(differences) == len(known):
        difference = sum(differences[1:], differences[0])
        parts.append(
            _("{difference} a year against the present").format(
                difference=display.yuan_change(difference, places=0)
            )
        )
    parts.append(_("{total} a year in all").format(total=display.yuan(total, places=0)))
    first = known[0]
    if len(known) == 1:
        parts.append(
            _("lowest {lowest}, median {median} a month").format(
                lowest=display.yuan(first.lowest), median=display.yuan(first.median)
            )
        )
        if first.below_minimum is not None:
            parts.append(
                _("{count} below the minimum wage").format(count=display.count(first.below_minimum))
            )
    return " · ".join(parts)
