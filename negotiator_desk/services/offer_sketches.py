"""Private layer: offers in preparation, which nobody has said yet.

This is the only module that reads or writes the table of sketches. Shared views, exports, contracts
and print have no way to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.models.private import OfferSketch
from negotiator_desk.pay.terms import Subject, Terms, subject_of
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import long_text
from negotiator_desk.services.lookup import find_issue, find_open_case
from negotiator_desk.storage.ids import new_id

MOST_SKETCHES = 40
"""Drafts that one case can keep."""


@dataclass(frozen=True)
class SketchDetails:
    """An offer as far as it is prepared.

    Attributes:
        terms: Issue id and terms, each issue once.
        speaker_id: The representative who is to put it; None while that is open.
    """

    side: Side
    terms: tuple[tuple[str, Terms], ...]
    argument: str = ""
    is_binding: bool = True
    is_tied: bool = False
    speaker_id: str | None = None


@dataclass(frozen=True)
class SketchView:
    """A kept draft; of issues that left the agenda or changed their subject nothing is shown."""

    id: str
    details: SketchDetails
    saved_at: datetime


def save_sketch(
    desk: Desk, case_id: str, details: SketchDetails, *, sketch_id: str | None = None
) -> Outcome[str]:
    """Keep an offer as a draft, in the place of an earlier draft where one is named.

    Whether its terms suit the issues is checked when it is tabled: a draft may be unfinished.

    Args:
        sketch_id: The draft that was gone on with; where it is gone, another one is kept.

    Returns:
        The id of the draft.

    Raises:
        InputError: It names no issue, or the argument is too long.
        RuleError: An issue is not of this case, too many drafts are kept, or the case is in the
            trash.
    """

    def work(session: Session) -> str:
        find_open_case(session, case_id)
        argument = long_text(details.argument, _("Argument"))
        if not details.terms:
            raise InputError(
                _("The draft names no issue; nothing was kept."),
                hint=_("Choose at least one issue and enter its terms."),
            )
        for issue_id, _terms in details.terms:
            if find_issue(session, issue_id).case_id != case_id:
                raise RuleError(_("The draft names an issue of another case; nothing was kept."))
        kept = None if sketch_id is None else session.get(OfferSketch, sketch_id)
        if kept is None or kept.case_id != case_id:
            _check_count(session, case_id)
            kept = OfferSketch(id=new_id(), case_id=case_id)
            session.add(kept)
        kept.side = details.side
        kept.content = [
            {"issue": issue_id, "terms": terms_to_data(terms)} for issue_id, terms in details.terms
        ]
        kept.argument = argument
        kept.is_binding = details.is_binding
        kept.is_tied = details.is_tied
        kept.speaker_id = details.speaker_id
        kept.saved_at = now
        session.flush()
        return kept.id

    now = desk.now()
    return desk.run("save_sketch", work)


def remove_sketch(desk: Desk, sketch_id: str) -> Outcome[None]:
    """Throw a draft away; undo brings it back.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """

    def work(session: Session) -> None:
        kept = session.get(OfferSketch, sketch_id)
        if kept is None:
            raise RuleError(_("This draft is not there any more; nothing was changed."))
        find_open_case(session, kept.case_id)
        session.delete(kept)

    return desk.run("remove_sketch", work)


def list_sketches(desk: Desk, case_id: str) -> tuple[SketchView, ...]:
    """Return the drafts of a case, the one kept last first."""

    def query(session: Session) -> tuple[SketchView, ...]:
        subjects = {
            issue.id: issue.subject
            for issue in session.scalars(select(Issue).where(Issue.case_id == case_id))
        }
        kept = session.scalars(
            select(OfferSketch)
            .where(OfferSketch.case_id == case_id)
            .order_by(OfferSketch.saved_at.desc(), OfferSketch.id.desc())
        )
        views = (_view(one, subjects) for one in kept)
        return tuple(one for one in views if one.details.terms)

    return desk.read(query)


def drop_in(session: Session, sketch_id: str) -> None:
    """Delete a draft that is being tabled, as part of that operation."""
    kept = session.get(OfferSketch, sketch_id)
    if kept is not None:
        session.delete(kept)
        session.flush()


def _view(sketch: OfferSketch, subjects: Mapping[str, Subject]) -> SketchView:
    found = [(one["issue"], terms_from_data(one["terms"])) for one in sketch.content]
    details = SketchDetails(
        side=sketch.side,
        terms=tuple(
            (issue_id, terms)
            for issue_id, terms in found
            if subjects.get(issue_id) is subject_of(terms)
        ),
        argument=sketch.argument,
        is_binding=sketch.is_binding,
        is_tied=sketch.is_tied,
        speaker_id=sketch.speaker_id,
    )
    return SketchView(sketch.id, details, sketch.saved_at)


def _check_count(session: Session, case_id: str) -> None:
    count = session.scalar(
        select(func.count()).select_from(OfferSketch).where(OfferSketch.case_id == case_id)
    )
    if (count or 0) >= MOST_SKETCHES:
        raise RuleError(
            _("{most} drafts are kept for this case already; nothing was kept.").format(
                most=MOST_SKETCHES
            ),
            hint=_("Table one of them, or remove one that is not needed any more."),
        )
