"""Private layer: the steps between both sides' positions, filled in on every open issue at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from negotiator_desk.bargaining.between import steps_between
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.issue_options import add_steps
from negotiator_desk.services.lookup import find_issue, find_open_case
from negotiator_desk.services.option_views import OptionSource
from negotiator_desk.services.worths import IssueWorths, case_worths

_OWN_ENDS = (OptionSource.OWN_OFFER, OptionSource.TARGET)
_OTHER_ENDS = (OptionSource.OTHER_OFFER, OptionSource.OTHER_TARGET, OptionSource.PRESENT)


def fill_in_every_issue(desk: Desk, case_id: str, side: Side, steps: int) -> Outcome[int]:
    """Keep the steps between both sides' positions on every open issue; say how many were new.

    Issues where nothing lies between, or where terms differ in more than figures, are left as
    they are. All of it is one operation.

    Args:
        steps: How many steps to put on each issue, from 1.

    Raises:
        InputError: The number of steps cannot be used.
        RuleError: Too many options would be kept, or the case is in the trash.
    """

    def work(session: Session) -> int:
        case = find_open_case(session, case_id)
        count = 0
        for issue in case_worths(session, desk, case.id, side):
            ends = filling_ends(issue)
            if ends is not None:
                found = _steps(*ends, steps)
                count += add_steps(session, find_issue(session, issue.issue_id), side, found)
        return count

    return desk.run("fill_in_options", work)


def filling_ends(issue: IssueWorths) -> tuple[Terms, Terms] | None:
    """Return between which terms steps are wanted on an issue.

    One's own side's standing offer or, without one, its target; the other side's standing offer,
    or its target as estimated, or the present terms. None of an agreed issue, or where one end is
    missing.
    """
    if issue.agreed is not None:
        return None
    own, other = _terms_of(issue, _OWN_ENDS), _terms_of(issue, _OTHER_ENDS)
    return None if own is None or other is None or own == other else (own, other)


def _terms_of(issue: IssueWorths, sources: Sequence[OptionSource]) -> Terms | None:
    for source in sources:
        for option in issue.options:
            if source in option.sources:
                return option.terms
    return None


def _steps(first: Terms, last: Terms, steps: int) -> tuple[Terms, ...]:
    try:
        return steps_between(first, last, steps)
    except RuleError:  # nothing lies between, or more than figures differs: nothing to fill in
        return ()
