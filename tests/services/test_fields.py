"""What is typed into a line is stored as it reads: in its own direction."""

from __future__ import annotations

import pytest

from negotiator_desk.errors import InputError
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.fields import optional_line, required_line
from negotiator_desk.services.issues import IssueDetails, add_issue, get_issue
from tests.services.conftest import Bargaining, number

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_marks_that_turn_the_direction_of_writing_are_left_out_of_titles_and_names() -> None:
    assert required_line(f"高温{TURNING}津贴", "Title") == "高温津贴"
    assert optional_line(f" {TURNING} ", "Name") == ""
    with pytest.raises(InputError, match="empty"):
        required_line(TURNING, "Title")


def test_a_title_is_stored_without_them(desk: Desk, table: Bargaining) -> None:
    terms = number("300")
    details = IssueDetails("津贴\u202e002", get_issue(desk, table.heat).subject, None, terms)
    made = add_issue(desk, table.case, details).value
    assert get_issue(desk, made).title == "津贴002"
