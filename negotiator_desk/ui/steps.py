"""Where each next step of a case is done."""

from __future__ import annotations

from negotiator_desk.services.home import StepKind
from negotiator_desk.ui.places import PageName

STEP_PAGES = {
    StepKind.ENTER_PARTIES: PageName.OVERVIEW,
    StepKind.IMPORT_DATA: PageName.DATA,
    StepKind.ADD_ISSUES: PageName.ISSUES,
    StepKind.OPEN_SESSION: PageName.TABLE,
    StepKind.TABLE_OFFERS: PageName.TABLE,
    StepKind.ANSWER_OFFERS: PageName.TABLE,
    StepKind.SETTLE_ISSUES: PageName.TABLE,
    StepKind.ENTER_TERM: PageName.OVERVIEW,
    StepKind.DRAFT_CONTRACT: PageName.CONTRACT,
    StepKind.REVIEW_DRAFT: PageName.CONTRACT,
    StepKind.RENEW: PageName.CONTRACT,
}
"""The page that a next step leads to."""
