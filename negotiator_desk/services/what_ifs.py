"""Private layer: terms that were tried out on an issue and kept under a name.

This is the only module that reads or writes the table of what-ifs. Shared views, exports, contracts
and print have no way to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.errors import RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.costing import WhatIf
from negotiator_desk.models.evidence import Dataset
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import required_line
from negotiator_desk.services.lookup import find_issue, find_open_case
from negotiator_desk.services.suitability import check_fit
from negotiator_desk.storage.ids import new_id

MOST_WHAT_IFS = 30
"""What-ifs that one issue can keep."""


@dataclass(frozen=True)
class WhatIfView:
    """Terms that were tried out and kept."""

    id: str
    name: str
    terms: Terms
    saved_at: datetime


def list_what_ifs(desk: Desk, issue_id: str) -> tuple[WhatIfView, ...]:
    """Return what was kept for an issue, the first kept first.

    Raises:
        RuleError: There is no such issue.
    """

    def query(session: Session) -> tuple[WhatIfView, ...]:
        find_issue(session, issue_id)
        found = session.scalars(
            select(WhatIf).where(WhatIf.issue_id == issue_id).order_by(WhatIf.id)
        )
        return tuple(
            WhatIfView(one.id, one.name, terms_from_data(one.terms), one.saved_at) for one in found
        )

    return desk.read(query)


def save_what_if(desk: Desk, issue_id: str, name: str, terms: Terms) -> Outcome[str]:
    """Keep terms under a name; the terms kept under it before give way, and undo brings them back.

    Returns:
        The id of what was kept.

    Raises:
        InputError: The name cannot be used.
        RuleError: The terms do not suit the issue, too many are kept, the case is in the trash.
    """

    def work(session: Session) -> str:
        issue = find_issue(session, issue_id)
        find_open_case(session, issue.case_id)
        title = required_line(name, _("Name of the trial"))
        dataset = None if issue.dataset_id is None else session.get(Dataset, issue.dataset_id)
        check_fit(
            session,
            terms,
            title=issue.title,
            subject=issue.subject,
            dataset=dataset,
            present=terms_from_data(issue.present_terms) if issue.present_terms else None,
        )
        kept = session.scalar(
            select(WhatIf).where(WhatIf.issue_id == issue.id, WhatIf.name == title)
        )
        if kept is None:
            _check_count(session, issue.id)
            kept = WhatIf(id=new_id(), issue_id=issue.id, name=title)
            session.add(kept)
        kept.terms = terms_to_data(terms)
        kept.saved_at = desk.now()
        session.flush()
        return kept.id

    return desk.run("save_what_if", work)


def remove_what_if(desk: Desk, what_if_id: str) -> Outcome[None]:
    """Remove what was kept; undo brings it back.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """

    def work(session: Session) -> None:
        kept = session.get(WhatIf, what_if_id)
        if kept is None:
            raise RuleError(_("This trial is not there any more; nothing was changed."))
        find_open_case(session, find_issue(session, kept.issue_id).case_id)
        session.delete(kept)

    return desk.run("remove_what_if", work)


def discard_what_ifs(session: Session, issue_id: str) -> None:
    """Delete the what-ifs of an issue that leaves the agenda or changes its subject."""
    for kept in session.scalars(select(WhatIf).where(WhatIf.issue_id == issue_id)):
        session.delete(kept)
    session.flush()


def _check_count(session: Session, issue_id: str) -> None:
    count = session.scalar(
        select(func.count()).select_from(WhatIf).where(WhatIf.issue_id == issue_id)
    )
    if (count or 0) >= MOST_WHAT_IFS:
        raise RuleError(
            _("{most} trials are kept for this issue already; nothing was kept.").format(
                most=MOST_WHAT_IFS
            ),
            hint=_("Remove one that is not needed any more."),
        )
