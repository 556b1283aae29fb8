from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.services.cases import CaseDetails, create_case, get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.ui.context import Context
from negotiator_desk.ui.dialogs.badges_form import BadgesDialog
from negotiator_desk.ui.dialogs.party import PartyDialog
from negotiator_desk.ui.dialogs.representative import RepresentativeDialog
from negotiator_desk.ui.jobs import JobRunner
from negotiator_desk.ui.pages.overview import OverviewPage
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.theme import Theme
from tests.ui.conftest import Heard

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, context: Context, theme: Theme, runner: JobRunner) -> Iterator[OverviewPage]:
    made = OverviewPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 740)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=10_000)


def names(desk: Desk, case_id: str, side: Side) -> list[str]:
    return [one.name for one in get_case(desk, case_id).parties[side].representatives]


def test_the_facts_of_the_case_stand_at_the_top(page: OverviewPage, case_id: str) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    assert page.title() == "Parcel couriers 2026"
    assert page.subtitle().startswith("2026-001 · Industry")
    assert page.subtitle().endswith("contract 2027-01-01 to 2027-12-31")
    assert page.step_button.accessibleName() == "Go on: Data"


def test_a_party_is_entered_through_its_form(qtbot: QtBot, page: OverviewPage, desk: Desk) -> None:
    case = create_case(desk, CaseDetails("Wages", CaseKind.ENTERPRISE)).value
    page.show_place(Place(PageName.OVERVIEW, case))
    qtbot.mouseClick(page.step_button, LEFT)
    form = QApplication.activeModalWidget()
    assert isinstance(form, PartyDialog), "the step leads to what is missing"
    qtbot.mouseClick(form.save_button, LEFT)
    assert not get_case(desk, case).parties
    qtbot.keyClicks(form.name_edit, "Union of the works")
    qtbot.keyClicks(form.head_edit, "Zhou")
    qtbot.mouseClick(form.save_button, LEFT)
    party = get_case(desk, case).parties[Side.EMPLOYEE]
    assert (party.name, party.head) == ("Union of the works", "Zhou")


def test_a_representative_is_added_and_made_chief(
    qtbot: QtBot, page: OverviewPage, desk: Desk, case_id: str
) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    card = page.cards[Side.EMPLOYER]
    qtbot.mouseClick(card.add_button, LEFT)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RepresentativeDialog)
    assert form.origin_box.currentData() == Origin.APPOINTED, "usual for the employer side"
    qtbot.keyClicks(form.name_edit, "Lin")
    qtbot.mouseClick(form.save_button, LEFT)
    page.refresh(frozenset())
    assert names(desk, case_id, Side.EMPLOYER) == ["陆远志", "秦书怡", "Lin"]

    card.table.choose(lambda row: row.name == "Lin")
    qtbot.mouseClick(card.chief_button, LEFT)
    chief = get_case(desk, case_id).parties[Side.EMPLOYER].chief
    assert chief is not None
    assert chief.name == "Lin"


def test_a_representative_is_edited_by_enter_and_keeps_what_was_not_touched(
    qtbot: QtBot, page: OverviewPage, desk: Desk, case_id: str
) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    table = page.cards[Side.EMPLOYEE].table
    table.choose(lambda row: row.name == "林佩瑶")
    with qtbot.waitActive(page):
        page.activateWindow()
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RepresentativeDialog)
    form.post_edit.setText("station chair")
    qtbot.mouseClick(form.save_button, LEFT)
    edited = get_case(desk, case_id).parties[Side.EMPLOYEE].representatives[1]
    assert (edited.name, edited.post, edited.origin) == ("林佩瑶", "station chair", Origin.ELECTED)


def test_a_representative_is_removed_and_undo_is_offered(
    qtbot: QtBot, page: OverviewPage, desk: Desk, case_id: str, heard: Heard
) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    card = page.cards[Side.EMPLOYEE]
    assert not card.remove_button.isEnabled()
    card.table.choose(lambda row: row.name == "林佩瑶")
    qtbot.mouseClick(card.remove_button, LEFT)
    assert names(desk, case_id, Side.EMPLOYEE) == ["沈若川"]
    assert heard.sentences == ["林佩瑶 is off the list. Undo brings them back."]
    desk.undo()
    page.refresh(frozenset())
    assert len(card.table.model.rows) == 2


def test_badges_of_everybody_are_offered_from_the_lists(
    qtbot: QtBot, page: OverviewPage, case_id: str
) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    qtbot.mouseClick(page.badges_button, LEFT)
    form = QApplication.activeModalWidget()
    assert isinstance(form, BadgesDialog)
    assert len(form.boxes) == 4
    form.reject()


def test_someone_takes_a_representatives_place_and_the_card_still_names_who_left(
    qtbot: QtBot, page: OverviewPage, desk: Desk, case_id: str
) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    card = page.cards[Side.EMPLOYEE]
    card.table.choose(lambda row: row.name == "沈若川")
    qtbot.mouseClick(card.replace_button, LEFT)
    form = QApplication.activeModalWidget()
    assert isinstance(form, RepresentativeDialog)
    assert form.windowTitle() == "In place of 沈若川"
    assert form.chief_check.isChecked(), "the chief's place is the chief's"
    qtbot.keyClicks(form.name_edit, "Deng")
    qtbot.mouseClick(form.save_button, LEFT)
    assert names(desk, case_id, Side.EMPLOYEE) == ["Deng", "林佩瑶"]
    assert get_case(desk, case_id).parties[Side.EMPLOYEE].chief is not None
    page.refresh(frozenset())
    assert "replaced: 沈若川" in card._facts.text()


def test_findings_stand_errors_first_with_their_article(
    qtbot: QtBot, page: OverviewPage, runner: JobRunner, case_id: str
) -> None:
    page.show_place(Place(PageName.OVERVIEW, case_id))
    qtbot.waitUntil(lambda: not runner.is_busy, timeout=10_000)
    assert any(one.level is Level.ERROR for one in page.findings.findings())
    page.findings.show_findings(
        (
            Finding("R04", Level.INFO, "Good to know.", ""),
            Finding("R02", Level.WARNING, "Look.", "NB-W 9 [V1]"),
            Finding("R01", Level.ERROR, "Too few.", "NB-W 8 [V1]"),
        )
    )
    assert [one.rule for one in page.findings.findings()] == ["R01", "R02", "R04"]
    assert page.findings._chip.text() == "1 to put right"
    page.findings.show_findings(())
    assert page.findings._chip.text() == "Nothing to put right"
