"""A clause of one's own keeps what is filled into it when its form is opened again."""

from pytestqt.qtbot import QtBot

from negotiator_desk.drafting.assemble import OwnClause
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.ui.dialogs.own_clause import OwnClauseDialog


def test_a_number_without_a_unit_gets_none_when_the_clause_is_opened(qtbot: QtBot) -> None:
    kept = (
        Parameter("次数", "次数", ParameterKind.NUMBER),
        Parameter("天数", "天数", ParameterKind.NUMBER, unit="天"),
        Parameter("金额", "金额", ParameterKind.AMOUNT),
    )
    dialog = OwnClauseDialog(OwnClause("1", "培训", "", "每年⟦次数⟧次。", "", kept))
    qtbot.addWidget(dialog)
    assert dialog.details().parameters == kept


def test_a_wide_space_parts_name_and_kind_too(qtbot: QtBot) -> None:
    dialog = OwnClauseDialog()
    qtbot.addWidget(dialog)
    dialog.parameters.setPlainText("津贴　元\n\n  天数 \t 天 \n")
    found = [(one.name, one.kind, one.unit) for one in dialog.details().parameters]
    assert found == [
        ("津贴", ParameterKind.AMOUNT, ""),
        ("天数", ParameterKind.NUMBER, "天"),
    ]
