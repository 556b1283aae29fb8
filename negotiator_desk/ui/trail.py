"""Where one is in the window, and how one got there."""

from __future__ import annotations

from negotiator_desk.ui.places import Place

LONGEST = 50
"""Places that Back remembers."""


class Trail:
    """The present place and those before it, the latest last."""

    def __init__(self, place: Place | None = None, before: tuple[Place, ...] = ()) -> None:
        self._place = place
        self._before = before

    @property
    def place(self) -> Place | None:
        """Where one is; None before the first place is shown."""
        return self._place

    @property
    def before(self) -> tuple[Place, ...]:
        """Where Back leads, the nearest last."""
        return self._before

    @property
    def case_id(self) -> str | None:
        """The case that is open: the one shown, or else the one shown last."""
        places = [*self._before, *([self._place] if self._place is not None else [])]
        return next((place.case_id for place in reversed(places) if place.case_id), None)

    def to(self, place: Place) -> Trail:
        """The trail after going to a place."""
        if self._place is None or self._place == place:
            return Trail(place, self._before)
        return Trail(place, (*self._before, self._place)[-LONGEST:])

    def back(self) -> Trail:
        """The trail after going back; itself where there is nothing before."""
        return Trail(self._before[-1], self._before[:-1]) if self._before else self

    def without(self, case_id: str | None) -> Trail:
        """The trail without a case that is gone, and without a present place."""
        return Trail(None, tuple(place for place in self._before if place.case_id != case_id))
