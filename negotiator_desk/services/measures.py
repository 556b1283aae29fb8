"""The one number by which terms of an issue are compared: money a year, or the number itself."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.mandate import NUMBER_PLACES
from negotiator_desk.errors import InputError
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.pay.arithmetic import scaled
from negotiator_desk.pay.costing import Costing
from negotiator_desk.pay.terms import NumberTerm, Subject, Terms, TextTerm
from negotiator_desk.services.costing_basis import CostingBasis, basis_of_issue, cost_on
from negotiator_desk.services.memory import Memory


def is_money(subject: Subject) -> bool:
    """Whether terms of a subject are measured in money: what they pay in a year."""
    return subject not in (Subject.NUMBER, Subject.TEXT)


def number_text(value: Decimal) -> str:
    """Return a number as people write it: grouped by thousands, without zeros at its end."""
    return f"{value.normalize():,f}".replace("-", "−")


class Measures:
    """Measures terms inside one transaction."""

    def __init__(self, session: Session, memory: Memory[Costing]) -> None:
        """Read through a session.

        Args:
            session: Of the transaction.
            memory: The desk's memory of costings.
        """
        self._session = session
        self._memory = memory
        self._bases: dict[str, CostingBasis | None] = {}

    def of(self, issue: Issue, terms: Terms | None) -> int | None:
        """Return the measure of terms on an issue.

        Returns:
            Fen a year on the issue's dataset; of a number its value in 1/10000; None of words, of
            terms that have no dataset or do not fit it, and of no terms.
        """
        match terms:
            case None | TextTerm():
                return None
            case NumberTerm():
                return scaled(terms.value, NUMBER_PLACES)
            case _money:
                return self._yearly(issue, terms)

    def _yearly(self, issue: Issue, terms: Terms) -> int | None:
        if issue.id not in self._bases:
            self._bases[issue.id] = basis_of_issue(self._session, issue)
        basis = self._bases[issue.id]
        if basis is None:
            return None
        try:
            costing = cost_on(self._session, self._memory, basis, terms)
        except InputError:  # the issue was given other data since the terms were written down
            return None
        return scaled(costing.yearly_total, 2)
