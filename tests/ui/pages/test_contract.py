"""The contract page: clauses, pages, checks, versions, editions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.drafting.blocks import Figure
from negotiator_desk.drafting.clauses import ParameterKind
from negotiator_desk.drafting.wording import ContractLanguage, Provenance
from negotiator_desk.services.cases import CaseDetails, create_case
from negotiator_desk.services.comments import list_comments
from negotiator_desk.services.contract_views import ClauseView, get_contract
from negotiator_desk.services.contracts import draft_pdf, list_drafts
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.editions import Edition, FileFormat
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.own_clauses import (
    OwnClauseDetails,
    add_own_clause,
    list_own_clauses,
)
from negotiator_desk.ui.dialogs.clause_wording import ClauseWordingDialog
from negotiator_desk.ui.dialogs.contract_setup import ContractSetupDialog
from negotiator_desk.ui.dialogs.edition_form import EditionDialog
from negotiator_desk.ui.dialogs.own_clause import OwnClauseDialog
from negotiator_desk.ui.dialogs.own_clauses import OwnClausesDialog
from negotiator_desk.ui.main_window import MainWindow
from negotiator_desk.ui.pages.clause_panel import ParameterField
from negotiator_desk.ui.pages.contract import ContractPage
from negotiator_desk.ui.pages.contract_print import spool_arguments
from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.widgets.forms import FieldError
from tests.ui.case_fixtures import PRESENT, add_meeting, add_output, add_rates

Settle = Callable[[], None]


@pytest.fixture
def page(
    qtbot: QtBot, window: MainWindow, desk: Desk, case_id: str, tmp_path: Path
) -> ContractPage:
    """The contract page of a case whose only issue is agreed."""
    issue = add_rates(desk, case_id, add_output(desk, case_id, tmp_path))
    meeting = add_meeting(desk, case_id)
    (offer,) = table_offer(desk, meeting, Side.EMPLOYEE, [(issue, PRESENT)], binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, meeting)
    window.go(Place(PageName.CONTRACT, case_id))
    shown = window.page(PageName.CONTRACT)
    assert isinstance(shown, ContractPage)
    qtbot.waitUntil(lambda: not shown.context.runner.is_busy, timeout=20000)
    return shown


@pytest.fixture
def settle(qtbot: QtBot, page: ContractPage) -> Settle:
    """Wait until nothing is in hand any more."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not page.context.runner.is_busy, timeout=20000)

    return wait


def clause(desk: Desk, case_id: str, place: str) -> ClauseView:
    return next(one for one in get_contract(desk, case_id).clauses if one.place == place)


def first_with_parameters(desk: Desk, case_id: str) -> ClauseView:
    clauses = get_contract(desk, case_id).clauses
    return next(one for one in clauses if one.is_included and one.text.used_parameters)


def test_the_pages_are_there_before_a_version_is_kept(page: ContractPage) -> None:
    assert page.preview.document.pageCount() > 3
    assert page.versions.current() is None


def test_a_version_is_kept_and_shown(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    settle()
    (draft,) = list_drafts(desk, case_id)
    page.tabs.setCurrentWidget(page.versions)
    page.versions.choose(draft.id)
    settle()
    assert page.preview.content == draft_pdf(desk, draft.id)
    assert page.preview.document.pageCount() == draft.pages


def test_a_value_typed_in_the_panel_stands_in_the_contract(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    view = first_with_parameters(desk, case_id)
    assert page.clauses.go_to(view.place)
    field = page.clauses.panel.fields()[0]
    typed = {"date": "2027-01-01", "person": "工会", "text": "约定"}.get(
        field.parameter.kind.value, str(field.parameter.least or 1)
    )
    field.clear()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    values = dict(clause(desk, case_id, view.place).text.values)
    assert values[field.parameter.name] == typed


def test_a_value_that_cannot_be_is_refused_and_nothing_is_changed(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    clauses = get_contract(desk, case_id).clauses
    view = next(
        one
        for one in clauses
        if one.is_included
        and any(p.kind.value in {"amount", "percent", "number"} for p in one.text.used_parameters)
    )
    page.clauses.go_to(view.place)
    field = next(
        one
        for one in page.clauses.panel.fields()
        if one.parameter.kind.value in {"amount", "percent", "number"}
    )
    qtbot.keyClicks(field, "many")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert "no number" in field.note.text()
    assert field.text() == "many"
    page.next_blank()
    assert page.clauses.clause().place == view.place, "what was refused is not left behind"
    assert field.parameter.name not in dict(clause(desk, case_id, view.place).text.values)


def test_the_next_blank_puts_the_cursor_where_something_is_missing(
    page: ContractPage, settle: Settle
) -> None:
    page.next_blank()
    settle()
    chosen = page.clauses.clause()
    assert chosen is not None
    assert chosen.text.parameters


def test_a_clause_is_reworded_and_can_be_undone(
    page: ContractPage,
    desk: Desk,
    case_id: str,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill_in(dialog: ClauseWordingDialog) -> int:
        dialog.text.setPlainText("本合同适用于全体快递员。")
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(ClauseWordingDialog, "exec", fill_in)
    page.clauses.go_to("scope")
    page.clauses.reword()
    settle()
    assert clause(desk, case_id, "scope").text.provenance is Provenance.REWORDED
    page.clauses.panel.keep_asked.emit()
    assert [one.clause.origin for one in list_own_clauses(desk)] == ["scope"]
    desk.undo()
    desk.undo()
    assert clause(desk, case_id, "scope").text.provenance is Provenance.LIBRARY


def test_a_clause_moves_down_and_a_comment_is_kept(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    before = [one.place for one in get_contract(desk, case_id).clauses]
    page.clauses.go_to(before[0])
    qtbot.mouseClick(page.clauses.panel.down, Qt.MouseButton.LeftButton)
    settle()
    assert [one.place for one in get_contract(desk, case_id).clauses][:2] == before[1::-1]
    qtbot.keyClicks(page.clauses.panel.comment, "Ask the union")
    qtbot.keyClick(page.clauses.panel.comment, Qt.Key.Key_Return)
    settle()
    (comment,) = list_comments(desk, case_id)
    assert (comment.text, comment.place) == ("Ask the union", before[0])
    page.clauses.panel.comment_settled.emit((comment.id, True))
    assert list_comments(desk, case_id)[0].settled_at is not None


def test_a_clause_of_ones_own_is_put_into_the_contract(
    page: ContractPage,
    desk: Desk,
    case_id: str,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill_in(dialog: OwnClauseDialog) -> int:
        dialog.title_edit.setText("高温津贴")
        dialog.text.setPlainText("高温津贴每人每月⟦津贴⟧元。")
        dialog.parameters.setPlainText("津贴 元")
        dialog.save()
        return dialog.result()

    def drive(dialog: OwnClausesDialog) -> int:
        assert not dialog.save_button.isEnabled()
        dialog.write()
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(OwnClauseDialog, "exec", fill_in)
    monkeypatch.setattr(OwnClausesDialog, "exec", drive)
    page.show_own()
    settle()
    chosen = page.clauses.clause()
    assert chosen is not None
    assert (chosen.text.title, chosen.is_included) == ("高温津贴", True)
    assert [one.name for one in chosen.text.parameters] == ["津贴"]


def test_own_clauses_are_changed_removed_and_put_into_another_contract(
    qtbot: QtBot,
    page: ContractPage,
    desk: Desk,
    case_id: str,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_own_clause(desk, OwnClauseDetails("高温津贴", "高温津贴按月发放。"))
    add_own_clause(desk, OwnClauseDetails("范围", "适用于全厂。", origin="scope"))
    dialog = OwnClausesDialog(page.context, case_id, page)
    qtbot.addWidget(dialog)
    assert dialog.table.choose(lambda row: row.clause.origin == "scope")
    with pytest.raises(FieldError, match="variant is chosen"):
        dialog.place()

    def reword(editor: OwnClauseDialog) -> int:
        editor.text.setPlainText("高温津贴随工资发放。")
        editor.save()
        return editor.result()

    monkeypatch.setattr(OwnClauseDialog, "exec", reword)
    assert dialog.table.choose(lambda row: not row.clause.origin)
    dialog.edit()
    dialog.place()
    settle()
    assert clause(desk, case_id, dialog.placed).text.text == "高温津贴随工资发放。"
    dialog.trash()
    assert [one.clause.origin for one in list_own_clauses(desk)] == ["scope"]
    settle()


def test_the_setup_makes_the_contract_bilingual(
    page: ContractPage,
    desk: Desk,
    case_id: str,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fill_in(dialog: ContractSetupDialog) -> int:
        dialog.language.setCurrentIndex(dialog.language.findData(ContractLanguage.BILINGUAL.value))
        dialog.main_title.setText("集体合同")
        dialog.main_signed_on.setText("2026-03-01")
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(ContractSetupDialog, "exec", fill_in)
    page.set_up()
    settle()
    setup = get_contract(desk, case_id).setup
    assert setup.language is ContractLanguage.BILINGUAL
    assert setup.main_contract is not None
    assert setup.main_contract.title == "集体合同"


def test_a_click_on_a_figure_says_where_it_comes_from(page: ContractPage, settle: Settle) -> None:
    spots = [one for one in page.preview.spots if isinstance(one.source, Figure)]
    assert spots
    page.preview.show_spot(spots[0])
    page.follow_spot(spots[0])
    assert "Delivery rates" in page.origin.text()


def test_the_preview_finds_what_stands_under_the_pointer(page: ContractPage) -> None:
    preview = page.preview
    spot = next(one for one in preview.spots if isinstance(one.source, Figure))
    margins = preview.view.documentMargins()
    width = preview.view.viewport().width() - margins.left() - margins.right()
    sizes = [preview.document.pagePointSize(number) for number in range(spot.page + 1)]
    heights = [size.height() * width / size.width() for size in sizes]
    above = margins.top() + sum(heights[:-1]) + preview.view.pageSpacing() * spot.page
    scale = width / sizes[-1].width()
    x = margins.left() + (spot.left + spot.right) / 2 * scale
    y = above + (spot.top + spot.bottom) / 2 * scale - preview.view.verticalScrollBar().value()
    found = preview.spot_at(x, y)
    assert found is not None
    assert found.source == spot.source


@pytest.mark.parametrize("edition", list(Edition))
def test_every_edition_is_shown(page: ContractPage, settle: Settle, edition: Edition) -> None:
    page.edition.setCurrentIndex(page.edition.findData(edition.value))
    page.edition.activated.emit(page.edition.currentIndex())
    settle()
    assert page.preview.document.pageCount() >= 1


def test_an_edition_is_saved_as_a_file(
    page: ContractPage,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def choose(dialog: EditionDialog) -> int:
        dialog.format.setCurrentIndex(dialog.format.findData(FileFormat.DOCX.value))
        dialog.save()
        return dialog.result()

    def answer(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "contract"), ""

    monkeypatch.setattr(EditionDialog, "exec", choose)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    page.save()
    settle()
    assert (tmp_path / "contract.docx").read_bytes().startswith(b"PK")
    assert asked == ["2026-001_Parcel_couriers_2026_Contract.docx"]


def test_a_version_is_taken_up_again(
    page: ContractPage, desk: Desk, case_id: str, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.draft()
    settle()

    def fill_in(dialog: ClauseWordingDialog) -> int:
        dialog.text.setPlainText("另一种写法。")
        dialog.save()
        return dialog.result()

    monkeypatch.setattr(ClauseWordingDialog, "exec", fill_in)
    page.clauses.go_to("scope")
    page.clauses.reword()
    settle()
    page.tabs.setCurrentWidget(page.versions)
    page.versions.choose(list_drafts(desk, case_id)[0].id)
    page.versions.restore.click()
    settle()
    assert clause(desk, case_id, "scope").text.provenance is Provenance.LIBRARY


def test_the_final_text_is_refused_while_something_is_missing(
    page: ContractPage,
    desk: Desk,
    case_id: str,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.finish()
    settle()
    assert list_drafts(desk, case_id) == ()
    assert "not final yet" in page.keeper.message.text()


def test_pages_are_turned_and_zoomed(page: ContractPage) -> None:
    page.preview.next_page()
    assert page.preview.page() == 1
    page.preview.previous_page()
    assert page.preview.page() == 0
    page.preview.zoom_in()
    before = page.preview.view.zoomFactor()
    page.preview.zoom_out()
    assert page.preview.view.zoomFactor() < before


def test_the_spooler_reads_the_file_itself() -> None:
    assert spool_arguments("/usr/bin/lp", title="T", printer="P", copies=2) == [
        "-d", "P", "-n", "2", "-t", "T", "-",
    ]  # fmt: skip
    assert spool_arguments("/usr/bin/lpr", title="T", printer="", copies=1) == [
        "-#", "1", "-T", "T",
    ]  # fmt: skip


def test_a_finding_leads_to_where_it_is_put_right(
    page: ContractPage, desk: Desk, case_id: str
) -> None:
    rows = page.checks.table.model.rows
    finding = next(one for one in rows if one.place.startswith("parameter:"))
    page.go_to_finding(finding)
    chosen = page.clauses.clause()
    assert chosen is not None
    assert finding.place.startswith(f"parameter:{chosen.place}:")


def number_fields(page: ContractPage, desk: Desk, case_id: str) -> tuple[str, ParameterField]:
    """Choose the first clause that asks for a number; return its place and the number's field."""
    kinds = {ParameterKind.AMOUNT, ParameterKind.PERCENT, ParameterKind.NUMBER}
    for one in get_contract(desk, case_id).clauses:
        if one.is_included and any(p.kind in kinds for p in one.text.used_parameters):
            page.clauses.go_to(one.place)
            fields = page.clauses.panel.fields()
            return one.place, next(field for field in fields if field.parameter.kind in kinds)
    raise AssertionError("no clause asks for a number")


def test_what_is_half_typed_is_kept_when_another_clause_is_gone_to(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    place, field = number_fields(page, desk, case_id)
    name, typed = field.parameter.name, str(field.parameter.least or 1)
    qtbot.keyClicks(field, typed)
    page.next_blank()
    settle()
    assert dict(clause(desk, case_id, place).text.values) == {name: typed}
    others = (one for one in get_contract(desk, case_id).clauses if one.place != place)
    assert not any(one.text.values for one in others)


def test_what_is_refused_stays_to_be_corrected(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    place, field = number_fields(page, desk, case_id)
    qtbot.keyClicks(field, "many")
    page.clauses.go_to("scope")
    settle()
    chosen = page.clauses.clause()
    assert chosen is not None
    assert chosen.place == place
    assert field.text() == "many"
    assert "many" in field.note.text()


def test_the_same_value_can_be_typed_again_after_an_undo(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str, settle: Settle
) -> None:
    place, field = number_fields(page, desk, case_id)
    typed = str(field.parameter.least or 1)
    for _time in range(2):
        qtbot.keyClicks(field, typed)
        field.give()
        page.clauses.table.view.setFocus()
        settle()
        assert dict(clause(desk, case_id, place).text.values) == {field.parameter.name: typed}
        page.context.announce(desk.undo())
        settle()
        assert field.text() == ""


def test_a_half_typed_comment_waits_beside_its_own_clause(
    qtbot: QtBot, page: ContractPage, desk: Desk, case_id: str
) -> None:
    first, second = (one.place for one in get_contract(desk, case_id).clauses[:2])
    page.clauses.go_to(first)
    qtbot.keyClicks(page.clauses.panel.comment, "Ask")
    page.clauses.go_to(second)
    assert page.clauses.panel.comment.text() == ""
    page.clauses.go_to(first)
    assert page.clauses.panel.comment.text() == "Ask"


def test_only_contracts_of_industries_and_regions_are_floors(
    page: ContractPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in CaseKind:
        create_case(desk, CaseDetails(f"a case of kind {kind.value}", kind))
    offered: list[str] = []

    def look(dialog: ContractSetupDialog) -> int:
        offered.extend(dialog.floor.itemText(row) for row in range(dialog.floor.count()))
        return 0

    monkeypatch.setattr(ContractSetupDialog, "exec", look)
    page.set_up()
    words = " ".join(offered)
    assert "kind industry" in words
    assert "kind regional" in words
    assert "kind enterprise" not in words
