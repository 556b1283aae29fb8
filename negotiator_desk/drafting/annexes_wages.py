"""The tables of a wage grid: wages, posts, coefficients, allowances, yearly items, evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator_desk.drafting.annex_tables import captions, cell, columns, worded_cell
from negotiator_desk.drafting.annexes_english import Labels
from negotiator_desk.drafting.blocks import Block, Caption, Content, Form, Grid
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.values import Figures, decimals_needed, has_weights
from negotiator_desk.pay.terms import AllowanceGroup, JobEvaluation, WageGrid, YearlyKind

_ALLOWANCE_GROUPS = {
    AllowanceGroup.SKILL: "技术技能类津补贴",
    AllowanceGroup.EDUCATION: "学历提升类津补贴",
    AllowanceGroup.INNOVATION: "创新创造类成果奖励",
    AllowanceGroup.HONOUR: "荣誉类专项奖励",
}
_YEARLY_KINDS = {
    YearlyKind.AWARD: "一次性奖励",
    YearlyKind.DIVIDEND: "持股分红",
    YearlyKind.TECHNOLOGY: "技术要素参与分配",
}
_ACROSS = 8
"""Skill grades, levels or factors that fit beside each other; more stand in several tables."""

_Optional = list[tuple[str, Callable[[str], Content]]]


def wage_blocks(grid: WageGrid, figures: Figures, say: Labels) -> Iterator[Block]:
    """Yield the tables of a wage grid; what was not agreed has none."""
    numbers = captions()
    places = decimals_needed((amount for row in grid.cells for amount in row), 0)
    yield Caption(next(numbers) + say("能级工资标准（元/月）"))
    for start in range(0, len(grid.grades), _ACROSS):
        grades = grid.grades[start : start + _ACROSS]
        yield Grid(
            columns("^" + say("岗级"), *(f">{grade}" for grade in grades)),
            tuple(
                (
                    (band,),
                    *(cell(figures, f"cell:{band}:{grade}", places=places) for grade in grades),
                )
                for band in grid.bands
            ),
        )
    yield Caption(next(numbers) + say("岗位与岗级对应表"))
    yield _posts(grid, figures, say)
    if grid.coefficients:
        least = decimals_needed((factor for _mark, factor in grid.coefficients), 2)
        yield Caption(next(numbers) + say("绩效系数"))
        yield Grid(
            columns("<" + say("绩效考核结果"), ">" + say("绩效系数")),
            tuple(
                ((mark,), cell(figures, f"coefficient:{mark}", places=least))
                for mark, _factor in grid.coefficients
            ),
        )
    if grid.allowances:
        yield Caption(next(numbers) + say("津补贴与奖励（元/月）"))
        yield _allowances(grid, figures, say)
    if grid.yearly_items:
        yield Caption(next(numbers) + say("按年支付的奖励与分红"))
        yield _yearly_items(grid, figures, say)
    if grid.evaluation is not None:
        yield from _evaluation(grid, grid.evaluation, figures, numbers, say)


def _posts(grid: WageGrid, figures: Figures, say: Labels) -> Grid:
    optional: _Optional = []
    if grid.post_classes:
        optional.append(
            ("^" + say("岗位类别"), lambda post: worded_cell(say, figures, f"class:{post}"))
        )
    evaluation = grid.evaluation
    if evaluation is not None:
        least = decimals_needed((evaluation.points(post) for post, _ in evaluation.ratings), 0)
        optional.append(
            (">" + say("评价总分"), lambda post: cell(figures, f"points:{post}", places=least))
        )
    return Grid(
        columns(
            "^" + say("序号"),
            "<" + say("岗位"),
            *(head for head, _make in optional),
            "^" + say("岗级"),
        ),
        tuple(
            (
                (str(number),),
                (post,),
                *(make(post) for _head, make in optional),
                cell(figures, f"post:{post}", form=Form.WORDS),
            )
            for number, (post, _band) in enumerate(grid.post_bands, start=1)
        ),
    )


def _allowances(grid: WageGrid, figures: Figures, say: Labels) -> Grid:
    return Grid(
        columns("<" + say("类别"), "<" + say("适用对象"), ">" + say("标准（元/月）")),
        tuple(
            (
                (say(_ALLOWANCE_GROUPS[item.group]),),
                (item.key,),
                cell(figures, f"allowance:{item.group.value}:{item.key}"),
            )
            for item in sorted(
                grid.allowances, key=lambda item: list(AllowanceGroup).index(item.group)
            )
        ),
    )


def _yearly_items(grid: WageGrid, figures: Figures, say: Labels) -> Grid:
    return Grid(
        columns(
            "<" + say("类别"),
            "<" + say("项目"),
            ">" + say("每次金额（元）"),
            ">" + say("每年次数"),
        ),
        tuple(
            (
                (say(_YEARLY_KINDS[item.kind]),),
                (item.name,),
                cell(figures, f"yearly:{item.name}"),
                cell(figures, f"times:{item.name}", places=0),
            )
            for item in sorted(
                grid.yearly_items, key=lambda item: list(YearlyKind).index(item.kind)
            )
        ),
    )


def _evaluation(
    grid: WageGrid,
    evaluation: JobEvaluation,
    figures: Figures,
    numbers: Iterator[str],
    say: Labels,
) -> Iterator[Block]:
    """Yield how posts are rated, which points lead to which band, and how each post was rated."""
    yield Caption(next(numbers) + say("岗位评价要素与分值（分）"))
    yield from _factors(evaluation, figures, say)
    places = decimals_needed(iter(evaluation.band_points), 0)
    yield Caption(next(numbers) + say("岗级划分"))
    yield Grid(
        columns("^" + say("岗级"), ">" + say("最低分值（分）")),
        tuple(((band,), cell(figures, f"least:{band}", places=places)) for band in grid.bands),
    )
    caption = next(numbers) + say("岗位评价结果（所评等级）")
    for factors in _shares(len(evaluation.factors)):
        yield Caption(caption if 0 in factors else caption + say("（续）"))
        yield Grid(
            columns(
                "<" + say("岗位"),
                *("^" + evaluation.factors[place].name for place in factors),
            ),
            tuple(
                (
                    (post,),
                    *(cell(figures, f"rating:{row}:{place}", places=0) for place in factors),
                )
                for row, (post, _levels) in enumerate(evaluation.ratings)
            ),
        )


def _shares(count: int) -> list[range]:
    """Share places out over as few tables as hold them, as evenly as can be."""
    tables = -(-count // _ACROSS)
    share = -(-count // tables)
    return [range(start, min(start + share, count)) for start in range(0, count, share)]


def _factors(evaluation: JobEvaluation, figures: Figures, say: Labels) -> Iterator[Block]:
    factors = list(enumerate(evaluation.factors))
    optional: list[tuple[str, Callable[[int], Content]]] = []
    if has_weights(evaluation):
        least = decimals_needed((factor.weight for _place, factor in factors), 0)
        optional.append(
            (">" + say("权重"), lambda place: cell(figures, f"weight:{place}", places=least))
        )
    has_elements = any(factor.element for _place, factor in factors)
    most = max(len(factor.points) for _place, factor in factors)
    for start in range(1, most + 1, _ACROSS):
        levels = range(start, min(start + _ACROSS, most + 1))
        yield Grid(
            columns(
                *(("<" + say("评价要素"),) if has_elements else ()),
                "<" + say("评价因素"),
                *(head for head, _make in optional),
                *(
                    ">" + say("{level}级", level=chinese_number(level), number=str(level))
                    for level in levels
                ),
            ),
            tuple(
                (
                    *(((factor.element or "—",),) if has_elements else ()),
                    (factor.name,),
                    *(make(place) for _head, make in optional),
                    *(cell(figures, f"level:{place}:{level}", places=0) for level in levels),
                )
                for place, factor in factors
            ),
        )
