"""Parts that the tables of every annex are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator_desk.drafting.annexes_english import Labels
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

_ALIGNS = {"<": Align.LEFT, ">": Align.RIGHT, "^": Align.CENTRE}


def interval(
    say: Labels, figures: Figures, key: str, number: int, last: int, unit: str, *, places: int
) -> Content:
    """Return 超过30.00、不超过60.00 for the second of three tiers; in English too where asked.

    Args:
        unit: A label behind each number, or "".
    """
    chinese = _interval(str, figures, key, number, last, unit, places)
    if not say.is_bilingual:
        return chinese
    return (*chinese, " ", *_interval(say.english, figures, key, number, last, unit, places))


def _interval(
    word: Callable[[str], str],
    figures: Figures,
    key: str,
    number: int,
    last: int,
    unit: str,
    places: int,
) -> Content:
    behind = word(unit) if unit else ""
    parts: list[Inline] = []
    if number:
        parts += [word("超过"), *cell(figures, f"{key}:{number - 1}", places=places), behind]
    if number < last:
        before = f"{word('、')}{word('不超过')}" if number else word("不超过")
        parts += [before, *cell(figures, f"{key}:{number}", places=places), behind]
    return tuple(part for part in parts if part)


def guarantee_table(
    say: Labels, caption: str, figures: Figures, lines: tuple[tuple[str, str], ...]
) -> Iterator[Block]:
    """Yield a table of guaranteed amounts, by label and key, each in figures and in capitals."""
    yield Caption(caption)
    yield Grid(
        columns("<" + say("项目"), ">" + say("金额"), "<" + say("大写")),
        tuple(
            (
                (say(label),),
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


def worded_cell(say: Labels, figures: Figures, key: str) -> Content:
    """Return a table cell with an agreed word of ours, such as 计入; in English too if asked."""
    found = cell(figures, key, form=Form.WORDS)
    if not say.is_bilingual or key not in figures.values:
        return found
    return (*found, f" {say.english(str(figures.values[key]))}")


def columns(*heads: str) -> tuple[Column, ...]:
    """Return columns; heads begin with a mark: "<" sets cells left, ">" right, "^" centred."""
    return tuple(Column(head[1:], _ALIGNS[head[0]]) for head in heads)


def plain_row(*cells: str) -> tuple[Content, ...]:
    """Return a row of texts that are no agreed values."""
    return tuple((cell.strip(),) for cell in cells)
