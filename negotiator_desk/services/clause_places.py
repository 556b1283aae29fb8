"""Under which name the store keeps what was decided about a clause.

In a contract, a clause that is repeated for issues is named by the place of its issue in the
agenda, "piece_prices#2". That place changes when another issue leaves the agenda. The store
therefore names the issue itself, "piece_prices#" and its id, so that what was decided about one
issue's clause never comes to stand in the clause of another.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue

_ISSUE = "#"


class ClausePlaces:
    """Translates between the two names, for the agenda of one case as it is now."""

    def __init__(self, issue_ids: Sequence[str]) -> None:
        """Take the agenda.

        Args:
            issue_ids: Of the case's issues, in the order of the agenda.
        """
        self._ids = tuple(issue_ids)
        self._positions = {one: place for place, one in enumerate(self._ids, start=1)}

    def kept(self, place: str) -> str | None:
        """Return the store's name of a place; None where the agenda has no such issue."""
        key, sep, position = place.rpartition(_ISSUE)
        if not sep or place.startswith(OWN):
            return place
        if not position.isascii() or not position.isdigit():
            return None
        index = int(position)
        return f"{key}{_ISSUE}{self._ids[index - 1]}" if 1 <= index <= len(self._ids) else None

    def now(self, kept: str) -> str | None:
        """Return the place that the store's name means now; None where its issue is gone."""
        key, sep, issue_id = kept.rpartition(_ISSUE)
        if not sep or kept.startswith(OWN):
            return kept
        position = self._positions.get(issue_id)
        return None if position is None else f"{key}{_ISSUE}{position}"

    def position(self, issue_id: str) -> int | None:
        """Return the place of an issue in the agenda, from 1; None where it is gone."""
        return self._positions.get(issue_id)


def clause_places(session: Session, case_id: str) -> ClausePlaces:
    """Return the names of a case's clauses, by its agenda as it is now."""
    ids = session.scalars(
        select(Issue.id).where(Issue.case_id == case_id).order_by(Issue.position)
    ).all()
    return ClausePlaces(ids)


def no_clause() -> RuleError:
    """Return what is said about a clause that the contract cannot have."""
    return RuleError(
        _("This clause does not fit the contract any more; nothing was changed."),
        hint=_("The kind of the contract or what is agreed has changed; look at the list again."),
    )
