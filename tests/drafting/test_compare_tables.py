"""Comparing the tables of two contracts: by what rows are about and by the heads of columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_result import ComparedTable, Comparison, Fate, FigureChange
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.old_text import OldTable
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.pay.terms import PieceRate, RateTable
from tests.drafting.redlines import heading, shown
from tests.drafting.samples import couriers


def table(found: Comparison, number: int = 0) -> ComparedTable:
    tables = [
        one for unit in found.units for one in unit.elements if isinstance(one, ComparedTable)
    ]
    return tables[number]


def rows(compared: ComparedTable) -> list[str]:
    return [
        "|".join(shown(cell) for cell in row)
        for row, fate in zip(compared.grid.rows, compared.rows, strict=True)
        if fate is not Fate.SAME
    ]


def rated(snapshot: Snapshot, terms: RateTable) -> Snapshot:
    return replace(
        snapshot,
        issues=(replace(snapshot.issues[0], terms=terms), *snapshot.issues[1:]),
    )


def test_a_table_is_compared_by_rows_and_columns() -> None:
    old = couriers()
    terms = old.issues[0].terms
    assert isinstance(terms, RateTable)
    rates = list(terms.rates)
    rates[0] = replace(rates[0], rate=Decimal("0.9500"))
    gone = rates.pop(3)
    rates.insert(5, PieceRate("冷链", Decimal("1.8000"), None, 50))
    new = rated(old, replace(terms, rates=tuple(rates)))

    found = compare(Side.from_snapshot(old), Side.from_snapshot(new))

    assert rows(table(found)) == [
        "1|同城·有电梯|180|[-0.9000-] [+0.9500+]",
        "[-4-]|[-省内·无电梯-]|[-140-]|[-1.2500-]",
        "[+6+]|[+冷链+]|[+50+]|[+1.8000+]",
    ]
    assert gone.operation == "省内·无电梯"
    title = "劳动定额与计件单价表（快递派件与揽收单价）"
    assert found.figures[0] == FigureChange(
        "附件1", title, "同城·有电梯·计件单价（元/件）", "0.9000", "0.9500"
    )
    assert [one.old for one in found.figures[1:3]] == ["140", "1.2500"]


def test_columns_that_came_and_went_and_units_that_changed_are_marked() -> None:
    old = OldTable(1, ("岗位", "工资（元/月）", "补贴（元）"), (("冲压", "4200", "100"),))
    new = OldTable(1, ("岗位", "工资（元/日）", "奖金（元）"), (("冲压", "200", "300"),))
    sides = [Side.from_paragraphs("", [heading("附件1", "工资表")], [one]) for one in (old, new)]

    compared = table(compare(*sides))

    assert [(one.head, one.fate) for one in compared.columns] == [
        ("岗位", Fate.SAME),
        ("工资（元/日）", Fate.CHANGED),
        ("补贴（元）", Fate.REMOVED),
        ("奖金（元）", Fate.ADDED),
    ]
    assert rows(compared) == ["冲压|[-4200-] [+200+]|[-100-]|[+300+]"]


def test_rows_that_only_two_columns_tell_apart_find_each_other() -> None:
    fees = ("距离费", "不超过3公里", "4.50"), ("距离费", "超过3公里", "6.00")
    old = OldTable(1, ("费用", "情形", "金额"), fees)
    new = OldTable(1, ("费用", "情形", "金额"), (fees[0], ("距离费", "超过3公里", "6.50")))
    sides = [Side.from_paragraphs("", [heading("附件1", "费用表")], [one]) for one in (old, new)]

    found = compare(*sides)

    assert rows(table(found)) == ["距离费|超过3公里|[-6.00-] [+6.50+]"]
    assert found.figures[0].what == "距离费·超过3公里·金额"
