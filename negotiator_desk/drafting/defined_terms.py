"""Finds the terms that a contract defines: unused, defined twice, used without a definition.

Only what is written as a definition is taken for one, and only what is written as a defined term is
missed as one: a wrong alarm costs more trust than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.drafting.clauses import CLOSE, OPEN

_OPENING, _CLOSING = '“「『"', '”」』"'
_LETTER = f"[^{_OPENING}{_CLOSING}{OPEN}{CLOSE}，。；：、（）()\\n]"


def _quoted(name: str) -> str:
    return f"[{_OPENING}](?P<{name}>{_LETTER}{{1,20}})[{_CLOSING}]"


def _quoted_english(name: str) -> str:
    return f'[“"](?P<{name}>[A-Za-z][A-Za-z0-9 ’\'\\-]{{0,40}})[”"]'


_SAME = f"(?:[与和同]{_LETTER}{{1,12}}含义相同)?"
_MEANS = r"\s*[，,]?\s*(?:是指|指的是|系指)"
_CHINESE_DEFINITION = re.compile(
    r"(?:以下|下文|下面)\s*(?:统称|简称|合称|称)\s*为?\s*"
    f"(?:{_quoted('short')}|(?P<bare>{_LETTER}{{1,20}}))"
    f"|所称的?\\s*(?:{_quoted('called')}|(?P<plain>{_LETTER}{{2,12}}?)){_SAME}{_MEANS}"
    f"|{_quoted('meant')}{_MEANS}"
    f"|^(?:- )?(?P<listed>{_LETTER}{{2,12}})[，,]\\s*(?:也称{_LETTER}+[，,]\\s*)?(?:是指|系指)",
    re.MULTILINE,
)
_CHINESE_USE = re.compile(f"(?P<pointer>所称|前述|上述|该|此)?的?{_quoted('term')}")

_ENGLISH_DEFINITION = re.compile(
    r"\((?:(?:hereinafter|hereafter|together|collectively|each|referred to as|the|an?)[ ,]*)*"
    + _quoted_english("short")
    + r"\s*\)|"
    + _quoted_english("meant")
    + r"\s+(?:means?|refers? to|shall mean)\b"
)
_ENGLISH_USE = re.compile(_quoted_english("term"))


class TermFault(StrEnum):
    """What is wrong with a term."""

    UNUSED = "unused"
    TWICE = "twice"
    UNDEFINED = "undefined"


@dataclass(frozen=True)
class TermText:
    """A text in which terms are defined and used.

    Attributes:
        place: Of its clause; "" = the preamble.
        key: Clauses of one key say the same for several issues, so that they define a term once.
    """

    place: str
    key: str
    text: str


@dataclass(frozen=True)
class TermFinding:
    """A term that something is wrong with.

    Attributes:
        place: Where it is defined the last time, or used the first.
        elsewhere: Where it is defined too, if twice.
    """

    fault: TermFault
    term: str
    place: str
    elsewhere: str = ""


def check_terms_used(
    texts: Sequence[TermText], names: Iterable[str], *, english: bool = False
) -> Iterator[TermFinding]:
    """Yield the terms that are defined and not used, defined twice, or used and not defined.

    Args:
        texts: In the order of the contract, in one language, with their fields as marked.
        names: What may stand in quotation marks without being a term: titles, operations.
    """
    pattern = _ENGLISH_DEFINITION if english else _CHINESE_DEFINITION
    defined: dict[str, list[TermText]] = {}
    rest: list[tuple[TermText, str]] = []
    for one in texts:
        for match in pattern.finditer(one.text):
            defined.setdefault(_term(match), []).append(one)
        rest.append((one, pattern.sub("\n", one.text)))
    for term, places in defined.items():
        others = [one for one in places[1:] if one.key != places[0].key]
        others += [one for one in places[1:] if one.place == places[0].place]
        if others:
            yield TermFinding(TermFault.TWICE, term, others[-1].place, places[0].place)
        if not any(term.casefold() in text.casefold() for _one, text in rest):
            yield TermFinding(TermFault.UNUSED, term, places[-1].place)
    yield from _undefined(rest, {*defined, *names}, english=english)


def _undefined(
    rest: Sequence[tuple[TermText, str]], known: set[str], *, english: bool
) -> Iterator[TermFinding]:
    """Yield what is written as a defined term and is none.

    In Chinese a word pointed at (该“…”) or quoted in two clauses, in English a capitalised one
    quoted in two clauses; in both languages a single quotation is mere emphasis.
    """
    places: dict[str, list[str]] = {}
    pointed: set[str] = set()
    for one, text in rest:
        for match in (_ENGLISH_USE if english else _CHINESE_USE).finditer(text):
            term = match["term"].strip()
            if term in known or (english and not term[0].isupper()):
                continue
            places.setdefault(term, [])
            if one.key not in places[term]:
                places[term].append(one.key)
            if not english and match["pointer"]:
                pointed.add(term)
    first = {one.key: one.place for one, _text in reversed(rest)}
    for term, keys in places.items():
        if len(keys) > 1 or term in pointed:
            yield TermFinding(TermFault.UNDEFINED, term, first[keys[0]])


def _term(match: re.Match[str]) -> str:
    return next(text for text in match.groups() if text).strip()
