"""Texts as spans of bytes give what Python texts would give."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.pay import spans
from negotiator_desk.pay.spans import Spans, renumbered

TEXTS = st.lists(
    st.one_of(
        st.sampled_from([b"", b"a", b"b", b"ab", b"a\0", b"12345678", b"123456789", b"1234567x"]),
        st.binary(max_size=30),
    ),
    max_size=40,
)


def scattered(texts: Sequence[bytes]) -> Spans:
    """Return spans of texts that stand in a block with other bytes between them."""
    block, starts = bytearray(), []
    for text in texts:
        block += b"#"
        starts.append(len(block))
        block += text
    return Spans(
        np.frombuffer(bytes(block), dtype=np.uint8),
        np.array(starts, dtype=np.int64),
        np.array([len(text) for text in texts], dtype=np.int64),
    )


def first_appearances(texts: Sequence[bytes]) -> tuple[list[int], list[int]]:
    known: dict[bytes, int] = {}
    codes = [known.setdefault(text, len(known)) for text in texts]
    return codes, [texts.index(text) for text in known]


@given(TEXTS)
def test_the_same_text_gets_the_same_number_as_it_first_appears(texts: list[bytes]) -> None:
    codes, firsts = scattered(texts).distinct()

    assert (codes.tolist(), firsts.tolist()) == first_appearances(texts)


@given(TEXTS)
def test_texts_with_one_mark_are_told_apart_too(texts: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "_FACTOR", np.uint64(0))

        codes, firsts = scattered(texts).distinct()
        are_distinct = scattered(texts).are_distinct()

    assert (codes.tolist(), firsts.tolist()) == first_appearances(texts)
    assert are_distinct == (len(set(texts)) == len(texts))


@given(TEXTS)
def test_texts_are_distinct_when_none_comes_twice(texts: list[bytes]) -> None:
    assert scattered(texts).are_distinct() == (len(set(texts)) == len(texts))


@given(TEXTS)
def test_texts_come_back_one_by_one_and_joined(texts: list[bytes]) -> None:
    for held in (scattered(texts), Spans.of(texts)):
        assert list(held.texts()) == texts
        assert held.joined() == b"".join(text + b"\n" for text in texts)


@given(TEXTS, TEXTS)
def test_texts_of_two_blocks_follow_one_another(texts: list[bytes], others: list[bytes]) -> None:
    together = scattered(texts).followed_by(scattered(others))

    assert list(together.texts()) == texts + others


@given(TEXTS, st.integers(0, 3))
def test_a_word_is_eight_bytes_and_nothing_beyond_the_end(texts: list[bytes], number: int) -> None:
    words = scattered(texts).word(number)

    expected = [text[8 * number : 8 * number + 8] for text in texts]
    assert words.tolist() == [int.from_bytes(one, "little") for one in expected]


@given(TEXTS)
def test_visible_ascii_has_neither_spaces_nor_controls(texts: list[bytes]) -> None:
    visible = [all(0x21 <= octet <= 0x7E for octet in text) for text in texts]

    assert scattered(texts).are_visible_ascii().tolist() == visible


@given(TEXTS, st.data())
def test_every_place_of_a_text_is_found(texts: list[bytes], data: st.DataObject) -> None:
    wanted = data.draw(st.sampled_from([text for text in texts if text] or [b"x"]))

    places = [place for place, text in enumerate(texts) if text == wanted]
    assert scattered(texts).find(wanted).tolist() == places


@given(st.lists(st.integers(-1, 9), max_size=30))
def test_codes_are_numbered_anew_as_they_first_appear(codes: list[int]) -> None:
    new, old = renumbered(np.array(codes, dtype=np.int64), 10)

    order = list(dict.fromkeys(code for code in codes if code >= 0))
    assert old.tolist() == order
    assert new.tolist() == [order.index(code) if code >= 0 else -1 for code in codes]
