import random
import re
from itertools import accumulate

import pytest

from negotiator_desk.drafting.typeset.fonts import Style, first_face
from negotiator_desk.drafting.typeset.linebreak import (
    NO_END,
    NO_START,
    BrokenLine,
    break_lines,
    legal_breaks,
)

SIZE = 10.5
WORDS = [
    "劳动者", "用人单位", "集体合同", "计件单价", "应当", "不得", "协商一致", "的", "和", "工资",
    "甬江", "快递", "《中华人民共和国劳动法》", "（试行）", "“抽成”", "2026年11月22日", "3月5日",
    "3,500.00元", "￥1,409.50", "22.5%", "150％", "NB-W", "YJT-2026-0001", "91330206MA2XXXXXX5",
    "GB/T", "9704", "第十二条", "附件1", "——", "……", "·", "abc", "e.g.", "e@x.cn", "8小时", "℃",
]  # fmt: skip
MARKS = ["，", "。", "、", "；", "：", "？", "！", "）", "（", "《", "》", " ", "”", "“", "％"]
WHOLE = re.compile(
    r"[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[￥¥]?[0-9][0-9,.]*[0-9]元?|[A-Z]{2,}[-0-9A-Z]+|第十二条|附件1"
)


def _offsets(text: str) -> list[float]:
    widths = first_face(Style.SERIF).widths
    scale = SIZE / 1000
    return [w * scale for w in accumulate((widths[c] for c in text), initial=0)]


def _lines(text: str, measure: float) -> list[BrokenLine]:
    return break_lines(text, _offsets(text), measure, measure)


def _random_text(generator: random.Random) -> str:
    parts: list[str] = []
    for _word in range(generator.randint(5, 120)):
        word = generator.choice(WORDS)
        if parts and parts[-1][-1:].isascii() and word[0].isascii():
            parts.append("与")  # two codes in a row would be one code
        parts.append(word)
        if generator.random() < 0.35:
            parts.append(generator.choice(MARKS))
    return "".join(parts)


def _air(text: str, line: BrokenLine, offsets: list[float]) -> float:
    """Half the width of a full-width mark at a line's end is air, and may stand in the margin."""
    if text[line.end - 1] in "，。、；：）》】」』〕〉〗":
        return (offsets[line.end] - offsets[line.end - 1]) / 2
    return 0.0


def _forced(text: str, line: BrokenLine, allowed: bytearray) -> bool:
    """Whether no legal break lay inside the line, so that it had to end anywhere."""
    return not any(allowed[line.start + 1 : line.end])


def test_random_text_keeps_every_rule_in_wide_and_narrow_measures() -> None:
    generator = random.Random(5)
    lines_seen = faults = over = split = forced_wide = 0
    while lines_seen < 20_000:
        text = _random_text(generator).strip()
        if not text:
            continue
        measure = generator.choice([SIZE * n for n in (4, 6, 9, 14, 28, 40)])
        offsets = _offsets(text)
        allowed = legal_breaks(text)
        lines = _lines(text, measure)
        starts = {line.start for line in lines[1:]}
        atoms = [match.span() for match in WHOLE.finditer(text)]
        for line in lines:
            lines_seen += 1
            width = offsets[line.end] - offsets[line.start]
            over += width - _air(text, line, offsets) > measure + 1e-6
            must = _forced(text, line, allowed)
            forced_wide += (
                must and not line.is_last and measure > 20 * SIZE and not allowed[line.end]
            )
            if not must and not line.is_last:
                following = text[line.end :].lstrip(" ")
                faults += following[0] in NO_START or text[line.end - 1] in NO_END
        for start, end in atoms:
            left = max((index for index in range(start + 1) if allowed[index]), default=0)
            right = min(index for index in range(end, len(text) + 1) if allowed[index])
            if offsets[right] - offsets[left] <= measure:  # with the marks that cling to it
                split += any(start < index < end for index in starts)
    assert (faults, over, split, forced_wide) == (0, 0, 0, 0)


def test_no_character_is_lost_but_spaces_at_breaks() -> None:
    generator = random.Random(6)
    for _round in range(500):
        text = _random_text(generator).strip()
        lines = _lines(text, 12 * SIZE)
        joined = "".join(text[line.start : line.end] for line in lines)
        assert joined.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300,
        "https://example.invalid/" + "very-long-path/" * 20,
        "，" * 80,
        "（" * 80,
        "9" * 100,
        "“" + "A" * 90 + "”",
    ],
)
@pytest.mark.parametrize("ems", [1, 3, 10])
def test_what_cannot_be_broken_still_stays_within_the_margin(text: str, ems: int) -> None:
    offsets = _offsets(text)
    lines = _lines(text, ems * SIZE)
    assert all(
        offsets[line.end] - offsets[line.start] - _air(text, line, offsets) <= ems * SIZE + 1e-6
        for line in lines
    )
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]


def test_a_long_address_breaks_after_its_marks() -> None:
    text = "甲：https://example.invalid/abcdefgh/ijklmnop"
    lines = [text[line.start : line.end] for line in _lines(text, 9 * SIZE)]
    assert lines == ["甲：", "https://example.", "invalid/abcdefgh/", "ijklmnop"]


def test_a_closing_mark_is_squeezed_into_the_line_rather_than_pushing_a_word_down() -> None:
    text = "甬" * 10 + "，" + "江" * 3
    first = _lines(text, 10.5 * SIZE)[0]
    assert (first.start, first.end, first.slack) == (0, 11, 0.0)


def test_a_number_stays_with_its_unit_and_a_date_stays_whole() -> None:
    for text in ("共3,500.00元", "自2026年11月22日", "照第十二条", "见附件1", "遇——", "码MA2XK5A"):
        allowed = legal_breaks(text)
        assert not any(allowed[2:-1]), text
        assert allowed[-1]


def test_a_single_character_wider_than_the_measure_stands_alone() -> None:
    lines = _lines("甬江", SIZE / 2)
    assert [(line.start, line.end) for line in lines] == [(0, 1), (1, 2)]


def test_a_last_line_of_one_character_is_given_another() -> None:
    text = "甬" * 20 + "江。"
    lines = [text[line.start : line.end] for line in _lines(text, 20 * SIZE)]
    assert lines == ["甬" * 19, "甬江。"]


def test_a_line_that_gives_company_to_a_last_character_stays_within_its_measure() -> None:
    # The first line would end with a mark whose air hangs over the edge.
    text = "甲乙丙丁戊己庚辛壬癸子丑寅卯，辰。"
    offsets = [10.0 * index for index in range(len(text) + 1)]
    for measure in (145.0, 147.0, 150.0):
        lines = break_lines(text, offsets, measure, measure)
        for line in lines[:-1]:
            width = offsets[line.end] - offsets[line.start]
            air = 5.0 if text[line.end - 1] in "，。" else 0.0
            assert width + line.slack <= measure + air + 0.01
