"""What the window says of the open case around its pages: its title and its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negotiator_desk.i18n import _
from negotiator_desk.ui import display

if TYPE_CHECKING:
    from negotiator_desk.services.desk import Desk


def case_head(desk: Desk, case_id: str | None) -> tuple[str, str]:
    """Return a case's title and a sentence about its next step; both "" where none is open."""
    if case_id is None:
        return "", ""
    from negotiator_desk.services.cases import get_case
    from negotiator_desk.services.home import next_step

    case = get_case(desk, case_id)
    step = next_step(desk, case)
    due = f"{display.day(step.due)} " if step.due is not None else ""
    return case.title, _("Next: {step}").format(step=due + step.text)
