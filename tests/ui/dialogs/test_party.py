"""The form of a party warns of a credit code that cannot be one, and keeps it all the same."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.ui.dialogs.party import PartyDialog
from negotiator_desk.ui.theme import Theme


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91330200MA2C1D2E3F", "The 18 characters of the licence."),
        ("91330200ma2c1d2e3f", "The 18 characters of the licence."),
        ("", "The 18 characters of the licence."),
        ("91330200MA", "A credit code has 18 characters; this one has 10."),
        (
            "91330200MA2C1D2EIO",
            "A credit code has digits and capital letters without I, O, S, V, Z; not: IO",
        ),
    ],
)
def test_a_credit_code_is_weighed_while_it_is_typed(
    qtbot: QtBot, theme: Theme, code: str, sentence: str
) -> None:
    dialog = PartyDialog(Side.EMPLOYER, None)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.name_edit, "Yongcheng Couriers")
    qtbot.keyClicks(dialog.code_edit, code)
    assert sentence in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.details().credit_code == code
