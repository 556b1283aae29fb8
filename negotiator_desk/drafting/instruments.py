"""Names of the laws and regulations that clauses rest on, and how a basis is cited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from negotiator_desk.drafting.clauses import Basis
from negotiator_desk.drafting.numbering import LARGEST, article_number
from negotiator_desk.paths import resource

VERIFIED = frozenset(("V1", "V2"))
"""Marks of a basis that was read; any other is no fact."""

MARKS = {
    "V1": "全文核对 V1",
    "V2": "摘录核对 V2",
    "V3": "仅见转载，引用前须核对 V3",
    "M": "凭记忆，未核对 M",
    "D": "推算得出，不是原文 D",
    "N": "未找到原文 N",
}
"""How far a basis was verified, in words; the marks are those of `Basis.mark`."""

_RANGE = re.compile(r"(\d+)(?:[–-](\d+))?")


@dataclass(frozen=True)
class Instrument:
    """A law, a regulation or an official paper.

    Attributes:
        key: Its short name, as `Basis.source` has it.
        name: In Chinese, with title marks where it is a title.
    """

    key: str
    name: str
    english: str


@cache
def load_instruments() -> Mapping[str, Instrument]:
    """Read `resources/clauses/instruments.toml`: instruments by their short names."""
    with resource("clauses", "instruments.toml").open("rb") as file:
        data = tomllib.load(file)
    return {
        item["key"]: Instrument(item["key"], item["name"], item["name_en"])
        for item in data["instrument"]
    }


def citation(basis: Basis) -> str:
    """Return a basis in Chinese, with how far it was verified.

    A source without a short name is its own name, such as the number of a circular.

    《集体合同规定》第二十五条至第二十六条（摘录核对 V2）
    """
    instrument = load_instruments().get(basis.source)
    name = basis.source if instrument is None else instrument.name
    mark = MARKS.get(basis.mark, f"未核对 {basis.mark}")
    return f"{name}{cited_article(basis.article)}（{mark}）"


def cited_article(article: str) -> str:
    """Return 第五十三条至第五十四条 for 53–54; what is no number is named by its heading."""
    parts = [part.strip() for part in article.split(",")]
    ranges = [_RANGE.fullmatch(part) for part in parts]
    if not all(ranges):
        return f"“{article}”部分" if article else ""
    return "、".join(_cited(match) for match in ranges if match is not None)


def _cited(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), match.group(2)
    if max(first, int(last or 0)) > LARGEST:
        return match.group(0)
    if last is None:
        return article_number(first)
    return f"{article_number(first)}至{article_number(int(last))}"
