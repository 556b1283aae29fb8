"""The packed dictionary of a column is the tuple of its texts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import texts as module
from negotiator_desk.pay.columns import Column, check_range
from negotiator_desk.pay.dataset import DatasetKind, fields
from negotiator_desk.pay.texts import Texts, is_fit, joined

NAME = next(item for item in fields(DatasetKind.ORDERS) if item.name == "name")
ONE_LINE = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8)
ALMOST_FIT = st.sampled_from(
    ["", " ", " a", "a ", "a b", "\u3000", "a\u00a0b", "e\u0301", "é", "\u0301", "a\x07", "\x85",
     "\u2028", "\ue000", "张三", "A" * 200, "A" * 201, "张" * 200, "张" * 201]
)  # fmt: skip


@given(st.lists(st.one_of(ONE_LINE, ALMOST_FIT), max_size=20), st.integers(1, 40))
def test_packed_texts_are_those_they_were_made_of(texts: list[str], piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PIECE", piece)
        packed = Texts(joined(texts))

        assert list(packed) == texts
        assert [packed[place] for place in range(len(packed))] == texts
        assert packed.are_distinct == (len(set(texts)) == len(texts))
        unfit = [text for text in texts if not is_fit(text)]
        found = packed.first_unfit()
    assert (found in unfit) if unfit else (found is None)


@pytest.mark.parametrize("content", [b"a", b"a\nb", b"\xff\n", b"a\n\xe5\xbc\n"])
def test_bytes_that_are_no_texts_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"without end|can't decode"):
        Texts(content)


@pytest.mark.parametrize("text", ["a ", "e\u0301", "a\x07", "", "a" * 201])
def test_a_column_may_not_have_an_unfit_text_in_either_form(text: str) -> None:
    for dictionary in ((text,), Texts(joined([text]))):
        with pytest.raises(InputError, match="Worker name"):
            check_range(Column(NAME, np.zeros(1, dtype=np.int64), dictionary))


def test_a_column_gives_its_texts_as_a_tuple() -> None:
    column = Column(NAME, np.array([0, 1, 0], dtype=np.int64), Texts(joined(["甲", "乙"])))

    assert column.texts == ("甲", "乙")
    assert [column.value(row) for row in range(3)] == ["甲", "乙", "甲"]
    assert column.is_canonical


@pytest.mark.parametrize(
    ("values", "texts"),
    [([0, 2], ["a", "b", "c"]), ([1, 0], ["a", "b"]), ([0, 0], ["a", "b"]), ([0, 1], ["a", "a"])],
)
def test_a_packed_dictionary_out_of_order_is_not_canonical(
    values: list[int], texts: list[str]
) -> None:
    column = Column(NAME, np.array(values, dtype=np.int64), Texts(joined(texts)))

    assert not column.is_canonical
