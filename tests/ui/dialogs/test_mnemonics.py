"""Within one form, each letter leads to one place, in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QTabBar, QTabWidget
from pytestqt.qtbot import QtBot

from negotiator_desk import i18n
from negotiator_desk.bargaining.offers import IssueState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import Terms, subject_of
from negotiator_desk.services.issues import IssueView
from negotiator_desk.ui.dialogs.issue_form import IssueDialog
from negotiator_desk.ui.dialogs.mandate_form import MandateDialog
from negotiator_desk.ui.dialogs.offer_form import OfferDialog
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from negotiator_desk.ui.dialogs.terms_commission import CommissionEditor
from negotiator_desk.ui.dialogs.terms_evaluation import EvaluationDialog
from tests.ui.dialogs.test_terms_editors import EXAMPLES

pytestmark = pytest.mark.parametrize("language", i18n.LANGUAGES)


def letters(dialog: QDialog) -> Counter[str]:
    """Count the letters that lead somewhere in what a dialog shows."""
    texts = [one.text() for one in dialog.findChildren(QLabel) if shown(one) and one.buddy()]
    texts += [one.text() for one in dialog.findChildren(QAbstractButton) if shown(one)]
    for bar in dialog.findChildren(QTabBar):
        if shown(bar):
            texts += [bar.tabText(at) for at in range(bar.count())]
    keys = [QKeySequence.mnemonic(text).toString() for text in texts]
    return Counter(key for key in keys if key)


def shown(widget: Any) -> bool:
    return bool(widget.isVisibleTo(widget.window()))


def every_look(dialog: QDialog) -> Iterator[None]:
    """Show each page of every tab, and every way to set a share."""
    yield
    for tabs in dialog.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            yield
    for editor in dialog.findChildren(CommissionEditor):
        box: QComboBox = editor.method
        for place in range(box.count()):
            box.setCurrentIndex(place)
            yield


def assert_own_letters(dialog: QDialog, least: int) -> None:
    for _look in every_look(dialog):
        counted = letters(dialog)
        assert len(counted) >= least, counted
        assert [key for key, count in counted.items() if count > 1] == []


def view(terms: Terms) -> IssueView:
    return IssueView(
        id="1",
        case_id="1",
        position=1,
        title="Pay",
        subject=subject_of(terms),
        state=IssueState.OPEN,
        dataset_id=None,
        dataset_name=None,
        present_terms=terms,
        agreed_terms=None,
        agreed_offer_id=None,
        offers=0,
        note="",
    )


@pytest.fixture(params=EXAMPLES, ids=lambda terms: type(terms).__name__)
def issue(request: pytest.FixtureRequest, language: str) -> IssueView:
    i18n.use_language(language)
    return view(request.param)


def test_in_the_form_of_an_issue(qtbot: QtBot, issue: IssueView) -> None:
    dialog = IssueDialog((), issue)
    qtbot.addWidget(dialog)

    assert_own_letters(dialog, least=4)


def test_in_the_form_of_a_mandate(qtbot: QtBot, issue: IssueView) -> None:
    dialog = MandateDialog(issue, Side.EMPLOYEE, None)
    qtbot.addWidget(dialog)

    assert_own_letters(dialog, least=4)


def test_in_the_form_of_an_offer(qtbot: QtBot, issue: IssueView) -> None:
    item = IssueOnTable(issue, ())
    dialog = OfferDialog((item,), side=Side.EMPLOYEE, chosen=issue.id, session_number=1)
    qtbot.addWidget(dialog)

    assert_own_letters(dialog, least=4)
    dialog.panel(issue.id).edit_whole()
    assert_own_letters(dialog, least=4)


def test_in_the_dialog_of_a_job_evaluation(qtbot: QtBot, language: str) -> None:
    i18n.use_language(language)
    dialog = EvaluationDialog(None, ("one",), ("welder",))
    qtbot.addWidget(dialog)

    assert_own_letters(dialog, least=3)
