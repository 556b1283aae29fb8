"""Compares two texts of a contract: what was added, removed, moved, divided, joined or changed.

Clauses are held against each other by their place, and by their words where they have none in
common. A number that only followed from a move is no change, and neither is a reference that still
points at the same clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotiator_desk.drafting.blocks import Change
from negotiator_desk.drafting.compare_lines import compare_elements, moved_here, whole
from negotiator_desk.drafting.compare_match import Match, Matcher, by_number, moved
from negotiator_desk.drafting.compare_result import (
    ComparedElement,
    ComparedLine,
    ComparedUnit,
    Comparison,
    Fate,
)
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compare_tables import unmarked_table
from negotiator_desk.drafting.compare_units import (
    Element,
    Line,
    Omitted,
    OmittedKind,
    Unit,
    UnitKind,
)
from negotiator_desk.drafting.compare_words import Resolver


def compare(old: Side, new: Side) -> Comparison:
    """Return what became of every clause of the old text and where every new one comes from."""
    matches = Matcher(old.units, new.units).matches()
    return Comparison(
        old=old.label,
        new=new.label,
        units=tuple(_Comparer(old, new, matches).units()),
        old_omitted=_omitted(old, new),
        new_omitted=_omitted(new, old),
    )


class _Comparer:
    def __init__(self, old: Side, new: Side, matches: tuple[Match, ...]) -> None:
        self.old, self.new, self.matches = old.units, new.units, matches
        self.both_languages = old.is_bilingual and new.is_bilingual
        self.moved = moved(matches, old.units)
        names = (
            _names(old.units, _keys(old.units, matches, is_old=True)),
            _names(new.units, _keys(new.units, matches, is_old=False)),
        )
        # A number that one text lacks, as of an annex that was not imported, means the same there.
        self.resolve = _resolver(names[1] | names[0]), _resolver(names[0] | names[1])

    def units(self) -> Iterator[ComparedUnit]:
        """Yield units in the order of the new text, those that are gone where they stood."""
        gone = self._gone()
        yield from gone.get(-1, ())
        of_new = {match.new[0]: number for number, match in enumerate(self.matches)}
        later = {place for match in self.matches for place in match.new[1:]}
        for place, unit in enumerate(self.new):
            if place in of_new:
                number = of_new[place]
                yield self._matched(number)
                yield from gone.get(number, ())
            elif place not in later:
                yield self._only(unit, Change.INSERTED)

    def _gone(self) -> dict[int, list[ComparedUnit]]:
        """Return what is not in its old place, behind the match that stood before it."""
        match_of = {
            place: number for number, match in enumerate(self.matches) for place in match.old
        }
        gone: dict[int, list[ComparedUnit]] = {}
        anchor = -1
        for place, unit in enumerate(self.old):
            number = match_of.get(place)
            if number is None:
                gone.setdefault(anchor, []).append(self._only(unit, Change.DELETED))
            elif number in self.moved:
                gone.setdefault(anchor, []).append(self._moved_away(unit))
            else:
                anchor = number
        return gone

    def _matched(self, number: int) -> ComparedUnit:
        match = self.matches[number]
        olds = tuple(self.old[place] for place in match.old)
        news = tuple(self.new[place] for place in match.new)
        elements = compare_elements(_elements(olds), _elements(news), self.resolve)
        second: tuple[ComparedElement, ...] = ()
        if self.both_languages:
            second = compare_elements(_second(olds), _second(news), self.resolve)
        else:
            second = tuple(_unmarked(one) for one in _second(news))
        is_same = all(one.fate is Fate.SAME for one in (*elements, *second))
        is_moved = number in self.moved
        return ComparedUnit(
            Fate.SAME if is_same else Fate.CHANGED,
            news[0].kind,
            is_moved,
            olds,
            news,
            moved_here(elements) if is_moved else elements,
            moved_here(second) if is_moved else second,
        )

    def _only(self, unit: Unit, change: Change) -> ComparedUnit:
        is_new = change is Change.INSERTED
        second = tuple(whole(one, change) for one in unit.second)
        if not self.both_languages:
            second = tuple(_unmarked(one) for one in unit.second) if is_new else ()
        return ComparedUnit(
            Fate.ADDED if is_new else Fate.REMOVED,
            unit.kind,
            False,
            () if is_new else (unit,),
            (unit,) if is_new else (),
            tuple(whole(one, change) for one in unit.elements),
            second,
        )

    def _moved_away(self, unit: Unit) -> ComparedUnit:
        """Return what stands at a moved clause's old place; of an annex its heading."""
        elements: Sequence[Element] = unit.elements
        if unit.kind is UnitKind.ANNEX:
            elements = elements[:1]
        return ComparedUnit(
            Fate.MOVED_AWAY,
            unit.kind,
            True,
            (unit,),
            (),
            tuple(whole(one, Change.MOVED_AWAY) for one in elements),
            tuple(whole(one, Change.MOVED_AWAY) for one in unit.second)
            if self.both_languages
            else (),
        )


def _elements(units: tuple[Unit, ...]) -> list[Element]:
    return [element for unit in units for element in unit.elements]


def _second(units: tuple[Unit, ...]) -> list[Element]:
    return [element for unit in units for element in unit.second]


def _unmarked(element: Element) -> ComparedElement:
    """Return an element of the column that the other text does not have."""
    if isinstance(element, Line):
        return ComparedLine(
            Fate.SAME, element.kind, element.number, element.number, element.content
        )
    return unmarked_table(element)


def _keys(units: Sequence[Unit], matches: tuple[Match, ...], *, is_old: bool) -> list[str]:
    """Return for each unit what it is called in both texts, whatever its number is there."""
    keys = [f"\0{'old' if is_old else 'new'}:{place}" for place in range(len(units))]
    for number, match in enumerate(matches):
        for place in match.old if is_old else match.new:
            keys[place] = f"\0both:{number}"
    return keys


def _names(units: Sequence[Unit], keys: list[str]) -> dict[str, str]:
    """Return which unit a reference points at: by clause place or by number."""
    found = {number: keys[place] for number, place in by_number(units).items()}
    for place, unit in enumerate(units):
        if unit.place:
            found[unit.place] = keys[place]
        for element in unit.second[:1]:
            if isinstance(element, Line) and element.number:
                found.setdefault(element.number, keys[place])
    return found


def _resolver(names: dict[str, str]) -> Resolver:
    return lambda reference: names.get(reference, "")


def _omitted(side: Side, other: Side) -> tuple[Omitted, ...]:
    if side.is_bilingual and not other.is_bilingual:
        return (*side.omitted, Omitted(OmittedKind.SECOND_LANGUAGE))
    return side.omitted
