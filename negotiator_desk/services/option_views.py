"""Private layer: what is known of an option of an issue, and of options that come together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.bargaining.options import Bonus
from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.terms import Terms


class OptionSource(StrEnum):
    """Where an option of an issue comes from; all but KEPT follow from what is stored elsewhere."""

    KEPT = "kept"
    AGREED = "agreed"
    PRESENT = "present"
    OWN_OFFER = "own_offer"
    OTHER_OFFER = "other_offer"
    TARGET = "target"
    LIMIT = "limit"
    OTHER_TARGET = "other_target"
    OTHER_LIMIT = "other_limit"


_SOURCE_LABELS = {
    OptionSource.KEPT: N_("Own option"),
    OptionSource.AGREED: N_("Agreed terms"),
    OptionSource.PRESENT: N_("Present terms"),
    OptionSource.OWN_OFFER: N_("Own offer"),
    OptionSource.OTHER_OFFER: N_("Offer of the other side"),
    OptionSource.TARGET: N_("Own target"),
    OptionSource.LIMIT: N_("Own limit"),
    OptionSource.OTHER_TARGET: N_("Target of the other side, estimated"),
    OptionSource.OTHER_LIMIT: N_("Limit of the other side, estimated"),
}


def source_label(source: OptionSource) -> str:
    """Return where an option comes from, in the interface's language."""
    return _(_SOURCE_LABELS[source])


@dataclass(frozen=True)
class OptionDetails:
    """Terms an issue could be settled on.

    Attributes:
        own_score: 0–10,000, hundredths of a per cent of the issue's weight; None = it follows from
            target and limit.
        other_score: The same for the other side, as it is thought to be.
    """

    name: str
    terms: Terms
    own_score: int | None = None
    other_score: int | None = None


@dataclass(frozen=True)
class OptionView:
    """An option that was kept; `id` never changes."""

    id: str
    issue_id: str
    details: OptionDetails


@dataclass(frozen=True)
class BonusDetails:
    """What options of different issues are worth together beyond their sum.

    Attributes:
        options: Ids of at least two kept options, each of another issue.
        own_points: Hundredths of a point; below 0 where they hinder each other.
        other_points: The same for the other side, an estimate.
    """

    options: tuple[str, ...]
    own_points: int
    other_points: int


@dataclass(frozen=True)
class BonusView:
    """A bonus that was kept.

    Attributes:
        names: The options as "issue: option", in the order of the agenda.
        bonus: As the frontier takes it: option id by issue id.
    """

    id: str
    details: BonusDetails
    names: tuple[str, ...]
    bonus: Bonus
