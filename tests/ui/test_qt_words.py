"""Qt's own dialogs speak the interface's language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from negotiator_desk.i18n import language, use_language
from negotiator_desk.ui.qt_words import QtWords


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """The interface in Chinese, with Qt's own translation before ours."""
    before = language()
    use_language("zh_CN")
    ours, qts = QtWords(), QTranslator()
    assert qts.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (ours, qts):
        qapp.installTranslator(translator)
    yield
    for translator in (qts, ours):
        qapp.removeTranslator(translator)
    use_language(before)


@pytest.mark.usefixtures("chinese")
def test_the_file_dialog_has_no_english_label_in_a_chinese_interface(qtbot: QtBot) -> None:
    dialog = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert texts
    assert [text for text in texts if text.isascii() and text] == []


@pytest.mark.usefixtures("chinese")
def test_what_neither_knows_stays_as_it_is() -> None:
    assert QCoreApplication.translate("QFileDialog", "Nobody said this") == "Nobody said this"
