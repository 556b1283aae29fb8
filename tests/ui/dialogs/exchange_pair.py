"""Two laptops in one test of the window: a store and a context for each side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from negotiator_desk.services.desk import Desk
from negotiator_desk.ui.context import Context
from tests.services.two_laptops import Laptop


@dataclass(frozen=True)
class Seat:
    """One side's laptop and the window on it."""

    laptop: Laptop
    context: Context

    @property
    def desk(self) -> Desk:
        """The store of this side."""
        return self.laptop.desk


def seat(laptop: Laptop, context: Context) -> Seat:
    """Return a side whose window shows its own store."""
    return Seat(laptop, replace(context, desk=laptop.desk))
