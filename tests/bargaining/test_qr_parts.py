"""Parts of a message come together in any order, and never to another message."""

from __future__ import annotations

import contextlib
import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.bargaining.exchange import Message, TextBody
from negotiator_desk.bargaining.qr_parts import Gathering, parts_of
from negotiator_desk.bargaining.sealed import SealRefused, fingerprint_of, spoken
from tests.bargaining.messages import message, messages, wording

LONG = message(wording())
PARTS = parts_of(LONG)


def gathered(lines: list[str]) -> Gathering:
    found = Gathering()
    for line in lines:
        found = found.with_line(line)
    return found


@given(messages(), st.randoms())
def test_parts_come_in_any_order_and_twice(sent: Message, chance: Random) -> None:
    parts = [*parts_of(sent), *parts_of(sent)]
    chance.shuffle(parts)
    found = gathered(parts)
    assert found.is_whole
    assert found.message() == sent


def test_what_is_missing_is_counted() -> None:
    found = gathered([PARTS[2], PARTS[0]])
    assert found.total == len(PARTS) > 5
    assert (len(found.payloads), found.missing[:3]) == (2, (2, 4, 5))
    assert not found.is_whole
    assert Gathering().missing == ()
    assert not Gathering().is_whole


def test_a_part_has_only_letters_that_qr_codes_hold_densely() -> None:
    for number, part in enumerate(PARTS, start=1):
        assert re.fullmatch(r"[0-9A-Z/]{1,734}", part)
        assert part.startswith(f"ND1/{number}/{len(PARTS)}/")
    assert spoken(fingerprint_of(LONG)).replace("-", "") in PARTS[0]


def test_parts_are_about_equally_long() -> None:
    assert max(map(len, PARTS)) - min(map(len, PARTS)) < 40


def test_small_and_wide_letters_and_blanks_are_no_change() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in PARTS[1])
    typed = [PARTS[0].lower(), wide, *(f" {part}\r\n" for part in PARTS[2:])]
    assert gathered(typed).message() == LONG


@given(st.data())
def test_one_changed_character_of_a_part_is_refused_or_changes_nothing(
    data: st.DataObject,
) -> None:
    which = data.draw(st.integers(0, len(PARTS) - 1), label="part")
    part = PARTS[which]
    place = data.draw(st.integers(0, len(part)), label="place")
    letter = data.draw(
        st.characters(codec="utf-8") | st.sampled_from("0123456789ABCDEFGHZ/ ="), label="letter"
    )
    match data.draw(st.sampled_from(("put instead", "insert", "delete")), label="how"):
        case "put instead":
            part = part[:place] + letter + part[place + 1 :]
        case "insert":
            part = part[:place] + letter + part[place:]
        case _:
            part = part[:place] + part[place + 1 :]
    others = [one for number, one in enumerate(PARTS) if number != which]
    with contextlib.suppress(SealRefused):
        assert gathered([*others, part]).message() == LONG


def test_every_single_character_of_a_part_is_guarded() -> None:
    part = PARTS[0]
    for place, letter in enumerate(part):
        other = "3" if letter == "2" else "2"
        with pytest.raises(SealRefused):
            Gathering().with_line(part[:place] + other + part[place + 1 :])


def test_a_part_of_another_message_is_named_and_the_parts_so_far_stay() -> None:
    other = message(TextBody("合同", 1, "另一份"))
    found = gathered([PARTS[0]])
    with pytest.raises(SealRefused) as refused:
        found.with_line(parts_of(other)[0])
    assert spoken(fingerprint_of(other)) in str(refused.value)
    assert spoken(fingerprint_of(LONG)) in str(refused.value)
    assert gathered(list(PARTS)).message() == LONG


@pytest.mark.parametrize("line", ["", "hello", "https://example.com", "ND2/1/1", "ND1/" * 9999])
def test_something_else_is_no_part(line: str) -> None:
    with pytest.raises(SealRefused):
        Gathering().with_line(line)


def test_a_message_of_too_many_parts_says_to_save_it_as_a_file() -> None:
    noise = "".join(chr(0x4E00 + (n * n * 7919 + n * 104_729) % 20_000) for n in range(40_000))
    with pytest.raises(SealRefused, match="QR codes") as refused:
        parts_of(message(TextBody("合同", 1, noise)))
    assert "file" in refused.value.hint
