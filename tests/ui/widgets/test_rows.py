from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from negotiator_desk import i18n
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import TONE_ROLE, Column, RowsModel, RowsProxy


@dataclass(frozen=True)
class Line:
    name: str
    rate: Decimal | None


COLUMNS = (
    Column[Line]("Name", lambda line: line.name),
    Column[Line](
        "Rate",
        lambda line: str(line.rate),
        sort=lambda line: line.rate,
        is_figure=True,
        tone=lambda line: Tone.BAD,
        tooltip=lambda line: f"about {line.name}",
    ),
)


@pytest.fixture
def model() -> RowsModel[Line]:
    made = RowsModel(COLUMNS)
    made.set_rows(
        [
            Line("丙 10", Decimal(10)),
            Line("甲", Decimal("2.5")),
            Line("乙 9", Decimal(9)),
            Line("ＡＢＣ", None),
            Line("丁", Decimal(100)),
        ]
    )
    return made


@pytest.fixture
def proxy(model: RowsModel[Line]) -> RowsProxy:
    made = RowsProxy()
    made.setSourceModel(model)
    return made


def shown(proxy: RowsProxy, column: int) -> list[str]:
    return [str(proxy.index(row, column).data()) for row in range(proxy.rowCount())]


def test_the_models_keep_qts_contract(
    qtmodeltester: ModelTester, model: RowsModel[Line], proxy: RowsProxy
) -> None:
    qtmodeltester.check(model)
    qtmodeltester.check(proxy)


def test_cells_say_what_the_columns_make_of_a_row(model: RowsModel[Line]) -> None:
    index = model.index(1, 1)
    assert index.data() == "2.5"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "about 甲"
    assert Tone(index.data(TONE_ROLE)) is Tone.BAD
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Rate"


def test_decimals_are_sorted_by_value_and_nothing_comes_first(proxy: RowsProxy) -> None:
    proxy.sort(1)
    assert shown(proxy, 1) == ["None", "2.5", "9", "10", "100"]
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(proxy, 1) == ["100", "10", "9", "2.5", "None"]


def test_chinese_is_sorted_by_pinyin(model: RowsModel[Line]) -> None:
    i18n.use_language("zh_CN")
    proxy = RowsProxy()
    proxy.setSourceModel(model)
    proxy.sort(0)
    assert [name[0] for name in shown(proxy, 0) if name[0] in "甲乙丙丁"] == [
        "丙",
        "丁",
        "甲",
        "乙",
    ]


def test_a_search_needs_every_word_in_any_width_and_case(proxy: RowsProxy) -> None:
    proxy.search("abc")
    assert shown(proxy, 0) == ["ＡＢＣ"]
    proxy.search("１０ 丙")
    assert shown(proxy, 0) == ["丙 10"]
    proxy.search("丙 9")
    assert shown(proxy, 0) == []
    proxy.search("")
    assert proxy.rowCount() == 5
    assert not proxy.is_filtering


def test_a_rule_of_the_page_narrows_the_rows(proxy: RowsProxy) -> None:
    proxy.keep(lambda line: line.rate is not None and line.rate > 9)
    assert shown(proxy, 0) == ["丙 10", "丁"]
    proxy.keep(None)
    assert proxy.rowCount() == 5
