"""Errors of the smallest unit, put into the printed text one at a time, are all found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.bilingual import compose_bilingual
from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.reconcile import Fault, reconcile
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.wording import ContractLanguage
from tests.drafting.samples import SAMPLES
from tests.drafting.seeds import (
    Alter,
    Spot,
    as_text,
    figure_spots,
    in_place,
    neighbours,
    slips,
    spots,
    swapped,
    with_part,
)

CONTRACTS: dict[str, tuple[Snapshot, Document]] = {
    name: (snapshot, compose(snapshot))
    for name, snapshot in ((name, make()) for name, make in SAMPLES.items())
}

# Sample, key, which of the figures of that key (prose and annexes in order), what is printed.
FIGURES = [
    ("couriers", "rate:同城·有电梯", 0, "0.9001"),
    ("couriers", "rate:同城·有电梯", 0, "0.8999"),
    ("couriers", "rate:同城·无电梯", 0, "1.1501"),
    ("couriers", "rate:省内·有电梯", 0, "1.0100"),
    ("couriers", "rate:省外·无电梯", 0, "1.3600"),
    ("couriers", "rate:写字楼", 0, "0.8726"),
    ("couriers", "rate:写字楼", 0, "0.8735"),
    ("couriers", "rate:自提柜", 0, "0.5400"),
    ("couriers", "rate:山区与海岛", 0, "2.5999"),
    ("couriers", "rate:大件（20千克以上）", 0, "6.5001"),
    ("couriers", "quota:同城·有电梯", 0, "181"),
    ("couriers", "quota:同城·无电梯", 0, "160"),
    ("couriers", "quota:写字楼", 0, "202"),
    ("couriers", "quota:山区与海岛", 0, "61"),
    ("couriers", "guarantee", 0, "3,500.01"),
    ("couriers", "guarantee", 0, "3,600.00"),
    ("couriers", "guarantee", 1, "叁仟伍佰零壹元整"),
    ("couriers", "guarantee", 1, "叁仟陆佰元整"),
    ("couriers", "guarantee", 2, "3,499.99"),
    ("couriers", "guarantee", 3, "叁仟伍佰元零壹分"),
    ("couriers", "overtime:0", 0, "150.1%"),
    ("couriers", "overtime:1", 0, "201%"),
    ("couriers", "overtime:2", 0, "299.9%"),
    ("couriers", "overtime:0", 1, "151%"),
    ("couriers", "value", 0, "300.01"),
    ("couriers", "text", 0, "遇台风、暴雨橙色预警时停止派件。"),
    ("delivery", "tier:0", 0, "18.1%"),
    ("delivery", "tier:1", 0, "20.01%"),
    ("delivery", "tier:2", 0, "22.4%"),
    ("delivery", "tier_end:0", 0, "30.01"),
    ("delivery", "tier_end:1", 0, "60.10"),
    ("delivery", "order_cap", 0, "27.1%"),
    ("delivery", "order_cap", 1, "26.9%"),
    ("delivery", "monthly_cap", 0, "25.5%"),
    ("delivery", "monthly_cap", 1, "24%"),
    ("delivery", "monthly_cap_orders", 0, "51"),
    ("delivery", "hourly_guarantee", 0, "25.01"),
    ("delivery", "hourly_guarantee", 1, "贰拾陆元整"),
    ("delivery", "hourly_guarantee", 2, "24.99"),
    ("delivery", "hourly_guarantee", 3, "贰拾伍元零壹分"),
    ("delivery", "monthly_guarantee", 0, "4,200.10"),
    ("delivery", "monthly_guarantee", 1, "肆仟叁佰元整"),
    ("delivery", "monthly_guarantee", 3, "肆仟贰佰元壹角整"),
    ("delivery", "deduction_limit", 0, "10.1%"),
    ("delivery", "deduction_limit", 1, "1%"),
    ("machinery", "cell:一档:学徒工", 0, "2,701"),
    ("machinery", "cell:一档:学徒工", 0, "2,700.01"),
    ("machinery", "cell:二档:高级工", 0, "4,160"),
    ("machinery", "cell:四档:首席技师", 0, "7,580"),
    ("machinery", "coefficient:优秀", 0, "1.1501"),
    ("machinery", "coefficient:待改进", 0, "0.91"),
    ("machinery", "allowance:skill:技师", 0, "600.01"),
    ("machinery", "allowance:honour:市级工匠", 0, "80.00"),
    ("machinery", "yearly:技术骨干持股分红", 0, "360,000.01"),
    ("machinery", "times:发明专利奖", 0, "7"),
    ("machinery", "post:冲压", 0, "三档"),
    ("machinery", "class:模具钳工", 0, "核心类"),
    ("machinery", "weight:0", 0, "1.21"),
    ("machinery", "level:3:2", 0, "11"),
    ("machinery", "least:三档", 0, "86"),
    ("machinery", "rating:2:0", 0, "3"),
    ("machinery", "points:焊接", 0, "80.01"),
    ("machinery", "value", 0, "6"),
]

# Sample, what the text says, what is printed instead: numbers of the clauses themselves.
PROSE = [
    ("couriers", "36小时", "37小时"),
    ("couriers", "百分之九十以上", "百分之八十以上"),
    ("couriers", "21.75天", "21.76天"),
    ("couriers", "20%", "20.1%"),
    ("couriers", "2027年4月30日", "2027年4月29日"),
    ("couriers", "十五个工作日", "十四个工作日"),
    ("delivery", "2028年5月31日", "2028年5月30日"),
    ("delivery", "附件1", "附件2"),
    ("machinery", "三年", "二年"),
]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_found_in_an_untouched_contract(name: str) -> None:
    snapshot, document = CONTRACTS[name]
    assert reconcile(document, snapshot) == ()


@pytest.mark.parametrize("alter", [in_place, as_text])
@pytest.mark.parametrize(("name", "key", "which", "wrong"), FIGURES)
def test_a_figure_that_says_something_else_is_found(
    name: str, key: str, which: int, wrong: str, alter: Alter
) -> None:
    snapshot, document = CONTRACTS[name]
    spot, figure = [one for one in figure_spots(document) if one[1].key == key][which]
    assert figure.text != wrong
    found = reconcile(with_part(document, spot, alter(figure, wrong)), snapshot)
    assert any(one.printed == wrong or wrong in one.printed for one in found)
    assert {one.fault for one in found} <= (
        {Fault.DIFFERS, Fault.UNREADABLE}
        if alter is in_place
        else {Fault.ALTERED, Fault.NOT_PRINTED}
    )


@pytest.mark.parametrize(("name", "right", "wrong"), PROSE)
def test_a_number_of_a_clauses_own_wording_is_found(name: str, right: str, wrong: str) -> None:
    snapshot, document = CONTRACTS[name]
    spot, text = next(
        (spot, part) for spot, part in spots(document) if isinstance(part, str) and right in part
    )
    changed = with_part(document, spot, text.replace(right, wrong, 1))
    assert [one.fault for one in reconcile(changed, snapshot)] == [Fault.ALTERED]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_figure_off_by_one_numeral_is_found(name: str) -> None:
    snapshot, document = CONTRACTS[name]
    for spot, figure in figure_spots(document):
        for wrong in slips(figure):
            for alter in (in_place, as_text):
                found = reconcile(with_part(document, spot, alter(figure, wrong)), snapshot)
                assert found, (figure, wrong, alter.__name__)


@pytest.mark.parametrize("name", SAMPLES)
def test_neighbouring_cells_that_were_swapped_are_found(name: str) -> None:
    snapshot, document = CONTRACTS[name]
    pairs = neighbours(document)
    assert len(pairs) >= 5
    for one, other in pairs:
        assert reconcile(swapped(document, one, other), snapshot), (one, other)
        assert reconcile(_swapped_as_text(document, one, other), snapshot), (one, other)


def test_a_wage_beside_another_band_is_misplaced_even_where_it_is_agreed() -> None:
    snapshot, document = CONTRACTS["machinery"]
    ours = {part.key: spot for spot, part in figure_spots(document)}
    changed = swapped(document, ours["cell:一档:技师"], ours["cell:二档:技师"])
    misplaced = [one.key for one in reconcile(changed, snapshot) if one.fault is Fault.MISPLACED]
    assert sorted(misplaced) == ["cell:一档:技师", "cell:二档:技师"]


@given(st.data())
def test_any_other_text_of_any_figure_is_found(data: st.DataObject) -> None:
    snapshot, document = CONTRACTS[data.draw(st.sampled_from(sorted(CONTRACTS)))]
    spot, figure = data.draw(st.sampled_from(figure_spots(document)))
    place = data.draw(st.integers(0, len(figure.text) - 1))
    other = data.draw(st.sampled_from("0123456789.,%零壹贰叁肆伍陆柒捌玖拾佰仟万元角分整一二"))
    wrong = figure.text[:place] + other + figure.text[place + 1 :]
    alter = data.draw(st.sampled_from([in_place, as_text]))
    assume(wrong != figure.text)
    assert reconcile(with_part(document, spot, alter(figure, wrong)), snapshot)


def _swapped_as_text(document: Document, one: Spot, other: Spot) -> Document:
    """Return a document in which the two texts stand in each other's place without their origin."""
    parts = dict(figure_spots(document))
    first, second = parts[one], parts[other]
    changed = with_part(document, one, second.text)
    return with_part(changed, other, first.text)


def test_the_fixed_list_is_long_enough() -> None:
    assert len(FIGURES) * 2 + len(PROSE) >= 130
    assert {key.partition(":")[0] for _name, key, _which, _wrong in FIGURES} >= {
        "rate",
        "quota",
        "guarantee",
        "tier",
        "cell",
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_both_languages_of_a_bilingual_contract_are_held_against_the_agreed_terms(
    name: str,
) -> None:
    snapshot, _document = CONTRACTS[name]
    choices = Choices(language=ContractLanguage.BILINGUAL)
    bilingual = replace(snapshot, text=assemble(snapshot, choices))
    document = compose_bilingual(bilingual)
    assert reconcile(document, bilingual) == ()
    for spot, figure in figure_spots(document):
        for wrong in slips(figure):
            for alter in (in_place, as_text):
                assert reconcile(with_part(document, spot, alter(figure, wrong)), bilingual)
