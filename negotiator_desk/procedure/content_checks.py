"""Checks that a contract has what the law lists for its kind: CONTENT.

A list that says what such a contract must have, read in full, ends in an error for each topic that
is missing; one read as an excerpt ends in a warning. A list of what contracts generally have, or
may have any of, is a reminder.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from negotiator_desk.i18n import _
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.procedure.rules import Mark

CONTENT = "CONTENT"

_WEIGHT = (Level.ERROR, Level.WARNING, Level.INFO)


@dataclass(frozen=True)
class ContentList:
    """What an instrument lists for contracts of one kind.

    Attributes:
        basis: Instrument and article with its verification mark, as findings show it.
        is_general: The instrument only says what contracts generally have, or may have.
        topics: Keys of topics.
    """

    basis: str
    mark: Mark
    is_general: bool
    topics: tuple[str, ...]

    @property
    def level(self) -> Level:
        """How much a missing topic weighs."""
        if self.is_general:
            return Level.WARNING if self.mark.is_firm else Level.INFO
        return Level.ERROR if self.mark.is_firm else Level.WARNING


@dataclass(frozen=True)
class ClauseOnOffer:
    """A clause that could be put into the contract.

    Attributes:
        place: As `Finding.place` names it.
    """

    title: str
    place: str


def check_content(
    lists: Sequence[ContentList],
    covered: Collection[str],
    names: Mapping[str, str],
    offers: Mapping[str, ClauseOnOffer],
    free: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Check that a contract settles what instruments list for its kind.

    Args:
        covered: Topics that its clauses settle.
        names: Of the topics, in the language in use.
        offers: By topic, a clause of the library that would settle it and does not stand in it.
        free: Topics that no contract lacks: other matters that both sides think fit.

    Returns:
        One finding for each missing topic, at the level of the strictest list that has it, with
        the basis of all of them.
    """
    missing: dict[str, list[ContentList]] = {}
    for one in lists:
        for topic in one.topics:
            if topic not in covered and topic not in free:
                missing.setdefault(topic, []).append(one)
    return tuple(
        _finding(names[topic], offers.get(topic), found) for topic, found in missing.items()
    )


def _finding(name: str, offer: ClauseOnOffer | None, lists: list[ContentList]) -> Finding:
    level = min((one.level for one in lists), key=_WEIGHT.index)
    if level is Level.ERROR:
        text = _("The contract says nothing on “{topic}”, which a contract of its kind must have.")
    elif level is Level.WARNING:
        text = _("The contract says nothing on “{topic}”, which is listed for its kind.")
    else:
        text = _("The contract says nothing on “{topic}”; it may be settled in such a contract.")
    if offer is None:
        remedy = _("Write a clause on it; the library has none that fits.")
    else:
        remedy = _("Put the clause “{title}” into the contract, or one of your own.")
        remedy = remedy.format(title=offer.title)
    return Finding(
        CONTENT,
        level,
        text.format(topic=name),
        "; ".join(dict.fromkeys(one.basis for one in lists)),
        remedy,
        "" if offer is None else offer.place,
    )
