"""Whatever is left out, moved or reordered: numbers, references and contents are right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.assemble import (
    Choices,
    ClauseChoice,
    Rewording,
    assemble,
    offered_clauses,
)
from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Blank,
    Block,
    Chapter,
    Contents,
    CrossReference,
    Document,
    Item,
    Prose,
    Reference,
    inlines,
    plain,
)
from negotiator_desk.drafting.clauses import Clause
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.fragments import references, resolve, stray_marks
from negotiator_desk.drafting.library import load_plan, wordings
from negotiator_desk.drafting.numbering import article_number, chapter_number, item_number
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.wording import MainContract, TextChapter, TextClause
from tests.drafting.samples import SAMPLES, couriers, issue
from tests.drafting.wordings import clause, text_of

Kind = tuple[Snapshot, Choices]


def assert_well_numbered(document: Document) -> None:
    """Numbers run from one without gaps, and every reference prints its target's."""
    chapters = [block for block in document.blocks if isinstance(block, Chapter)]
    articles = [block for block in document.blocks if isinstance(block, Article)]
    assert [one.number for one in chapters] == [
        chapter_number(place) for place in range(1, len(chapters) + 1)
    ]
    assert [one.number for one in articles] == [
        article_number(place) for place in range(1, len(articles) + 1)
    ]
    items = 0
    for block in document.blocks:
        if isinstance(block, Article | Chapter):
            items = 0
        if isinstance(block, Item):
            items += 1
            assert block.number == item_number(items)
    numbers = {one.clause: one.number for one in articles}
    for part in inlines(document.blocks):
        if isinstance(part, CrossReference):
            assert part.text == numbers[part.target]


def assert_contents_right(document: Document) -> None:
    """The list of contents names every chapter and annex in order, where there is one."""
    if not any(isinstance(block, Contents) for block in document.blocks):
        return
    lines = plain_text(document).splitlines()
    headings = [
        f"{block.number}　{block.title}"
        for block in document.blocks
        if isinstance(block, Chapter | Annex)
    ]
    start = lines.index("目录") + 1
    assert lines[start : start + len(headings)] == headings
    assert lines[start + len(headings)] == ""


def dead_references(document: Document) -> list[str]:
    return [
        part.name
        for part in inlines(document.blocks)
        if isinstance(part, Blank) and part.name.startswith("@")
    ]


@st.composite
def chosen(draw: st.DrawFn) -> Kind:
    """A sample, of any kind of contract, with clauses left out, taken in and moved about."""
    snapshot = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]()
    snapshot = replace(
        snapshot,
        contract_kind=draw(st.sampled_from(ContractKind)),
        kind=draw(st.sampled_from(CaseKind)),
        jurisdiction=draw(st.sampled_from(["ningbo", "national"])),
    )
    main = MainContract("集体合同", date(2026, 1, 5)) if draw(st.booleans()) else None
    base = Choices(main_contract=main)
    chapters = [chapter.key for chapter in load_plan(snapshot.contract_kind).chapters]
    offered = offered_clauses(snapshot, base)
    places = draw(st.lists(st.sampled_from(offered), max_size=25))
    clauses = {
        one.text.place: ClauseChoice(
            is_included=draw(st.sampled_from([None, True, False])),
            position=draw(st.none() | st.integers(0, 9)),
            chapter=draw(st.just("") | st.sampled_from(chapters)),
            variant=draw(
                st.sampled_from(["", *(v.key for v in (one.clause.variants if one.clause else ()))])
            ),
        )
        for one in places
    }
    return snapshot, replace(base, clauses=clauses)


@settings(max_examples=150, deadline=None)
@given(chosen())
def test_clauses_left_out_and_moved_leave_no_gap_and_no_dead_reference(kind: Kind) -> None:
    snapshot, choices = kind
    document = compose(replace(snapshot, text=assemble(snapshot, choices)))
    assert_well_numbered(document)
    assert_contents_right(document)
    assert dead_references(document) == []
    assert "⟦" not in plain_text(document)


@settings(max_examples=100, deadline=None)
@given(chosen(), st.data())
def test_any_clause_at_all_may_go_or_change_its_place(kind: Kind, data: st.DataObject) -> None:
    snapshot, choices = kind
    text = assemble(snapshot, choices)
    kept = data.draw(st.lists(st.sampled_from(text.clauses), unique_by=lambda one: one.place))
    document = compose(replace(snapshot, text=replace(text, clauses=tuple(kept))))
    assert_well_numbered(document)
    assert_contents_right(document)
    there = {clause.key for clause in kept}
    assert there.isdisjoint(name.removeprefix("@") for name in dead_references(document))
    articles = [block.clause for block in document.blocks if isinstance(block, Article)]
    assert sorted(articles) == sorted(clause.place for clause in kept)


def sure(clause: Clause, target: Clause) -> bool:
    """Whether a clause stands wherever another one does that is in the same contract."""
    if target.is_optional or not set(target.when) <= set(clause.when):
        return False
    return target.each is None or target.each is clause.each


@pytest.mark.parametrize("kind", ContractKind)
def test_a_wording_asks_first_for_every_clause_that_may_not_be_there(kind: ContractKind) -> None:
    clauses = {
        clause.key: clause for chapter in load_plan(kind).chapters for clause in chapter.clauses
    }
    loose = [
        (clause.key, key)
        for clause in clauses.values()
        for wording in wordings(clause)
        for key, asked in references(wording)
        if not asked and not (key in clauses and sure(clause, clauses[key]))
    ]
    assert loose == []


def composed(*clauses: TextClause, snapshot: Snapshot | None = None) -> Document:
    return compose(replace(snapshot or couriers(), text=text_of(*clauses)))


def lines(document: Document) -> list[str]:
    return [
        plain(block.content)
        for block in document.blocks
        if isinstance(block, Article | Item | Prose)
    ]


def test_a_part_goes_with_the_clause_that_it_is_about() -> None:
    pay = clause("pay", "按月支付⟦?late⟧，迟延的依照⟦@late⟧处理⟦/late⟧⟦!late⟧，不得迟延⟦/late⟧。")
    late = clause("late", "迟延的，加付赔偿金。", chapter="two")
    assert "按月支付，迟延的依照第二条处理。" in lines(composed(pay, late))
    assert "按月支付，不得迟延。" in lines(composed(pay))


def test_items_are_numbered_anew_when_a_part_takes_one_of_them_away() -> None:
    pay = clause("pay", "包括：\n- 工资；\n⟦?late⟧- 依照⟦@late⟧的赔偿金；⟦/late⟧\n- 津贴。")
    found = [block for block in composed(pay).blocks if isinstance(block, Item)]
    assert [(one.number, plain(one.content)) for one in found] == [
        ("（一）", "工资；"),
        ("（二）", "津贴。"),
    ]


def test_a_reference_without_target_is_an_open_blank() -> None:
    document = composed(clause("pay", "依照⟦@late⟧处理。"))
    assert [part for part in inlines(document.blocks) if isinstance(part, Blank)] == [
        Blank("pay", "@late")
    ]


def test_what_a_user_types_between_marks_prints_between_marks_that_fonts_have() -> None:
    document = composed(clause("pay", "⟦?nothing⟧ ⟦/other⟧ ⟦不存在⟧"))
    assert "〚?nothing〛 〚/other〛 〚不存在〛" in lines(document)


def test_a_repeated_clause_refers_to_the_one_of_its_own_issue() -> None:
    terms = couriers().issues[0].terms
    snapshot = replace(couriers(), issues=(issue(1, "甲", terms), issue(2, "乙", terms)))
    document = composed(
        clause("prices", "单价。", number=1),
        clause("prices", "单价。", number=2),
        clause("quota", "定额。", number=2),
        clause("records", "见⟦@prices⟧⟦?quota⟧和⟦@quota⟧⟦/quota⟧。", number=1),
        clause("records", "见⟦@prices⟧⟦?quota⟧和⟦@quota⟧⟦/quota⟧。", number=2),
        clause("closing", "见⟦@prices⟧。", chapter="two"),
        snapshot=snapshot,
    )
    assert lines(document)[-3:] == ["见第一条。", "见第二条和第三条。", "见第一条。"]


KEYS = st.sampled_from(["a", "b", "c"])
PIECES = st.recursive(
    st.sampled_from(["文", "⟦@a⟧", "⟦字段⟧", "\n", "- "]),
    lambda inner: st.tuples(st.sampled_from("?!"), KEYS, st.lists(inner, max_size=3)).map(
        lambda part: (
            f"⟦{part[0]}{part[1]}⟧{''.join(part[2])}⟦/{part[1]}⟧"
            if f"{part[1]}⟧" not in "".join(part[2])
            else "".join(part[2])
        )
    ),
    max_leaves=8,
)


@given(st.lists(PIECES).map("".join), st.sets(KEYS))
def test_parts_that_are_closed_leave_no_marks_behind(text: str, there: set[str]) -> None:
    assert stray_marks(text) == ()
    found = resolve(text, there.__contains__)
    assert not any(mark in found for mark in ("⟦?", "⟦!", "⟦/"))


def test_marks_without_counterpart_are_found() -> None:
    assert stray_marks("⟦?a⟧甲⟦/a⟧⟦?b⟧乙") == ("⟦?b⟧",)
    assert stray_marks("⟦?a⟧⟦!b⟧甲⟦/b⟧⟦/a⟧⟦/c⟧") == ("⟦/c⟧",)


def test_references_say_whether_the_wording_asked_first() -> None:
    text = "⟦@a⟧⟦?b⟧⟦@b⟧⟦@c⟧⟦!c⟧⟦@c⟧⟦/c⟧⟦/b⟧⟦@b⟧"
    assert list(references(text)) == [
        ("a", False),
        ("b", True),
        ("b", True),
        ("c", False),
        ("c", True),
        ("c", False),
        ("b", False),
    ]


def of_kind(blocks: Iterable[Block], kind: type) -> list[Block]:
    return [block for block in blocks if isinstance(block, kind)]


@pytest.mark.parametrize(
    ("chapters", "annexes", "has_list"), [(8, 1, False), (9, 1, True), (1, 2, True)]
)
def test_a_long_contract_has_a_list_of_contents(
    chapters: int, annexes: int, has_list: bool
) -> None:
    terms = couriers().issues[0].terms
    issues = tuple(issue(place, f"议题{place}", terms) for place in range(1, annexes + 1))
    text = replace(
        text_of(*(clause(f"c{place}", "文。", chapter=f"{place}") for place in range(chapters))),
        chapters=tuple(TextChapter(f"{place}", "章", "") for place in range(chapters)),
    )
    document = compose(replace(couriers(), issues=issues, text=text))
    assert bool(of_kind(document.blocks, Contents)) is has_list


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_a_special_contract_names_the_one_it_belongs_to(make: Callable[[], Snapshot]) -> None:
    snapshot = make()

    def heads(main: MainContract | None) -> list[str]:
        text = assemble(snapshot, Choices(main_contract=main))
        document = compose(replace(snapshot, text=text))
        return [block.text for block in document.blocks if isinstance(block, Reference)]

    assert heads(None) == [f"编号：{snapshot.case_number}"]
    for title in ("甬江公司集体合同", "《甬江公司集体合同》"):
        named = heads(MainContract(title, date(2026, 1, 5)))
        assert named[1:] == ["主合同：《甬江公司集体合同》（2026年1月5日签订）"]
    assert heads(MainContract("集体合同", None))[1:] == ["主合同：《集体合同》"]


def test_a_reworded_clause_may_refer_to_others_and_ask_for_them() -> None:
    snapshot = couriers()
    words = Rewording(
        "", "", "期限依照⟦@scope⟧；⟦?nothing⟧无⟦/nothing⟧⟦!nothing⟧完⟦/nothing⟧。", ""
    )
    choices = Choices(clauses={"term": ClauseChoice(rewording=words)})
    document = compose(replace(snapshot, text=assemble(snapshot, choices)))
    number = next(
        b.number for b in document.blocks if isinstance(b, Article) and b.clause == "scope"
    )
    assert f"期限依照{number}；完。" in lines(document)
