"""Comparing texts, for any text and any edit: nothing is lost, invented or shown twice."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_result import Comparison, Fate
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compare_units import UnitKind
from negotiator_desk.drafting.compare_words import tokens_of
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.numbering import article_number, item_number
from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.wording import Provenance, TextClause
from tests.drafting.redlines import marks, new_text, old_text
from tests.drafting.samples import SAMPLES

PHRASES = (
    "用人单位应当按月足额支付工资",
    "支付日遇法定休假日的",
    "提前在最近的工作日支付",
    "双方每年协商一次劳动定额",
    "计件单价不得低于上一年度的标准",
    "高温季节发给清凉饮料费300元/月",
    "自2026年5月1日起执行",
    "在十五个工作日内书面答复",
    "企业方负责人为张三",
    "每月休息不少于4天",
    "夜班津贴为每班12.50元",
    "大写：人民币叁仟伍佰元整",
    "女职工在孕期、产期、哺乳期的保护另行约定",
    "安全设施由企业方免费提供",
    "骑手可以在APP中查询每一单的收入",
    "扣款不得超过当月应得报酬的20%",
    "培训期间视为提供正常劳动",
    "《浙江省集体合同条例》第十二条规定的情形除外",
    "如有争议应当先行协商",
    "本条所称标准按税前计算",
    "every courier gets a rest area within 500 m",
    "年休假按照百分之三百的标准折算",
    "职工代表大会讨论通过后生效",
    "工会可以派人到现场了解情况",
)
Clause = tuple[str, ...]
"""An article's text, then its items."""

sentences = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4, unique=True).map(
    lambda parts: "，".join(parts) + "。"
)
clauses = st.lists(sentences, min_size=1, max_size=4).map(tuple)
texts = st.lists(clauses, min_size=1, max_size=7, unique=True)


def paragraphs(text: list[Clause]) -> list[OldParagraph]:
    found = []
    for number, clause in enumerate(text, start=1):
        found.append(OldParagraph(OldKind.ARTICLE, article_number(number), clause[0]))
        for place, one in enumerate(clause[1:], start=1):
            found.append(OldParagraph(OldKind.ITEM, item_number(place), one))
    return found


def compared(old: list[OldParagraph], new: list[OldParagraph]) -> Comparison:
    return compare(Side.from_paragraphs("原", old), Side.from_paragraphs("新", new))


def words_of(text: list[OldParagraph]) -> list[str]:
    return [one.text for one in text]


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Clause], list[Clause]]:
    """Return a text and what some random edits make of it."""
    old: list[Clause] = draw(texts)
    new = [list(clause) for clause in old]
    for _edit in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("insert", "delete", "move", "word", "split", "join", "items")))
        place = draw(st.integers(0, max(len(new) - 1, 0)))
        match kind:
            case "insert":
                new.insert(place, list(draw(clauses)))
            case "delete" if len(new) > 1:
                del new[place]
            case "move":
                new.insert(draw(st.integers(0, len(new) - 1)), new.pop(place))
            case "word":
                clause = new[place]
                line = draw(st.integers(0, len(clause) - 1))
                parts = clause[line].split("，")
                parts[draw(st.integers(0, len(parts) - 1))] = draw(st.sampled_from(PHRASES))
                clause[line] = "，".join(parts)
            case "split":
                clause = new[place]
                line = draw(st.integers(0, len(clause) - 1))
                cut = draw(st.integers(0, len(clause[line])))
                pieces = [clause[line][:cut], clause[line][cut:]]
                clause[line : line + 1] = [one for one in pieces if one] or [clause[line]]
            case "join" if len(new) > 1:
                place = min(place, len(new) - 2)
                new[place : place + 2] = [new[place] + new[place + 1]]
            case "items" if len(new[place]) > 2:
                new[place][1:3] = [new[place][1] + new[place][2]]
            case _:
                pass
    return old, [tuple(clause) for clause in new]


@given(edited())
@settings(max_examples=150, deadline=None)
def test_a_redline_gives_back_both_texts(
    texts: tuple[list[Clause], list[Clause]],
) -> None:
    old, new = paragraphs(texts[0]), paragraphs(texts[1])

    found = compared(old, new)

    assert new_text(found) == words_of(new)
    assert old_text(found) == words_of(old)


@given(texts)
@settings(max_examples=100, deadline=None)
def test_a_text_does_not_differ_from_itself(text: list[Clause]) -> None:
    found = compared(paragraphs(text), paragraphs(text))

    assert found.changes == ()
    assert found.figures == ()
    assert marks(found) == []


@given(texts, st.data())
@settings(max_examples=100, deadline=None)
def test_dividing_a_paragraph_marks_no_word(text: list[Clause], data: st.DataObject) -> None:
    old = paragraphs(text)
    place = data.draw(st.integers(0, len(old) - 1))
    tokens = tokens_of((old[place].text,), lambda _reference: "")
    assume(len(tokens) > 1)
    cut = sum(len(one.text) for one in tokens[: data.draw(st.integers(1, len(tokens) - 1))])
    first = replace(old[place], text=old[place].text[:cut])
    second = OldParagraph(OldKind.PROSE, "", old[place].text[cut:])
    new = [*old[:place], first, second, *old[place + 1 :]]

    for before, after in ((old, new), (new, old)):
        found = compared(before, after)

        assert marks(found) == []
        assert len(found.changes) == 1
        change = found.changes[0]
        assert change.is_divided if before is old else change.is_joined


@cache
def sample(name: str) -> Snapshot:
    snapshot = SAMPLES[name]()
    return replace(snapshot, text=Composition(snapshot).text)


@cache
def side(name: str) -> Side:
    return Side.from_snapshot(sample(name))


def with_clauses(snapshot: Snapshot, clauses: list[TextClause]) -> Side:
    assert snapshot.text is not None
    return Side.from_snapshot(
        replace(snapshot, text=replace(snapshot.text, clauses=tuple(clauses)))
    )


def changed_clauses(comparison: Comparison) -> list[tuple[Fate, bool, str]]:
    """Return what became of clauses; chapters that lost their last clause are left out."""
    return [
        (one.fate, one.is_moved, (one.new or one.old)[0].place)
        for one in comparison.changes
        if one.kind is not UnitKind.HEADING
    ]


@pytest.mark.parametrize("name", SAMPLES)
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_moving_any_clause_of_a_contract_is_one_move(name: str, data: st.DataObject) -> None:
    snapshot = sample(name)
    assert snapshot.text is not None
    clauses = list(snapshot.text.clauses)
    start = data.draw(st.integers(0, len(clauses) - 1))
    end = data.draw(st.integers(0, len(clauses) - 1).filter(lambda place: place != start))
    moved = clauses.pop(start)
    clauses.insert(end, replace(moved, chapter=clauses[end - 1 if end else 0].chapter))

    found = compare(side(name), with_clauses(snapshot, clauses))

    changes = changed_clauses(found)
    if found.units and [one.place for one in side(name).units] == [
        one.place for one in with_clauses(snapshot, clauses).units
    ]:
        assert changes == []
    else:
        assert [(fate, is_moved) for fate, is_moved, _place in changes] == [(Fate.SAME, True)]


@pytest.mark.parametrize("name", SAMPLES)
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_deleting_any_clause_of_a_contract_is_one_deletion(name: str, data: st.DataObject) -> None:
    snapshot = sample(name)
    assert snapshot.text is not None
    clauses = list(snapshot.text.clauses)
    place = data.draw(st.integers(0, len(clauses) - 1))
    clause = clauses.pop(place)
    # A clause that others name leaves other words behind in them.
    assume(not any(clause.key in one.text for one in clauses))
    shorter = with_clauses(snapshot, clauses)

    assert changed_clauses(compare(side(name), shorter)) == [(Fate.REMOVED, False, clause.place)]
    assert changed_clauses(compare(shorter, side(name))) == [(Fate.ADDED, False, clause.place)]


@pytest.mark.parametrize("name", SAMPLES)
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_inserting_a_clause_anywhere_is_one_insertion(name: str, data: st.DataObject) -> None:
    snapshot = sample(name)
    assert snapshot.text is not None
    clauses = list(snapshot.text.clauses)
    place = data.draw(st.integers(0, len(clauses) - 1))
    own = TextClause(
        key="own:1",
        chapter=clauses[place].chapter,
        title="休息站点",
        title_english="",
        text="企业方设立快递员休息站点，不少于20处，并于2026年12月31日前完成。",
        english="",
        provenance=Provenance.OWN,
        version=1,
    )

    found = compare(side(name), with_clauses(snapshot, [*clauses[:place], own, *clauses[place:]]))

    assert changed_clauses(found) == [(Fate.ADDED, False, "own:1")]
