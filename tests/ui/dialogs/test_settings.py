"""What is chosen in the settings holds, however the dialog is closed."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from negotiator_desk.settings import Settings, ThemeChoice
from negotiator_desk.ui.dialogs.settings import SettingsDialog
from negotiator_desk.ui.theme import Theme


def test_a_language_chosen_holds_when_the_dialog_is_closed_by_escape(
    qtbot: QtBot, theme: Theme
) -> None:
    dialog = SettingsDialog(Settings(language="en", theme=ThemeChoice.LIGHT))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    dialog.language_box.setCurrentIndex(dialog.language_box.findData("zh_CN"))
    with qtbot.waitSignal(dialog.language_chosen) as chosen:
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert chosen.args == ["zh_CN"]
