"""What can still be chosen on each open issue, and what a choice is worth to each side.

All values are whole numbers in hundredths of a point. One's own are exact, the other side's are
estimates; the arithmetic treats both alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import NamedTuple

Package = Mapping[str, str]
"""One option for each issue: the option's id by the issue's id."""

MOST_TIED_OPTIONS = 10_000
"""Beyond so many options a tied issue is no longer written out as one list."""

LARGEST_SUM = 2**60
"""Sums of values stay below this size, so that their sums and differences fit 64 bits too."""


class Point(NamedTuple):
    """What a package is worth to each side, in hundredths of a point."""

    own: int
    other: int


@dataclass(frozen=True)
class Option:
    """One possible outcome of an issue.

    Attributes:
        own: Its value to one's own side, in hundredths of a point; any sign.
        other: Its value to the other side, an estimate on the same scale.
        parts: Of a tied issue's option: which option of which issue it stands for, by their ids.
    """

    id: str
    own: int
    other: int
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OpenIssue:
    """An issue that is still open.

    Attributes:
        options: At least one; their order decides between packages of equal value.
    """

    id: str
    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """Return the option of that id.

        Raises:
            ValueError: The issue has no such option.
        """
        return self.options[self.place(option_id)]

    def place(self, option_id: str) -> int:
        """Return where the option stands among the issue's options, from 0.

        Raises:
            ValueError: The issue has no such option.
        """
        for place, option in enumerate(self.options):
            if option.id == option_id:
                return place
        raise ValueError(f"issue {self.id} has no option {option_id}")


@dataclass(frozen=True)
class Bonus:
    """What a combination of options adds to its single values, or takes away.

    Attributes:
        conditions: The option that each named issue must take, by the ids; at least one.
        own: Added to one's own value when all conditions hold, in hundredths of a point; any sign.
        other: The same for the other side, an estimate.
    """

    conditions: Package
    own: int
    other: int


def check_issues(issues: Sequence[OpenIssue], bonuses: Sequence[Bonus] = ()) -> None:
    """Refuse issues that cannot be added up.

    Raises:
        ValueError: An issue has no option, an id stands twice, a bonus names nothing or something
            that is not there, or the values are too large for 64-bit sums.
    """
    if len({issue.id for issue in issues}) < len(issues):
        raise ValueError("an issue stands twice")
    options = {issue.id: {option.id for option in issue.options} for issue in issues}
    bound = 0
    for issue in issues:
        if not issue.options:
            raise ValueError(f"issue {issue.id} has no options")
        if len(options[issue.id]) < len(issue.options):
            raise ValueError(f"issue {issue.id} has an option twice")
        bound += max(max(abs(one.own), abs(one.other)) for one in issue.options)
    for bonus in bonuses:
        if not bonus.conditions:
            raise ValueError("a bonus has no conditions")
        for issue_id, option_id in bonus.conditions.items():
            if option_id not in options.get(issue_id, ()):
                raise ValueError(f"a bonus names option {option_id} of issue {issue_id}")
        bound += max(abs(bonus.own), abs(bonus.other))
    if bound >= LARGEST_SUM:
        raise ValueError("the values are too large to be added up exactly")


def value_of(issues: Sequence[OpenIssue], package: Package, bonuses: Sequence[Bonus] = ()) -> Point:
    """Return what a package is worth to each side.

    Raises:
        ValueError: The package leaves an issue out, or names an issue or option that is not there.
    """
    chosen = dict(package)
    own = other = 0
    for issue in issues:
        if issue.id not in chosen:
            raise ValueError(f"the package leaves out issue {issue.id}")
        option = issue.option(chosen.pop(issue.id))
        own += option.own
        other += option.other
    if chosen:
        raise ValueError(f"the package names issues that are not open: {sorted(chosen)}")
    for bonus in bonuses:
        if all(package[issue_id] == wanted for issue_id, wanted in bonus.conditions.items()):
            own += bonus.own
            other += bonus.other
    return Point(own, other)


def tie(issues: Sequence[OpenIssue], *, most: int = MOST_TIED_OPTIONS) -> OpenIssue:
    """Return tied issues as the one issue they are: they stand or fall together.

    Its options are all combinations, the last issue's options changing fastest; ids are joined
    with “+”.

    Args:
        issues: At least one; each may be a tied issue itself.
        most: The most combinations to write out.

    Raises:
        ValueError: There are more combinations than that, or the issues cannot be added up.
    """
    check_issues(issues)
    if not issues:
        raise ValueError("nothing to tie")
    count = prod(len(issue.options) for issue in issues)
    if count > most:
        raise ValueError(f"{count} combinations of tied issues, {most} are the most")
    return OpenIssue(
        "+".join(issue.id for issue in issues),
        tuple(_joined(issues, options) for options in product(*(one.options for one in issues))),
    )


def untie(issues: Sequence[OpenIssue], package: Package) -> dict[str, str]:
    """Return the package with the options of tied issues taken apart again.

    Raises:
        ValueError: The package names an option that is not there.
    """
    parts: list[tuple[str, str]] = []
    for issue in issues:
        if issue.id in package:
            parts += _parts(issue, issue.option(package[issue.id]))
    return dict(parts)


def _joined(issues: Sequence[OpenIssue], options: Sequence[Option]) -> Option:
    return Option(
        "+".join(option.id for option in options),
        sum(option.own for option in options),
        sum(option.other for option in options),
        tuple(
            part
            for issue, option in zip(issues, options, strict=True)
            for part in _parts(issue, option)
        ),
    )


def _parts(issue: OpenIssue, option: Option) -> tuple[tuple[str, str], ...]:
    return option.parts or ((issue.id, option.id),)
