"""Lines before something that stays whole: what they lack is shared, and none of them gapes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator_desk.drafting.typeset.evening import LOOSEST, evened, is_mostly_latin
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.linebreak import BrokenLine, break_lines, legal_breaks
from negotiator_desk.drafting.typeset.setting import Measures, SetLine, set_paragraphs
from tests.drafting.mixed_text import random_text

SIZE = 16.0
WIDTH = 442.0
TERM = "第五条　本合同期限为一年，自2027年1月1日起至2027年12月31日止。"


def set_text(text: str, width: float = WIDTH) -> list[SetLine]:
    measures = Measures(width, first=2 * SIZE)
    return set_paragraphs([(Style.SERIF, text)], SIZE, measures, "")[0]


def tracking(line: SetLine) -> float:
    return max(piece.tracking for piece in line.pieces)


def solid(text: str, lines: list[BrokenLine]) -> str:
    return "".join(text[line.start : line.end] for line in lines).replace(" ", "")


def test_a_first_line_before_a_long_date_stands_short_and_is_not_stretched() -> None:
    lines = set_text(TERM)
    assert [line.text for line in lines] == [
        "第五条　本合同期限为一年，自2027年1月1日起至",
        "2027年12月31日止。",
    ]
    assert tracking(lines[0]) == 0
    assert lines[0].x + lines[0].width < WIDTH - 3 * SIZE


def test_a_further_line_before_a_long_date_takes_from_the_one_above() -> None:
    lines = set_text(f"双方确认下列事项均已经职工代表大会讨论通过并且公示，{TERM}")
    spacing = [tracking(line) for line in lines[:-1]]
    assert lines[-1].text.startswith("2027年12月31日")
    assert all(0 < one < 0.12 * SIZE for one in spacing)
    assert all(line.x + line.width == pytest.approx(WIDTH) for line in lines[:-1])


def test_a_paragraph_of_latin_letters_is_ragged_and_one_of_chinese_is_not() -> None:
    english = "Where your own contract gives you less, the collective contract applies. " * 3
    assert {tracking(line) for line in set_text(english)} == {0.0}
    chinese = set_text("本合同对用人单位和全体职工具有约束力，双方应当全面履行各自的义务。" * 3)
    assert chinese[0].x + chinese[0].width == pytest.approx(WIDTH)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ask the union: 宁波甬江样本精密机械有限公司工会委员会", False),
        ("Ask the union or its representatives: 宁波样本公司", True),
        ("编号YJT-2026-0001，第1版。", False),
        ("100 × 0.90 = 90.00", False),
        ("", False),
    ],
)
def test_a_paragraph_is_latin_by_its_letters(text: str, answer: bool) -> None:
    assert is_mostly_latin(text) is answer


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([90.0, 170.0, 310.0, 442.0]))
def test_sharing_keeps_the_rules_the_number_of_lines_and_the_measure(
    seed: int, width: float
) -> None:
    text = random_text(seed, most=60)
    offsets = [SIZE * index for index in range(len(text) + 1)]
    before = break_lines(text, offsets, width, width)
    after = evened(text, offsets, list(before), width, width, SIZE)
    allowed = legal_breaks(text)
    forced = {line.start for line in before if not allowed[line.start]}
    assert len(after) == len(before)
    assert all(allowed[line.start] or line.start in {0, *forced} for line in after)
    assert all(line.slack >= min(old.slack, 0) for line, old in zip(after, before, strict=True))
    assert solid(text, after) == text.replace(" ", "")


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([90.0, 170.0, 310.0, 442.0]))
def test_no_line_is_stretched_beyond_the_limit(seed: int, width: float) -> None:
    lines = set_text(random_text(seed, most=60), width)
    assert all(tracking(line) <= LOOSEST * SIZE + 1e-6 for line in lines)
