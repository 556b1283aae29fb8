"""Parts of a wording that depend on whether another clause stands in the contract.

⟦?key⟧ … ⟦/key⟧ is printed where the contract has the clause `key`, ⟦!key⟧ … ⟦/key⟧ where it has
not; clause files write them as {?key} … {/key}. So a sentence that refers to a clause that may be
left out goes with it, and no reference is left dead. Parts may stand in each other, but not one in
another of the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from negotiator_desk.drafting.clauses import CLOSE, OPEN

WHERE, WHERE_NOT, END = "?", "!", "/"
"""What a part's opening and closing marks begin with."""

_NAME = f"[^{OPEN}{CLOSE}]+"
_PART = re.compile(f"{OPEN}([{WHERE}{WHERE_NOT}])({_NAME}){CLOSE}(.*?){OPEN}{END}\\2{CLOSE}", re.S)
_MARK = re.compile(f"{OPEN}[{WHERE}{WHERE_NOT}{END}]{_NAME}{CLOSE}")
_REFERENCE = re.compile(f"{OPEN}@({_NAME}){CLOSE}")


def resolve(text: str, is_there: Callable[[str], bool]) -> str:
    """Return a wording without the parts that do not stand in this contract.

    A mark without its counterpart stays as it was typed.

    Args:
        is_there: Whether the contract has a clause, by its key.
    """

    def part(match: re.Match[str]) -> str:
        stands = is_there(match.group(2)) is (match.group(1) == WHERE)
        return resolve(match.group(3), is_there) if stands else ""

    return _PART.sub(part, text)


def references(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the key of every clause that a wording names, in order.

    With it goes whether the wording asks first if the clause is there: True for references inside a
    part for that clause, and for the part itself.
    """
    yield from _references(text, frozenset())


def stray_marks(text: str) -> tuple[str, ...]:
    """Return the marks of parts that are opened and not closed, or closed and not opened."""
    bare = text
    while (inner := _PART.sub(lambda match: match.group(3), bare)) != bare:
        bare = inner
    return tuple(_MARK.findall(bare))


def _references(text: str, asked: frozenset[str]) -> Iterator[tuple[str, bool]]:
    position = 0
    for match in _PART.finditer(text):
        yield from _plain_references(text[position : match.start()], asked)
        yield match.group(2), True
        known = {match.group(2)} if match.group(1) == WHERE else set()
        yield from _references(match.group(3), asked | known)
        position = match.end()
    yield from _plain_references(text[position:], asked)


def _plain_references(text: str, asked: frozenset[str]) -> Iterator[tuple[str, bool]]:
    for key in _REFERENCE.findall(text):
        yield key, key in asked
