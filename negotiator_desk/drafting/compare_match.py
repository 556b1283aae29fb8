"""Finds for every clause of a text the one of another text that it was, and which were moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.compare_units import Unit, UnitKind

_LEAST_ALIKE = 0.5
"""Share of neighbouring characters in common from which clauses are the same: our own choice."""

_LEAST_ALIKE_KEYED = 0.6
"""The same for clauses that both have a place, and another one: our own choice."""

_LEAST_COVERED = 0.6
"""Share of a clause's words that must come from the one it was parted from: our own choice."""

_SHORT = 8
"""Characters below which clauses of another number must be nearly equal: few words are alike."""

_LEAST_ALIKE_SHORT = 0.8
"""Share of neighbouring characters in common for them: our own choice."""

_LEAST_ALIKE_HEADING = 0.4
"""The same for headings of one number, which are a few words long: our own choice."""

_ANCHOR = 3
"""What a heading counts beside clauses that count 1, when it is asked which of them was moved."""

_SAME_PLACE = 0.15
"""What the same number of issue adds to the likeness of repeated clauses: our own choice."""


@dataclass(frozen=True, slots=True)
class Match:
    """Clauses that belong together, by their indices; neighbours on either side."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Matcher:
    """Matches the units of two texts."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        self.old, self.new = old, new
        self._texts = [_bare(unit) for unit in old], [_bare(unit) for unit in new]
        self._pairs = (
            [_pairs(text) for text in self._texts[0]],
            [_pairs(text) for text in self._texts[1]],
        )
        self._sets = (
            [frozenset(one) for one in self._pairs[0]],
            [frozenset(one) for one in self._pairs[1]],
        )
        self._partner: dict[int, int] = {}
        """The old unit of a new one."""
        self._taken: set[int] = set()

    def matches(self) -> tuple[Match, ...]:
        """Return what belongs together, in the order of the new text."""
        self._by_place()
        self._by_equality()
        self._by_parting()
        self._by_likeness()
        return self._with_neighbours()

    def _pair(self, old: int, new: int) -> None:
        self._partner[new] = old
        self._taken.add(old)

    def _free(self) -> tuple[list[int], list[int]]:
        return (
            [place for place in range(len(self.old)) if place not in self._taken],
            [place for place in range(len(self.new)) if place not in self._partner],
        )

    def _by_place(self) -> None:
        """Pair clauses of the same place; those repeated for issues by their words as well."""
        places: dict[str, int] = {}
        for number, unit in enumerate(self.old):
            if unit.place:
                places.setdefault(unit.place, number)
        repeated: dict[str, tuple[list[int], list[int]]] = {}
        for number, unit in enumerate(self.new):
            key, mark, _issue = unit.place.partition("#")
            if mark:
                repeated.setdefault(key, ([], []))[1].append(number)
            elif unit.place in places and places[unit.place] not in self._taken:
                self._pair(places[unit.place], number)
        for number, unit in enumerate(self.old):
            key, mark, _issue = unit.place.partition("#")
            if mark and key in repeated:
                repeated[key][0].append(number)
        for olds, news in repeated.values():
            ranked = sorted(
                (
                    (
                        -self._likeness(old, new) - _SAME_PLACE * self._is_same_place(old, new),
                        n,
                        o,
                    )
                    for n, new in enumerate(news)
                    for o, old in enumerate(olds)
                ),
            )
            for _likeness, n, o in ranked:
                if news[n] not in self._partner and olds[o] not in self._taken:
                    self._pair(olds[o], news[n])

    def _is_same_place(self, old: int, new: int) -> bool:
        return self.old[old].place == self.new[new].place

    def _by_equality(self) -> None:
        olds, news = self._free()
        waiting: dict[tuple[UnitKind, str], list[int]] = {}
        for old in olds:
            waiting.setdefault((self.old[old].kind, self._texts[0][old]), []).append(old)
        for new in news:
            same = waiting.get((self.new[new].kind, self._texts[1][new]))
            if same:
                self._pair(same.pop(0), new)
        for kind in (UnitKind.FRONT,):
            olds, news = self._free()
            first = next((one for one in olds if self.old[one].kind is kind), None)
            second = next((one for one in news if self.new[one].kind is kind), None)
            if first is not None and second is not None:
                self._pair(first, second)

    def _by_parting(self) -> None:
        """Pair a clause with the largest part of it, where it was divided into small ones."""
        olds, news = self._free()
        for old in olds:
            self._pair_parts(old, news, is_old=True)
        olds, news = self._free()
        for new in news:
            self._pair_parts(new, olds, is_old=False)

    def _pair_parts(self, one: int, others: list[int], *, is_old: bool) -> None:
        whole, parts = (0, 1) if is_old else (1, 0)
        kind = (self.old if is_old else self.new)[one].kind
        units = self.new if is_old else self.old
        if kind is not UnitKind.CLAUSE:
            return
        run: list[int] = []
        for other in (*others, -1):
            is_part = (
                other >= 0
                and units[other].kind is kind
                and (self._partner.get(other) is None if is_old else other not in self._taken)
                and (not run or other == run[-1] + 1)
                and _covered(self._pairs[parts][other], self._pairs[whole][one]) >= _LEAST_COVERED
            )
            if is_part:
                run.append(other)
                continue
            if len(run) > 1:
                together: Counter[str] = sum((self._pairs[parts][p] for p in run), Counter())
                if _dice(together, self._pairs[whole][one]) >= _LEAST_COVERED:
                    longest = max(run, key=lambda part: len(self._texts[parts][part]))
                    self._pair(*((one, longest) if is_old else (longest, one)))
                    return
            run = []

    def _by_likeness(self) -> None:
        olds, news = self._free()
        ranked: list[tuple[float, int, int, int]] = []
        for new in news:
            for old in olds:
                likeness = self._likeness(old, new)
                if likeness >= self._least(old, new):
                    ranked.append((-likeness, abs(old - new), new, old))
        for _likeness, _way, new, old in sorted(ranked):
            if new not in self._partner and old not in self._taken:
                self._pair(old, new)

    def _least(self, old: int, new: int) -> float:
        if self.old[old].kind is not self.new[new].kind:
            return 2.0
        is_same_number = self.old[old].number == self.new[new].number
        if is_same_number and self.old[old].kind is UnitKind.HEADING:
            return _LEAST_ALIKE_HEADING
        if min(len(self._texts[0][old]), len(self._texts[1][new])) < _SHORT:
            return _LEAST_ALIKE if is_same_number else _LEAST_ALIKE_SHORT
        both = bool(self.old[old].place and self.new[new].place)
        return _LEAST_ALIKE_KEYED if both else _LEAST_ALIKE

    def _likeness(self, old: int, new: int) -> float:
        """Return 0 to 1: neighbouring characters in common."""
        first, second = self._sets[0][old], self._sets[1][new]
        # What the sets have in common is found quickly and rules most pairs out.
        if 2 * len(first & second) < _LEAST_ALIKE_HEADING * (len(first) + len(second)):
            return 0.0
        return _dice(self._pairs[0][old], self._pairs[1][new])

    def _with_neighbours(self) -> tuple[Match, ...]:
        """Return the pairs, each with the neighbours that were parted from it or joined to it."""
        groups = {new: ([old], [new]) for new, old in self._partner.items()}
        for new in sorted(groups):
            olds, news = groups[new]
            for way in (1, -1):
                self._take_in(olds, news, way, is_new=True)
            if len(news) == 1:
                for way in (1, -1):
                    self._take_in(olds, news, way, is_new=False)
        return tuple(
            Match(tuple(sorted(olds)), tuple(sorted(news)))
            for olds, news in (groups[new] for new in sorted(groups))
        )

    def _take_in(self, olds: list[int], news: list[int], way: int, *, is_new: bool) -> None:
        side, other = (1, 0) if is_new else (0, 1)
        units, mine, theirs = (self.new, news, olds) if is_new else (self.old, olds, news)
        while True:
            candidate = (max if way > 0 else min)(mine) + way
            if not 0 <= candidate < len(units) or units[candidate].kind is not UnitKind.CLAUSE:
                return
            is_free = candidate not in (self._partner if is_new else self._taken)
            rest = sum((self._pairs[other][one] for one in theirs), Counter[str]())
            rest -= sum((self._pairs[side][one] for one in mine), Counter[str]())
            if not is_free or _covered(self._pairs[side][candidate], rest) < _LEAST_COVERED:
                return
            mine.append(candidate)
            if is_new:
                self._partner[candidate] = olds[0]
            else:
                self._taken.add(candidate)


def moved(matches: Sequence[Match], old: Sequence[Unit]) -> frozenset[int]:
    """Return which matches, by their places among them, stand in another order than before.

    The fewest that explain the new order, and of these the shortest; headings stay if they can.
    """
    worth = [_worth(old, match) for match in matches]
    best: list[tuple[tuple[int, int], int]] = []
    for place, match in enumerate(matches):
        before: tuple[tuple[int, int], int] = ((0, 0), -1)
        for earlier in range(place):
            if matches[earlier].old[0] < match.old[0] and best[earlier][0] > before[0]:
                before = (best[earlier][0], earlier)
        count, length = before[0]
        best.append(((count + worth[place][0], length + worth[place][1]), before[1]))
    kept: set[int] = set()
    place = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while place >= 0:
        kept.add(place)
        place = best[place][1]
    return frozenset(one for one in range(len(matches)) if one not in kept)


def _worth(old: Sequence[Unit], match: Match) -> tuple[int, int]:
    units = [old[one] for one in match.old]
    is_clause = units[0].kind is UnitKind.CLAUSE
    return (1 if is_clause else _ANCHOR), sum(len(unit.text) for unit in units)


def _bare(unit: Unit) -> str:
    return "".join(unit.text.split())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(max(len(text) - 1, 1)))


def _dice(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def _covered(part: Counter[str], whole: Counter[str]) -> float:
    return (part & whole).total() / part.total() if part.total() else 0.0


def by_number(units: Iterable[Unit]) -> dict[str, int]:
    """Return the place of the first unit of each number."""
    found: dict[str, int] = {}
    for place, unit in enumerate(units):
        if unit.number:
            found.setdefault(unit.number, place)
    return found
