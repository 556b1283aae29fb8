"""Two texts are the very same, or every line that differs is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.blocks import Change, Marked, plain
from negotiator_desk.drafting.compare_result import Fate
from negotiator_desk.drafting.compare_texts import TextDifference, text_differences

OLD = "集体合同\n\n第一条　每月十日前支付工资，遇节假日提前。\n第二条　高温津贴每月300元。\n签字"

_TEXTS = st.lists(st.sampled_from(("甲方", "乙方，", "第一条", "第二条", "300元", "", "　"))).map(
    "\n".join
)


def only(old: str, new: str) -> TextDifference:
    (difference,) = text_differences(old, new)
    return difference


def test_the_very_same_text_has_no_difference() -> None:
    assert text_differences(OLD, OLD) == ()


def test_one_changed_comma_shows() -> None:
    found = only(OLD, OLD.replace("工资，遇", "工资。遇"))
    assert (found.fate, found.number) == (Fate.CHANGED, 3)
    marked = [part for part in found.content if isinstance(part, Marked)]
    assert {part.change for part in marked} == {Change.DELETED, Change.INSERTED}


def test_a_changed_figure_is_marked_whole() -> None:
    found = only(OLD, OLD.replace("300元", "330元"))
    assert Marked("300元", Change.DELETED) in found.content
    assert Marked("330元", Change.INSERTED) in found.content


def test_another_number_of_a_reference_is_a_difference() -> None:
    assert only("按第二条执行", "按第三条执行").fate is Fate.CHANGED


def test_a_line_too_many_and_one_too_few_are_shown_with_their_numbers() -> None:
    added = only(OLD, OLD.replace("签字", "第三条　另行约定。\n签字"))
    assert (added.fate, added.number, added.new) == (Fate.ADDED, 5, "第三条　另行约定。")
    removed = only(OLD, OLD.replace("第二条　高温津贴每月300元。\n", ""))
    assert (removed.fate, removed.number) == (Fate.REMOVED, 4)
    assert plain(removed.content) == "第二条　高温津贴每月300元。"


def test_one_more_blank_is_a_difference() -> None:
    assert only("甲方 签字", "甲方  签字").fate is Fate.CHANGED


@given(_TEXTS, _TEXTS)
def test_no_difference_means_the_very_same(old: str, new: str) -> None:
    assert (old == new) == (text_differences(old, new) == ())


@given(_TEXTS, _TEXTS)
def test_what_is_shown_as_changed_is_what_changed(old: str, new: str) -> None:
    for one in text_differences(old, new):
        assert any(isinstance(part, Marked) for part in one.content)
        lines = (old if one.fate is Fate.REMOVED else new).split("\n")
        assert lines[one.number - 1] == (one.old if one.fate is Fate.REMOVED else one.new)
