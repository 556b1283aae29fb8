"""The board shows what stands on the table, and nothing that was only thought aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costings import cost_terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    release_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.session_agenda import set_agenda
from negotiator_desk.services.session_states import (
    SessionState,
    end_session,
    resume_session,
    suspend_session,
)
from negotiator_desk.services.table_board import (
    Board,
    BoardIssue,
    BoardPause,
    BoardSession,
    BoardState,
    MoveKind,
    cost_board,
    read_board,
)
from tests.services.conftest import REST, Bargaining, number, rate_table

HELD = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)


def offer(
    desk: Desk, table: Bargaining, side: Side, *terms: tuple[str, Terms], **how: bool
) -> tuple[str, ...]:
    how.setdefault("binding", True)
    return table_offer(desk, table.session, side, terms, **how).value


def on(board: Board, issue_id: str) -> BoardIssue:
    return next(one for one in board.issues if one.id == issue_id)


def test_a_case_without_a_session_has_a_board_of_its_issues(desk: Desk, table: Bargaining) -> None:
    board = read_board(desk, table.case)
    assert [one.title for one in board.issues] == ["派件费单价", "高温津贴", "休息安排"]
    assert {one.state for one in board.issues} == {BoardState.OPEN}
    assert board.parties == {Side.EMPLOYEE: "快递行业工会", Side.EMPLOYER: "快递企业协会"}
    assert board.last is None
    assert board.session is not None
    assert (board.session.number, board.session.chair_name) == (1, "快递行业工会代表1")


def test_an_unknown_case_is_refused(desk: Desk) -> None:
    with pytest.raises(RuleError):
        read_board(desk, "none")


def test_both_sides_last_binding_words_stand_side_by_side(desk: Desk, table: Bargaining) -> None:
    first, second = rate_table("1.0000", "1.2000"), rate_table("0.9500", "1.2000")
    offer(desk, table, Side.EMPLOYEE, (table.rates, first))
    offer(desk, table, Side.EMPLOYEE, (table.rates, second))
    offer(desk, table, Side.EMPLOYER, (table.rates, rate_table("0.8200", "0.9500")))
    issue = on(read_board(desk, table.case), table.rates)
    words = issue.offers[Side.EMPLOYEE]
    assert (words.terms, words.round, words.is_standing) == (second, 2, True)
    assert [cell.value for cell in words.before if cell.key.startswith("rate:")] == [
        Decimal("1.0000"),
        Decimal("1.2000"),
    ]
    # A side's first word is held against what holds today.
    before = issue.offers[Side.EMPLOYER].before
    assert Decimal("0.8000") in {cell.value for cell in before}


def test_what_was_only_explored_is_never_on_the_board(desk: Desk, table: Bargaining) -> None:
    offer(desk, table, Side.EMPLOYEE, (table.heat, number("500.0000")))
    said = read_board(desk, table.case)
    offer(desk, table, Side.EMPLOYEE, (table.heat, number("417.0000")), binding=False)
    offer(desk, table, Side.EMPLOYER, (table.heat, number("333.0000")), binding=False)
    assert read_board(desk, table.case) == said
    offer(desk, table, Side.EMPLOYEE, (table.heat, number("450.0000")))
    assert "417" not in repr(read_board(desk, table.case))


def test_a_word_taken_back_does_not_stand(desk: Desk, table: Bargaining) -> None:
    (heat,) = offer(desk, table, Side.EMPLOYEE, (table.heat, number("500.0000")))
    withdraw_offer(desk, heat)
    words = on(read_board(desk, table.case), table.heat).offers[Side.EMPLOYEE]
    assert (words.state, words.is_standing) == (OfferState.WITHDRAWN, False)


def test_held_and_agreed_issues_say_so(desk: Desk, table: Bargaining) -> None:
    (heat,) = offer(desk, table, Side.EMPLOYEE, (table.heat, number("500.0000")))
    hold_offer(desk, heat, Side.EMPLOYER, table.session)
    assert on(read_board(desk, table.case), table.heat).state is BoardState.TENTATIVE
    release_offer(desk, heat)
    assert on(read_board(desk, table.case), table.heat).state is BoardState.OPEN
    accept_offer(desk, heat, Side.EMPLOYER, table.session)
    board = read_board(desk, table.case)
    assert on(board, table.heat).state is BoardState.AGREED
    assert [one.id for one in board.agreed] == [table.heat]
    agreed = on(board, table.heat).agreed
    assert agreed is not None
    assert (agreed.id, agreed.terms) == (heat, number("500.0000"))


def test_an_earlier_offer_that_was_agreed_is_shown_with_what_came_before_it(
    desk: Desk, table: Bargaining
) -> None:
    offer(desk, table, Side.EMPLOYEE, (table.heat, number("600.0000")))
    (second,) = offer(desk, table, Side.EMPLOYEE, (table.heat, number("500.0000")))
    accept_offer(desk, second, Side.EMPLOYER, table.session)
    agreed = on(read_board(desk, table.case), table.heat).agreed
    assert agreed is not None
    assert [cell.value for cell in agreed.before] == [Decimal("600.0000")]


def test_a_tied_package_names_what_it_is_tied_to(desk: Desk, table: Bargaining) -> None:
    offer(
        desk, table, Side.EMPLOYER, (table.heat, number("350.0000")), (table.rest, REST), tied=True
    )
    board = read_board(desk, table.case)
    assert on(board, table.heat).offers[Side.EMPLOYER].tied_titles == ("休息安排",)
    assert on(board, table.rest).offers[Side.EMPLOYER].tied_titles == ("高温津贴",)
    assert board.last is not None
    assert board.last.titles == ("高温津贴", "休息安排")


def test_half_of_a_tied_package_that_fell_does_not_stand(desk: Desk, table: Bargaining) -> None:
    terms = ((table.heat, number("350.0000")), (table.rest, REST))
    offer(desk, table, Side.EMPLOYER, *terms, tied=True)
    offer(desk, table, Side.EMPLOYER, (table.heat, number("360.0000")))
    board = read_board(desk, table.case)
    assert on(board, table.heat).offers[Side.EMPLOYER].is_standing
    assert not on(board, table.rest).offers[Side.EMPLOYER].is_standing


def test_the_agenda_of_the_session_comes_first_and_the_rest_after_it(
    desk: Desk, table: Bargaining
) -> None:
    set_agenda(desk, table.session, (table.rest, table.heat))
    board = read_board(desk, table.case)
    assert [(one.id, one.is_on_agenda) for one in board.issues] == [
        (table.rest, True),
        (table.heat, True),
        (table.rates, False),
    ]
    assert [one.number for one in board.issues] == [3, 2, 1]
    set_agenda(desk, table.session, ())  # none of its own: every issue is on it
    assert all(one.is_on_agenda for one in read_board(desk, table.case).issues)


@pytest.mark.parametrize("kind", list(MoveKind))
def test_the_last_thing_that_happened_is_named(
    desk: Desk, table: Bargaining, kind: MoveKind
) -> None:
    (heat,) = offer(desk, table, Side.EMPLOYEE, (table.heat, number("500.0000")))
    act: dict[MoveKind, Callable[[], object]] = {
        MoveKind.OFFERED: lambda: None,
        MoveKind.HELD: lambda: hold_offer(desk, heat, Side.EMPLOYER, table.session),
        MoveKind.AGREED: lambda: accept_offer(desk, heat, Side.EMPLOYER, table.session),
        MoveKind.WITHDRAWN: lambda: withdraw_offer(desk, heat),
    }
    act[kind]()
    last = read_board(desk, table.case).last
    assert last is not None
    assert (last.kind, last.side, last.round, last.titles) == (
        kind,
        Side.EMPLOYEE,
        1,
        ("高温津贴",),
    )


def test_undo_takes_it_off_the_board(desk: Desk, table: Bargaining) -> None:
    before = read_board(desk, table.case)
    offer(desk, table, Side.EMPLOYEE, (table.heat, number("500.0000")))
    desk.undo()
    assert read_board(desk, table.case) == before


def test_costs_are_those_of_the_costings(desk: Desk, table: Bargaining) -> None:
    asked, given = rate_table("1.0000", "1.2000"), rate_table("0.8200", "0.9500")
    (employee,) = offer(desk, table, Side.EMPLOYEE, (table.rates, asked))
    (employer,) = offer(desk, table, Side.EMPLOYER, (table.rates, given))
    (heat,) = offer(desk, table, Side.EMPLOYER, (table.heat, number("350.0000")))
    costs = cost_board(desk, read_board(desk, table.case))
    assert costs.offers.keys() == {employee, employer}
    assert (costs.agreed, costs.agreed_without_data) == (None, 0)
    accept_offer(desk, employer, Side.EMPLOYEE, table.session)
    accept_offer(desk, heat, Side.EMPLOYEE, table.session)
    costs = cost_board(desk, read_board(desk, table.case))
    exact = cost_terms(desk, table.rates, given)
    assert exact is not None
    assert costs.offers[employer].yearly == exact.costing.yearly_total
    assert costs.agreed == costs.offers[employer]
    assert costs.agreed_without_data == 1
    assert costs.present[table.rates].yearly + (costs.agreed.difference or 0) == costs.agreed.yearly


def test_a_suspended_session_says_since_when_and_why(desk: Desk, table: Bargaining) -> None:
    suspend_session(desk, table.session, "核对产量")
    session = read_board(desk, table.case).session
    assert session is not None
    assert (session.state, session.suspended_because) == (SessionState.SUSPENDED, "核对产量")
    resume_session(desk, table.session)
    end_session(desk, table.session)
    session = read_board(desk, table.case).session
    assert session is not None
    assert (session.state, session.suspended_because) == (SessionState.ENDED, "")


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("ended", "pauses", "now", "elapsed"),
    [
        (None, (), 72, 72),
        (None, ((10, 25),), 72, 57),
        (None, ((10, None),), 72, 10),
        (90, (), 500, 90),
        (90, ((10, 25), (80, None)), 500, 65),
        (None, (), -5, None),
        (None, (), 24 * 60 + 1, None),
    ],
)
def test_time_elapsed_leaves_pauses_out(
    ended: int | None,
    pauses: tuple[tuple[int, int | None], ...],
    now: int,
    elapsed: int | None,
) -> None:
    session = BoardSession(
        number=1,
        held_at=HELD,
        ended_at=None if ended is None else HELD + minutes(ended),
        state=SessionState.UNDER_WAY,
        place="",
        chair=Side.EMPLOYEE,
        chair_name="",
        suspended_because="",
        pauses=tuple(
            BoardPause(HELD + minutes(since), None if until is None else HELD + minutes(until))
            for since, until in pauses
        ),
    )
    told = session.elapsed(HELD + minutes(now))
    assert told == (None if elapsed is None else minutes(elapsed))
