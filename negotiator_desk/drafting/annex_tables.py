"""Parts that the tables of every annex are made of."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.blocks import (
    Align,
    Block,
    Caption,
    Column,
    Content,
    Form,
    Grid,
    Inline,
)
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.values import Figures


def interval(
    figures: Figures, key: str, number: int, last: int, unit: str, *, places: int
) -> Content:
    """Return 超过30.00、不超过60.00 for the second of three tiers."""
    parts: list[Inline] = []
    if number:
        parts += ["超过", *cell(figures, f"{key}:{number - 1}", places=places), unit]
    if number < last:
        before = "、不超过" if number else "不超过"
        parts += [before, *cell(figures, f"{key}:{number}", places=places), unit]
    return tuple(part for part in parts if part)


def guarantee_table(
    caption: str, figures: Figures, lines: tuple[tuple[str, str], ...]
) -> Iterator[Block]:
    """Yield a table of guaranteed amounts, by label and key, each in figures and in capitals."""
    yield Caption(caption)
    yield Grid(
        columns("<项目", ">金额", "<大写"),
        tuple(
            (
                (label,),
                cell(figures, key),
                ("人民币", *cell(figures, key, form=Form.CAPITAL)),
            )
            for label, key in lines
        ),
    )


def captions() -> Iterator[str]:
    """Yield the ordinals of captions: 一、 then 二、 and so on."""
    return (f"{chinese_number(number)}、" for number in range(1, 100))


def cell(figures: Figures, key: str, *, form: Form = Form.AMOUNT, places: int = 2) -> Content:
    """Return a table cell with one agreed value, empty where the terms have none."""
    if key not in figures.values:
        return ("—",)
    return (figures.of(key, form, places=places),)


def columns(*heads: str) -> tuple[Column, ...]:
    """Return columns; a leading "<" sets a column's cells left, ">" right, else centred."""
    aligns = {"<": Align.LEFT, ">": Align.RIGHT}
    return tuple(Column(head.lstrip("<>"), aligns.get(head[0], Align.CENTRE)) for head in heads)


def plain_row(*cells: str) -> tuple[Content, ...]:
    """Return a row of texts that are no agreed values."""
    return tuple((cell.strip(),) for cell in cells)
