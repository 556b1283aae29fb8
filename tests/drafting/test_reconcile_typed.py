"""Numbers that users typed are held against the agreed ones; ordinary numbers raise no alarm."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.drafting.assemble import Choices, ClauseChoice, Rewording, assemble
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.reconcile_typed import TypedKind, check_pairs, check_typed
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.pay.terms import NumberTerm, TextTerm
from tests.drafting.samples import SAMPLES, couriers, delivery, issue, machinery


def with_words(snapshot: Snapshot, text: str) -> Snapshot:
    """Return a snapshot in which a number and a text are agreed beside its first issue."""
    heat = issue(2, "高温季节饮料费", NumberTerm(Decimal("300.0000"), "元/月"))
    return replace(
        snapshot, issues=(snapshot.issues[0], heat, issue(3, "其他", TextTerm(text))), text=None
    )


def found(snapshot: Snapshot) -> list[tuple[TypedKind, str, str]]:
    return [(one.kind, one.text, one.expected) for one in check_typed(Composition(snapshot))]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_found_in_the_samples(name: str) -> None:
    assert found(SAMPLES[name]()) == []


@pytest.mark.parametrize(
    ("text", "kind", "typed", "agreed"),
    [
        ("同城·有电梯每件0.91元。", TypedKind.SLIP, "0.91元", "0.90元"),
        ("同城·有电梯每件9元。", TypedKind.SLIP, "9元", "0.90元"),
        ("同城·有电梯每件1.15元。", TypedKind.OTHER_VALUE, "1.15元", "0.90元"),
        ("写字楼每件0.8752元。", TypedKind.SLIP, "0.8752元", "0.8725元"),
        ("写字楼每班221件。", TypedKind.SLIP, "221件", "220件"),
        ("省外·无电梯每件一元三角六分。", TypedKind.SLIP, "一元三角六分", "1.35元"),
        ("大件（20千克以上）每件65元。", TypedKind.SLIP, "65元", "6.50元"),
        ("高温季节饮料费每月301元。", TypedKind.SLIP, "301元", "300元/月"),
        ("高温季节饮料费每月三百零一元。", TypedKind.SLIP, "三百零一元", "300元/月"),
        ("保底工资3,050.00元。", TypedKind.SLIP, "3,050.00元", "3,500.00元"),
        ("保底工资为叁仟伍佰零壹元整。", TypedKind.SLIP, "叁仟伍佰零壹元整", "3,500.00元"),
        ("每月不少于3,500.01元。", TypedKind.NEAR, "3,500.01元", "3,500.00元"),
        ("法定节假日按30%计发。", TypedKind.SLIP, "30%", "300%"),
        ("休息日按百分之二百零一计发。", TypedKind.SLIP, "百分之二百零一", "200%"),
    ],
)
def test_a_typed_number_that_misses_an_agreed_one_is_found(
    text: str, kind: TypedKind, typed: str, agreed: str
) -> None:
    assert found(with_words(couriers(), text)) == [(kind, typed, agreed)]


@pytest.mark.parametrize(
    "text",
    [
        "同城·有电梯每件0.90元，写字楼每件0.8725元，每班220件。",
        "高温季节饮料费三百元，保底工资3500元（叁仟伍佰元整）。",
        "同城·有电梯旺季每件另加0.20元。",
        "写字楼超过300件的部分，每件加付0.10元。",
        "大件（20千克以上）须两人作业。",
        "一年一次，每次两天，共4人，三十日内答复。",
        "在法定节假日，每件1元起。",
        "法定节假日按300%、休息日按百分之二百计发。",
    ],
)
def test_a_number_that_repeats_what_is_agreed_or_says_something_else_is_no_fault(text: str) -> None:
    assert found(with_words(couriers(), text)) == []


@pytest.mark.parametrize(
    ("make", "text", "typed"),
    [
        (delivery, "单笔抽成不超过27.1%。", "27.1%"),
        (delivery, "月平均抽成不超过百分之二点五。", "百分之二点五"),
        (delivery, "小时保障为25.01元。", "25.01元"),
        (machinery, "二档的高级工每月4,160元。", "4,160元"),
        (machinery, "技师津贴每月601元。", "601元"),
        (machinery, "发明专利奖每次1,500.01元。", "1,500.01元"),
    ],
)
def test_shares_and_wages_are_known_by_their_names(make: object, text: str, typed: str) -> None:
    assert callable(make)
    assert [one[:2] for one in found(with_words(make(), text))] == [(TypedKind.SLIP, typed)]


def test_a_figure_typed_over_a_field_is_found() -> None:
    snapshot = couriers()
    wording = "本人当月计件工资不足保底工资3,500.10元的，由用人单位补足。"
    choice = ClauseChoice(rewording=Rewording("保底", "", wording, ""))
    text = assemble(snapshot, Choices(clauses={"piece_guarantee#1": choice}))
    assert found(replace(snapshot, text=text)) == [(TypedKind.SLIP, "3,500.10元", "3,500.00元")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("3,500.00元（大写：人民币叁仟伍佰元整）", []),
        ("3,500.01元（大写：人民币叁仟伍佰元整）", [TypedKind.PAIR_DIFFERS]),
        ("3500元，大写人民币叁仟肆佰元", [TypedKind.PAIR_DIFFERS]),
        ("人民币（大写）叁仟伍佰元整（小写：¥3,500.00）", []),
        ("人民币（大写）叁仟伍佰元整（小写：¥3,600.00）", [TypedKind.PAIR_DIFFERS]),
        ("人民币叁仟伍佰圆正（3,500元）", []),
        ("叁伍佰元整", [TypedKind.CAPITALS_UNREADABLE]),
        ("三千五百元（3,600元）", [TypedKind.PAIR_DIFFERS]),
        ("30日（三十日）", []),
        ("30日（三十一日）", [TypedKind.PAIR_DIFFERS]),
        ("21%（百分之二十一）", []),
        ("21%（百分之二十二）", [TypedKind.PAIR_DIFFERS]),
        ("20元（十件）", []),
        ("25.00元（大写：人民币贰拾伍元整），30.00元（大写：人民币叁拾元整）", []),
        ("3万元以上、百万元以下", []),
    ],
)
def test_two_writings_of_one_number_agree(text: str, kinds: list[TypedKind]) -> None:
    assert [one.kind for one in check_pairs(text)] == kinds
