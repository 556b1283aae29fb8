"""Posts are rated by points, and the bands that follow go into the wage grid."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from negotiator_desk.errors import InputError
from negotiator_desk.pay.terms import Factor, JobEvaluation, PostClass, WageGrid
from negotiator_desk.ui.dialogs.terms_evaluation import EvaluationDialog
from negotiator_desk.ui.dialogs.terms_wages import WageGridEditor
from negotiator_desk.ui.itemmodels.grid import PROBLEM_ROLE

D = Decimal
RATED = JobEvaluation(
    (Factor("skill", (10, 20, 30), D("1.5000"), "劳动技能"), Factor("heat", (5, 10))),
    (("welder", (3, 2)), ("packer", (1, 1))),
    (D(0), D("37.5000")),
)
GRID = WageGrid(
    bands=("one", "two"),
    grades=("中级工", "高级工"),
    cells=((D("4000.00"), D("4500.00")), (D("5000.00"), D("5500.00"))),
    post_bands=(("packer", "one"), ("welder", "two"), ("guard", "one")),
    post_classes=(("welder", PostClass.KEY),),
    evaluation=RATED,
)


def let_go(dialog: EvaluationDialog) -> None:
    """Close a dialog without being asked about what was typed."""
    dialog.done(0)


@pytest.fixture
def dialog(qtbot: QtBot) -> EvaluationDialog:
    shown = EvaluationDialog(RATED, GRID.bands, [post for post, _band in GRID.post_bands])
    qtbot.addWidget(shown, before_close_func=let_go)
    return shown


@pytest.fixture
def editor(qtbot: QtBot) -> WageGridEditor:
    shown = WageGridEditor()
    qtbot.addWidget(shown)
    shown.show_terms(GRID)
    shown.show()
    return shown


def opened(editor: WageGridEditor) -> EvaluationDialog:
    """Press the button of the posts and return what it opened."""
    editor.posts.evaluate.click()
    found = editor.posts.findChildren(EvaluationDialog)[-1]
    assert found.isVisible()
    return found


def shown(dialog: EvaluationDialog) -> list[tuple[str, ...]]:
    """Return post, points and band of every row."""
    return [row[:3] for row in dialog.ratings.texts()]


def test_an_evaluation_comes_back_as_it_went_in(dialog: EvaluationDialog) -> None:
    again = dialog.evaluation()
    assert (again.factors, again.band_points) == (RATED.factors, RATED.band_points)
    assert dict(again.ratings) == dict(RATED.ratings)
    assert dialog.band_names() == ("one", "two")


def test_points_bands_and_their_posts_follow_while_levels_are_typed(
    dialog: EvaluationDialog,
) -> None:
    assert shown(dialog) == [("packer", "20", "one"), ("welder", "55", "two"), ("guard", "", "")]
    assert [row[2] for row in dialog.bands.texts()] == ["1", "1"]
    dialog.ratings.fill(2, 3, [("2", "2")])
    assert shown(dialog)[2] == ("guard", "40", "two")
    assert [row[2] for row in dialog.bands.texts()] == ["1", "2"]
    dialog.bands.setData(dialog.bands.index(1, 1), "40.5")
    assert shown(dialog)[2] == ("guard", "40", "one")
    dialog.factors.setData(dialog.factors.index(0, 2), "2")
    assert shown(dialog)[2] == ("guard", "50", "two")


def test_levels_are_typed_by_keys_alone(qtbot: QtBot, dialog: EvaluationDialog) -> None:
    dialog.show()
    qtbot.waitExposed(dialog)
    view = dialog.ratings_box.view
    view.setFocus()
    view.setCurrentIndex(dialog.ratings.index(2, 3))
    for level, place in (("2", (2, 4)), ("1", (3, 0))):
        open_cell = view.indexWidget(view.currentIndex())
        qtbot.keyClicks(view if open_cell is None else open_cell, level)
        editor = view.indexWidget(view.currentIndex())
        assert isinstance(editor, QLineEdit)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        QApplication.processEvents()
        assert (view.currentIndex().row(), view.currentIndex().column()) == place
    assert shown(dialog)[2] == ("guard", "35", "one")


def test_a_factor_renamed_added_or_taken_out_keeps_the_levels_of_the_others(
    dialog: EvaluationDialog,
) -> None:
    dialog.factors.setData(dialog.factors.index(0, 1), "craft")
    assert [column.title for column in dialog.ratings.columns[3:]] == ["craft", "heat"]
    assert dialog.ratings.texts()[1][3:] == ("3", "2")
    dialog.factors.fill(2, 0, [("劳动责任", "duty", "", "4 8")])
    assert dialog.ratings.texts()[1][3:] == ("3", "2", "")
    dialog.factors.remove_row(0)
    assert [column.title for column in dialog.ratings.columns[3:]] == ["heat", "duty"]
    assert dialog.ratings.texts()[1][3:] == ("2", "")


@pytest.mark.parametrize(
    ("grid", "row", "column", "text", "sentence"),
    [
        ("factors", 0, 3, "10、x", "Factors: Row 1, Points of each level: “x” is not a number."),
        ("factors", 0, 3, "20 10", "skill: the points must rise with the level."),
        ("factors", 1, 1, "skill", "Factor: “skill” comes twice."),
        ("bands", 1, 1, "", "Bands: Row 2, Least points: Something is missing here."),
        ("bands", 0, 1, "1", "Job evaluation: least points must rise from 0"),
        ("ratings", 0, 4, "", "Ratings: Row 1, heat: Something is missing here."),
        ("ratings", 0, 4, "3", "packer · heat: 3 is not between 1 and 2."),
    ],
)
def test_what_cannot_be_used_is_named_and_stays(
    dialog: EvaluationDialog, grid: str, row: int, column: int, text: str, sentence: str
) -> None:
    model = getattr(dialog, grid)
    model.setData(model.index(row, column), text)
    with pytest.raises(InputError) as refused:
        dialog.evaluation()
    assert str(refused.value).startswith(sentence)
    assert model.texts()[row][column] == text


def test_a_cell_that_cannot_be_used_is_marked_while_it_is_typed(dialog: EvaluationDialog) -> None:
    dialog.ratings.setData(dialog.ratings.index(0, 3), "a")
    assert dialog.ratings.index(0, 3).data(PROBLEM_ROLE)
    assert shown(dialog)[0] == ("packer", "", "")


def test_an_empty_evaluation_says_what_is_missing_only_when_it_is_saved(qtbot: QtBot) -> None:
    empty = EvaluationDialog(None, ("one",), ("packer",))
    qtbot.addWidget(empty)
    empty.show()

    def submit() -> None:
        empty.evaluation()

    empty.set_submit(submit)
    assert shown(empty) == [("packer", "", "")]
    empty.save()
    assert empty.isVisible()
    assert "Factors: a factor is missing." in empty.message.text()


def test_applying_puts_posts_into_bands_and_keeps_every_amount_typed(
    editor: WageGridEditor,
) -> None:
    dialog = opened(editor)
    dialog.ratings.fill(1, 3, [("1", "2")])
    dialog.ratings.fill(3, 0, [("lead", "", "", "3", "1")])
    dialog.bands.fill(2, 0, [("three", "50")])
    dialog.save()
    assert not dialog.isVisible()
    assert [row[:2] for row in editor.posts.grid.texts()] == [
        ("packer", "one"),
        ("welder", "one"),
        ("guard", "one"),
        ("lead", "three"),
    ]
    assert editor.grid.texts() == (
        ("one", "4000", "4500"),
        ("two", "5000", "5500"),
        ("three", "", ""),
    )
    editor.grid.fill(2, 1, [("6000", "6500")])
    read = editor.read()
    assert isinstance(read, WageGrid)
    assert read.evaluation is not None
    assert read.evaluation.band_points == (D(0), D("37.5"), D(50))
    assert dict(read.post_bands)["welder"] == "one"
    assert read.post_classes == GRID.post_classes


def test_a_band_left_out_of_the_evaluation_keeps_its_amounts_until_they_are_removed(
    editor: WageGridEditor,
) -> None:
    dialog = opened(editor)
    dialog.bands.remove_row(1)
    dialog.save()
    assert editor.grid.texts() == (("one", "4000", "4500"), ("two", "5000", "5500"))
    assert editor.problem() == "Job evaluation: every band needs its least points."
    editor.grid.remove_row(1)
    assert editor.problem() == ""


def test_a_closed_dialog_changes_nothing(editor: WageGridEditor) -> None:
    dialog = opened(editor)
    dialog.ratings.fill(1, 3, [("1", "2")])
    dialog.reject()
    assert dialog.isVisible(), "what was typed is let go only when that is asked for twice"
    dialog.reject()
    assert not dialog.isVisible()
    assert editor.read() == GRID


def test_without_their_evaluation_posts_stay_in_their_bands(
    qtbot: QtBot, editor: WageGridEditor
) -> None:
    heard: list[int] = []
    editor.edited.connect(lambda: heard.append(1))
    editor.tabs.setCurrentWidget(editor.posts)
    assert editor.posts.forget.isVisible()
    qtbot.mouseClick(editor.posts.forget, Qt.MouseButton.LeftButton)
    read = editor.read()
    assert isinstance(read, WageGrid)
    assert (read.evaluation, read.post_bands) == (None, GRID.post_bands)
    assert heard == [1]
    assert not editor.posts.forget.isVisible()


def test_points_stand_beside_the_posts_they_belong_to(editor: WageGridEditor) -> None:
    assert [row[3] for row in editor.posts.grid.texts()] == ["20", "55", ""]
    editor.posts.grid.remove_row(0)
    assert [row[3] for row in editor.posts.grid.texts()] == ["55", ""]
    assert editor.problem().startswith("Job evaluation: packer has 20 points")


def test_a_post_typed_into_another_band_than_its_points_lead_to_is_refused(
    editor: WageGridEditor,
) -> None:
    editor.posts.grid.setData(editor.posts.grid.index(0, 1), "two")
    assert "packer has 20 points" in editor.problem()
    assert "belongs in band “one”" in editor.problem()
