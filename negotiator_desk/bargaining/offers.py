"""The states an offer and an issue pass through, and what may follow what."""

from enum import StrEnum


class IssueState(StrEnum):
    """Whether an issue is settled."""

    OPEN = "open"
    AGREED = "agreed"


class OfferState(StrEnum):
    """Where one side's terms for one issue stand.

    TABLED is the side's word of the moment; SUPERSEDED gave way to a later offer of the same side;
    ACCEPTED settled the issue; WITHDRAWN was taken back before anyone accepted.
    """

    TABLED = "tabled"
    SUPERSEDED = "superseded"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
