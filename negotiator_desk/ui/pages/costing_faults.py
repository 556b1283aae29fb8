"""Faults of a wage grid in the order in which they are told: the gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from negotiator_desk.i18n import n_
from negotiator_desk.pay.ladder_fault import LadderFault, LadderFaultKind
from negotiator_desk.ui import display


def gravest_first(faults: Sequence[LadderFault]) -> tuple[LadderFault, ...]:
    """Order faults: below the minimum wage before rises that are too small, hints last.

    Among those below the minimum wage, the lowest amount is first.
    """
    return tuple(sorted(faults, key=_gravity))


def _gravity(fault: LadderFault) -> tuple[bool, bool, object]:
    is_minimum = fault.kind is LadderFaultKind.MINIMUM
    return fault.is_hint, not is_minimum, fault.amount if is_minimum else 0


def broken_sentence(faults: Sequence[LadderFault]) -> str:
    """Say how many cells break a rule, what the gravest fault is and how many others there are.

    Args:
        faults: At least one, none of them a hint.
    """
    places = len({(fault.band, fault.grade) for fault in faults})
    text = n_("{count} cell breaks a rule. {first}", "{count} cells break a rule. {first}", places)
    said = text.format(count=display.count(places), first=gravest_first(faults)[0].sentence)
    others = len(faults) - 1
    if not others:
        return said
    more = n_("{count} more fault.", "{count} more faults.", others)
    return f"{said} {more.format(count=display.count(others))}"
