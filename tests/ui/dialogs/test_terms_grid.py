"""Grids of terms are typed in by keys alone."""

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from negotiator_desk.ui.dialogs.terms_grid import GridView
from negotiator_desk.ui.itemmodels.grid import GridColumn, GridModel


@pytest.fixture
def view(qtbot: QtBot) -> GridView:
    """Four rows: a name that is fixed, and two figures."""
    columns = (GridColumn("Item", is_fixed=True), GridColumn("First"), GridColumn("Second"))
    model = GridModel(columns)
    model.set_texts([(f"row {row}", "1", "2") for row in range(4)])
    shown = GridView(model, "Figures")
    model.setParent(shown)
    qtbot.addWidget(shown)
    shown.resize(500, 300)
    shown.show()
    qtbot.waitExposed(shown)
    shown.setFocus()
    shown.setCurrentIndex(model.index(0, 1))
    return shown


def _editor(view: GridView) -> QLineEdit:
    editor = view.indexWidget(view.currentIndex())
    assert isinstance(editor, QLineEdit)
    return editor


def _place(view: GridView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    ],
)
def test_enter_keeps_what_was_typed_and_goes_one_row_down(
    qtbot: QtBot, view: GridView, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    qtbot.keyClicks(view, "7")
    qtbot.keyClicks(_editor(view), ".5")
    qtbot.keyClick(_editor(view), key, modifier)
    QApplication.processEvents()
    assert view.model().index(0, 1).data() == "7.5"
    assert _place(view) == (1, 1)


def test_tab_keeps_what_was_typed_and_goes_to_the_next_cell_that_takes_text(
    qtbot: QtBot, view: GridView
) -> None:
    for text, place in (("7", (0, 2)), ("8", (1, 1))):
        at = view.currentIndex()
        qtbot.keyClicks(view if view.indexWidget(at) is None else _editor(view), text)
        qtbot.keyClick(_editor(view), Qt.Key.Key_Tab)
        QApplication.processEvents()
        assert at.data() == text
        assert _place(view) == place


def test_going_to_another_row_while_a_cell_is_open_ends_in_that_row(
    qtbot: QtBot, view: GridView
) -> None:
    qtbot.keyClicks(view, "7")
    view.setCurrentIndex(view.model().index(2, 1))
    assert _place(view) == (2, 1)
    assert view.model().index(0, 1).data() == "7"


def test_the_grid_holds_what_the_open_cell_shows(qtbot: QtBot, view: GridView) -> None:
    qtbot.keyClicks(view, "7")
    qtbot.keyClicks(_editor(view), ".25")
    assert view.model().index(0, 1).data() == "7.25"
    assert _editor(view).text() == "7.25"


def test_what_is_typed_in_the_middle_stays_in_the_middle(qtbot: QtBot, view: GridView) -> None:
    qtbot.keyClicks(view, "1")
    qtbot.keyClicks(_editor(view), "9")
    qtbot.keyClick(_editor(view), Qt.Key.Key_Left)
    qtbot.keyClicks(_editor(view), "23")
    assert view.model().index(0, 1).data() == "1239"


def test_escape_puts_back_what_the_cell_held(qtbot: QtBot, view: GridView) -> None:
    qtbot.keyClicks(view, "7")
    qtbot.keyClick(_editor(view), Qt.Key.Key_Escape)
    assert view.model().index(0, 1).data() == "1"
    assert view.indexWidget(view.currentIndex()) is None


@pytest.mark.parametrize(
    "reason",
    [Qt.FocusReason.TabFocusReason, Qt.FocusReason.ActiveWindowFocusReason],
)
def test_what_was_typed_elsewhere_stays_when_the_window_becomes_active_later(
    qtbot: QtBot, view: GridView, reason: Qt.FocusReason
) -> None:
    view.type_on("1")
    editor = _editor(view)
    # On a real screen a dialog is told of the keys before and again when it has them.
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusIn, reason))
    qtbot.keyClicks(editor, ".50")
    assert view.model().index(0, 1).data() == "1.50"


def test_figures_typed_before_the_cell_has_the_keys_are_put_behind_one_another(
    qtbot: QtBot, view: GridView
) -> None:
    view.type_on("1")
    view.type_on(".5")
    qtbot.keyClicks(_editor(view), "0")
    assert view.model().index(0, 1).data() == "1.50"


def test_a_name_that_leads_into_the_grid_lands_on_the_first_cell_that_takes_text(
    qtbot: QtBot, view: GridView
) -> None:
    for place in (QModelIndex(), view.model().index(0, 0)):
        view.clearFocus()
        view.setCurrentIndex(place)
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        assert _place(view) == (0, 1)
    qtbot.keyClicks(view, "7")
    assert view.model().index(0, 1).data() == "7"


def test_the_cell_one_was_in_is_kept_when_a_name_leads_into_the_grid(view: GridView) -> None:
    view.setCurrentIndex(view.model().index(2, 2))
    view.clearFocus()
    view.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert _place(view) == (2, 2)


def test_what_is_typed_on_a_cell_that_takes_none_goes_into_the_one_of_its_row_that_does(
    qtbot: QtBot, view: GridView
) -> None:
    view.setCurrentIndex(view.model().index(2, 0))
    qtbot.keyClicks(view, "7")
    assert _place(view) == (2, 1)
    qtbot.keyClicks(_editor(view), ".5")
    assert view.model().index(2, 1).data() == "7.5"
