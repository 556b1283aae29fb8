"""Rounds: when both sides have spoken, and since when nothing moves any more.

A round is open from its first move until both sides have made at least one in it; the next move
begins the next round. Numbers run on from session to session. A session that is over and in which
nobody put a binding offer or accepted one ends the round that is open, unanswered; if none is
open, it is a round of its own in which nothing moved. What comes before the first move is no round.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from negotiator_desk.bargaining.parties import Side

STALLED_AFTER = 3
"""Rounds in a row without movement after which talks count as stalled."""


@dataclass(frozen=True)
class Spoken:
    """What of a move decides the rounds.

    Attributes:
        has_moved: At least one value differs from the side's own word before.
    """

    side: Side
    session_number: int
    has_moved: bool


@dataclass(frozen=True)
class Round:
    """One turn of both sides.

    Attributes:
        number: From 1, running on over all sessions of the case.
        moves: Places of its moves among all moves, from 0.
        sessions: Numbers of the sessions it was held in, in order.
        is_over: Both sides have spoken, or a session went by without a word.
        has_moved: One of its moves changed a value.
    """

    number: int
    moves: tuple[int, ...]
    sessions: tuple[int, ...]
    is_over: bool
    has_moved: bool


def count_rounds(moves: Sequence[Spoken], over: Collection[int] = ()) -> tuple[Round, ...]:
    """Return the rounds of a case in order.

    Args:
        moves: In the order they were made.
        over: Numbers of the sessions that are over.
    """
    spoken_in = {move.session_number for move in moves}
    silent = sorted(set(over) - spoken_in)
    rounds: list[Round] = []
    sides: set[Side] = set()
    for place, move in enumerate(moves):
        while silent and silent[0] < move.session_number:
            _pass_silently(rounds, silent.pop(0))
        if not rounds or rounds[-1].is_over:
            sides = set()
            rounds.append(Round(len(rounds) + 1, (), (), is_over=False, has_moved=False))
        sides.add(move.side)
        rounds[-1] = replace(
            _with_session(rounds[-1], move.session_number),
            moves=(*rounds[-1].moves, place),
            is_over=len(sides) == len(Side),
            has_moved=rounds[-1].has_moved or move.has_moved,
        )
    for number in silent:
        _pass_silently(rounds, number)
    return tuple(rounds)


def still_rounds(rounds: Sequence[Round]) -> int:
    """Return how many of the latest rounds went by without movement.

    A round that is still open counts neither way until something moves in it, which ends the
    standstill.
    """
    count = 0
    for number, one in enumerate(reversed(rounds)):
        if one.has_moved:
            break
        if one.is_over:
            count += 1
        else:
            assert number == 0, "only the last round can be open"
    return count


def _pass_silently(rounds: list[Round], session_number: int) -> None:
    if not rounds:
        return
    if not rounds[-1].is_over:
        rounds[-1] = replace(_with_session(rounds[-1], session_number), is_over=True)
        return
    rounds.append(Round(len(rounds) + 1, (), (session_number,), is_over=True, has_moved=False))


def _with_session(one: Round, number: int) -> Round:
    if number in one.sessions:
        return one
    return replace(one, sessions=(*one.sessions, number))
