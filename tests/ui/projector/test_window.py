"""The projector view can be read from the back row and shows what stands on the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.pay.terms import NumberTerm, RateTable, Subject, TextTerm
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.session_states import end_session, suspend_session
from negotiator_desk.services.sessions import SessionDetails, add_session
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.projector.picture import AGREED_LIST
from negotiator_desk.ui.projector.sizes import BODY_POINTS
from negotiator_desk.ui.projector.text import BoardText
from negotiator_desk.ui.projector.window import ProjectorWindow
from negotiator_desk.ui.theme import Theme, Tone, tokens
from tests.ui.case_fixtures import PRESENT, add_output, add_rates

SIZES = ((1920, 1080), (1366, 768))
_PATIENCE = 20_000


@dataclass
class Table:
    """Ids of what is talked about."""

    case: str
    rates: str
    rest: str
    session: str


@pytest.fixture
def table(desk: Desk, case_id: str, tmp_path: Path) -> Table:
    """Rates with data and rest days without, and a session that began an hour ago."""
    rates = add_rates(desk, case_id, add_output(desk, case_id, tmp_path))
    details = IssueDetails("Rest days", Subject.TEXT, present_terms=TextTerm("One a week."))
    rest = add_issue(desk, case_id, details).value
    held_at = desk.now() - timedelta(minutes=72)
    session = add_session(desk, case_id, SessionDetails(held_at, "Room 3", Side.EMPLOYER)).value
    return Table(case_id, rates, rest, session)


def rates(first: str, second: str) -> RateTable:
    values = (Decimal(first), Decimal(second))
    return RateTable(
        tuple(
            type(rate)(rate.operation, value)
            for rate, value in zip(PRESENT.rates, values, strict=True)
        )
    )


@pytest.fixture
def view(desk: Desk, runner: JobRunner, theme: Theme, qtbot: QtBot) -> Iterator[ProjectorWindow]:
    """The view at the size of a projector, on no case so far."""
    made = ProjectorWindow(desk, runner)
    made.resize(*SIZES[0])
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
    made.hide()
    made.deleteLater()


def texts(view: ProjectorWindow) -> list[str]:
    """Return what is to be read now, from the top."""
    found = [one for one in view.findChildren(BoardText) if one.isVisible() and one.text()]
    found.sort(key=lambda one: (one.mapTo(view, one.rect().topLeft()).y(), one.x()))
    return [one.text() for one in found]


def show(view: ProjectorWindow, table: Table, qtbot: QtBot) -> list[str]:
    view.show_case(table.case)
    qtbot.waitUntil(lambda: not view.is_costing, timeout=_PATIENCE)
    return texts(view)


def test_without_a_case_the_view_says_so_calmly(view: ProjectorWindow) -> None:
    assert "No case is open." in texts(view)


def test_a_case_without_issues_says_so(view: ProjectorWindow, desk: Desk, qtbot: QtBot) -> None:
    case = create_case(desk, CaseDetails("Empty", CaseKind.ENTERPRISE)).value
    view.show_case(case)
    told = texts(view)
    assert "There is no issue on the agenda yet." in told
    assert "No session yet" in told


def test_session_clock_and_time_elapsed_stand_above(
    view: ProjectorWindow, table: Table, qtbot: QtBot
) -> None:
    told = show(view, table, qtbot)
    assert "09:00" in told  # 01:00 UTC in Beijing
    assert "1 h 12 min so far" in told
    assert "Session 1 · Room 3 · chair: 陆远志 (Employer side)" in told
    assert "Party employee — Party employer" in told


def test_a_suspended_or_ended_session_says_so(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    suspend_session(desk, table.session, "caucus")
    assert "suspended since 09:00 · caucus" in show(view, table, qtbot)
    desk.undo()
    end_session(desk, table.session)
    view.refresh()
    assert "ended 09:00" in texts(view)


def test_both_sides_stand_side_by_side_with_what_they_changed_and_what_it_costs(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    for side, first in (
        (Side.EMPLOYEE, "1.3000"),
        (Side.EMPLOYER, "1.1600"),
        (Side.EMPLOYEE, "1.2500"),
    ):
        terms = ((table.rates, rates(first, "0.9000")),)
        table_offer(desk, table.session, side, terms, binding=True)
    told = show(view, table, qtbot)
    view.show_issue(table.rates)
    told = texts(view)
    assert {"Employee ②", "Employer ①", "1.2500", "1.3000 → ", "▲ 1.1600"} <= set(told)
    assert "Against present" in told
    assert any(text.startswith("+¥") for text in told)
    assert "09:00 Employee side ② tabled: Delivery rates" in told


def test_words_of_a_side_take_the_whole_width(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    words = "At least one day a week. " * 30
    terms = ((table.rest, TextTerm(words)),)
    table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True)
    show(view, table, qtbot)
    view.show_issue(table.rest)
    assert "Employee side ①" in texts(view)
    lines = [one for one in view.table.findChildren(BoardText) if one.isVisible()]
    said = "".join(one.text() for one in sorted(lines, key=lambda one: one.y()))
    assert "".join(said.split()).count("Atleastonedayaweek.") == 30


def test_what_is_agreed_is_an_entry_of_the_agenda(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    terms = ((table.rates, rates("1.2000", "0.9500")),)
    (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, table.session)
    show(view, table, qtbot)
    for _entry in range(3):
        view.next_entry()
    assert view.chosen == AGREED_LIST
    told = texts(view)
    assert "2 rates, 0.95–1.2 yuan" in told
    assert any(text.startswith("Agreed 1 of 2 · +¥") for text in told)


def test_keys_turn_pages_and_choose_issues(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    words = "\n".join(f"Line {number}" for number in range(40))
    terms = ((table.rest, TextTerm(words)),)
    table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True)
    show(view, table, qtbot)
    qtbot.waitUntil(view.isActiveWindow)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.chosen == table.rates
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen == table.rest
    assert "Line 0" in texts(view)
    assert view.page[0] == 1
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page[0] == 2
    assert "Line 0" not in texts(view)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert "Line 0" in texts(view)


def test_no_line_of_a_long_text_is_lost_between_pages(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    words = "\n".join(f"Line {number}" for number in range(60))
    terms = ((table.rest, TextTerm(words)),)
    table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True)
    show(view, table, qtbot)
    view.show_issue(table.rest)
    seen = set(texts(view))
    for _page in range(view.page[1]):
        view.next_page()
        seen |= set(texts(view))
    assert {f"Line {number}" for number in range(60)} <= seen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_every_text_is_large_enough_for_the_back_row(
    view: ProjectorWindow,
    table: Table,
    theme: Theme,
    qtbot: QtBot,
    size: tuple[int, int],
    choice: ThemeChoice,
) -> None:
    view.resize(*size)
    theme.choose(choice)
    show(view, table, qtbot)
    dots = view.screen().logicalDotsPerInchY()
    shown = [one for one in view.findChildren(QLabel) if one.isVisible()]
    assert len(shown) > 10
    for one in shown:
        points = QFontInfo(one.font()).pixelSize() * 72 / dots
        assert points >= BODY_POINTS, one.text()


@pytest.mark.parametrize("dark", [False, True])
def test_every_colour_of_a_text_stands_out_from_the_ground(dark: bool) -> None:
    colours = tokens(dark=dark)
    inks = [QColor(colours.text), QColor(colours.mute)]
    inks += [colours.ink(tone) for tone in Tone]
    for ground in (colours.page, colours.selection):
        for ink in inks:
            wanted = 4.5 if ground == colours.page else 3.0
            assert contrast(ink, QColor(ground)) >= wanted, (ink.name(), ground)


def contrast(first: QColor, second: QColor) -> float:
    """Return the ratio of two colours' luminances (WCAG 2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("size", SIZES)
def test_no_figure_is_ever_cut(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot, size: tuple[int, int]
) -> None:
    for side in Side:
        terms = ((table.rates, rates("9876.5432", "8765.4321")),)
        table_offer(desk, table.session, side, terms, binding=True)
    view.resize(*size)
    show(view, table, qtbot)
    view.show_issue(table.rates)
    for one in view.table.findChildren(BoardText):
        if one.isVisible() and one.text()[:1].isdigit():
            assert one.shown() == one.text()


def test_a_long_name_takes_two_lines(
    view: ProjectorWindow, table: Table, desk: Desk, qtbot: QtBot
) -> None:
    unit = "yuan for each of the parcels carried to the sixth floor"
    details = IssueDetails(
        "Floors", Subject.NUMBER, present_terms=NumberTerm(Decimal("0.5000"), unit)
    )
    floors = add_issue(desk, table.case, details).value
    view.resize(*SIZES[1])
    show(view, table, qtbot)
    view.show_issue(floors)
    assert any("parcels" in text for text in texts(view))


def test_the_clock_moves_by_the_minute_and_nothing_else_does(
    runner: JobRunner, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    moment = [datetime(2026, 11, 18, 1, 0, tzinfo=UTC)]
    desk = open_desk(tmp_path / "clock", author="test", now=lambda: moment[0])
    case = create_case(desk, CaseDetails("Clock", CaseKind.ENTERPRISE)).value
    add_issue(desk, case, IssueDetails("Rest days", Subject.TEXT))
    add_session(desk, case, SessionDetails(moment[0], "Room 3", Side.EMPLOYER))
    view = ProjectorWindow(desk, runner)
    view.resize(*SIZES[0])
    view.show()
    view.show_case(case)
    before = texts(view)
    moment[0] += timedelta(minutes=1)
    view.refresh()
    after = texts(view)
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changed == [("09:00", "09:01"), ("0 h 00 min so far", "0 h 01 min so far")]
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=_PATIENCE)
    view.hide()
    view.deleteLater()
    desk.close()


def test_the_view_knows_the_store_only_through_the_board() -> None:
    import negotiator_desk.ui.projector.window as module

    folder = Path(module.__file__).parent
    found = {
        line.split()[1]
        for path in folder.glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("from negotiator_desk.services")
    }
    assert found == {"negotiator_desk.services.desk", "negotiator_desk.services.table_board"}
