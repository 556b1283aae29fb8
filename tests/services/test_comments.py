"""Comments on clauses: written, settled, removed, and never printed."""

from __future__ import annotations

import pytest

from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.comments import (
    add_comment,
    list_comments,
    remove_comment,
    settle_comment,
)
from negotiator_desk.services.contract_views import get_contract
from negotiator_desk.services.desk import Desk
from tests.services.conftest import Bargaining

SECRET = "对方很可能让步到四百五十元"


def test_a_comment_is_counted_until_it_is_settled(desk: Desk, table: Bargaining) -> None:
    comment = add_comment(desk, table.case, "scope", f" {SECRET} ").value
    (found,) = list_comments(desk, table.case)
    assert (found.place, found.text, found.settled_at) == ("scope", SECRET, None)
    scope = next(one for one in get_contract(desk, table.case).clauses if one.place == "scope")
    assert scope.comments == 1
    settle_comment(desk, comment, is_settled=True)
    scope = next(one for one in get_contract(desk, table.case).clauses if one.place == "scope")
    assert scope.comments == 0
    settle_comment(desk, comment, is_settled=False)
    assert list_comments(desk, table.case)[0].settled_at is None
    remove_comment(desk, comment)
    assert list_comments(desk, table.case) == ()


def test_a_comment_reaches_no_snapshot_and_no_text(desk: Desk, table: Bargaining) -> None:
    add_comment(desk, table.case, "scope", SECRET)
    snapshot = get_contract(desk, table.case).snapshot
    assert SECRET not in str(snapshot.to_data())
    assert SECRET not in plain_text(compose(snapshot))


def test_an_empty_comment_and_one_that_is_gone_are_refused(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError, match="comment is empty"):
        add_comment(desk, table.case, "scope", "  ")
    comment = add_comment(desk, table.case, "scope", "再议").value
    remove_comment(desk, comment)
    with pytest.raises(RuleError, match="not there any more"):
        settle_comment(desk, comment, is_settled=True)
