"""Holds every figure of a composed contract against the agreed terms it came from.

The printed text is read back, so a figure that was changed, rounded or written wrongly is found,
wherever it stands: in an article, in capital numerals or in an annex.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.drafting.blocks import Document, Figure, figures
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.values import Value, agreed_values, read_value


class Fault(StrEnum):
    """What is wrong with a figure."""

    DIFFERS = "differs"
    """It states another value than was agreed."""
    UNREADABLE = "unreadable"
    """It is not written as a value of its kind is."""
    UNKNOWN = "unknown"
    """Nothing was agreed under its key, or in its offer."""
    NOT_PRINTED = "not_printed"
    """Something was agreed that the contract does not print."""


@dataclass(frozen=True)
class Discrepancy:
    """One figure that does not agree.

    Attributes:
        printed: What the contract says; "" where it says nothing.
        agreed: The agreed value; None where there is none.
    """

    fault: Fault
    offer_id: str
    key: str
    printed: str
    agreed: Value | None


def reconcile(document: Document, snapshot: Snapshot) -> tuple[Discrepancy, ...]:
    """Return everything in which the contract's figures and the agreed terms differ."""
    agreed = {issue.offer_id: agreed_values(issue.terms) for issue in snapshot.issues}
    return tuple(_discrepancies(document, agreed))


def _discrepancies(
    document: Document, agreed: dict[str, dict[str, Value]]
) -> Iterator[Discrepancy]:
    printed: set[tuple[str, str]] = set()
    for figure in figures(document):
        printed.add((figure.offer_id, figure.key))
        value = agreed.get(figure.offer_id, {}).get(figure.key)
        fault = _fault(figure, value)
        if fault is not None:
            yield Discrepancy(fault, figure.offer_id, figure.key, figure.text, value)
    for offer_id, values in agreed.items():
        for key, value in values.items():
            if (offer_id, key) not in printed:
                yield Discrepancy(Fault.NOT_PRINTED, offer_id, key, "", value)


def _fault(figure: Figure, value: Value | None) -> Fault | None:
    if value is None:
        return Fault.UNKNOWN
    try:
        stated = read_value(figure.text, figure.form)
    except ValueError:
        return Fault.UNREADABLE
    return None if stated == value else Fault.DIFFERS
