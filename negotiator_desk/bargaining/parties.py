"""Who sits at the table, and in what kind of case."""

from enum import StrEnum


class CaseKind(StrEnum):
    """The level a case is bargained at (NB-W 27; LCL 53)."""

    ENTERPRISE = "enterprise"
    INDUSTRY = "industry"
    REGIONAL = "regional"


class Side(StrEnum):
    """One of the two sides of the table."""

    EMPLOYEE = "employee"
    EMPLOYER = "employer"

    @property
    def other(self) -> "Side":
        """The side across the table."""
        return Side.EMPLOYER if self is Side.EMPLOYEE else Side.EMPLOYEE


class Origin(StrEnum):
    """How a representative came to the table (NB-W 9)."""

    ELECTED = "elected"
    APPOINTED = "appointed"
    ENTRUSTED = "entrusted"


class Sex(StrEnum):
    """Sex as the list of representatives states it (NB-W 8: a corresponding share of women)."""

    FEMALE = "female"
    MALE = "male"
