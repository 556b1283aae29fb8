"""How values are shown: money, rates, days, states and sides, in the interface's language.

Pages and item models format nothing themselves.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex, Side
from negotiator_desk.i18n import _, language, p_
from negotiator_desk.money import format_amount
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.terms import Subject
from negotiator_desk.procedure.rules import jurisdiction_name
from negotiator_desk.times import CHINA_TIME
from negotiator_desk.ui.theme import Tone

YUAN_SIGN = "¥\u00a0"
"""Stands before an amount and on one line with it."""

NONE = "—"
"""Stands where there is no value."""


def amount(value: Decimal | None, *, places: int = 2) -> str:
    """Yuan without a sign for the currency, for columns whose header names the unit."""
    return NONE if value is None else format_amount(value, places=places)


def yuan(value: Decimal | None, *, places: int = 2) -> str:
    """Yuan with its sign, on one line with it: `¥ 1,234.50`."""
    if value is None:
        return NONE
    return f"{'−' if value < 0 else ''}{YUAN_SIGN}{format_amount(abs(value), places=places)}"


def yuan_change(value: Decimal | None, *, places: int = 2) -> str:
    """A difference in yuan, with its sign in front: `+¥ 1,234.50`."""
    if value is None:
        return NONE
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{YUAN_SIGN}{format_amount(abs(value), places=places)}"


def rate(value: Decimal | None) -> str:
    """Yuan per unit with its four decimals."""
    return NONE if value is None else format_amount(value, places=4)


def percent(ratio: Decimal | None, *, places: int = 2) -> str:
    """A ratio as a percentage: 0.2100 is `21.00 %`."""
    return NONE if ratio is None else f"{format_amount(ratio * 100, places=places)} %"


def number(value: Decimal | None) -> str:
    """A plain number without the zeros that its fixed decimals trail behind."""
    if value is None:
        return NONE
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return format_amount(value, places=places)


def count(value: int | None) -> str:
    """A whole number, grouped by thousands."""
    return NONE if value is None else f"{value:,}".replace("-", "−")


def day(value: date | None) -> str:
    """A calendar day: `2026-11-18`."""
    return NONE if value is None else value.isoformat()


def long_day(value: date) -> str:
    """A calendar day with its weekday: `Wednesday, 18 November 2026`, `2026年11月18日星期三`."""
    return format_date(value, format="full", locale=language())


def moment(value: datetime | None) -> str:
    """A moment in Beijing time, to the minute: `2026-11-18 09:42`."""
    return NONE if value is None else value.astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M")


def clock(value: datetime | None) -> str:
    """The time of day of a moment in Beijing time: `09:42`."""
    return NONE if value is None else value.astimezone(CHINA_TIME).strftime("%H:%M")


def short_fingerprint(fingerprint: str) -> str:
    """The first twelve digits of a SHA-256, enough to compare by eye."""
    return fingerprint[:12]


def side(value: Side) -> str:
    """Name of a side."""
    return _("Employee side") if value is Side.EMPLOYEE else _("Employer side")


def case_kind(value: CaseKind) -> str:
    """Name of the level a case is bargained at."""
    match value:
        case CaseKind.ENTERPRISE:
            return p_("case kind", "Enterprise")
        case CaseKind.INDUSTRY:
            return p_("case kind", "Industry")
        case CaseKind.REGIONAL:
            return p_("case kind", "Regional")


def jurisdiction(key: str) -> str:
    """Name of the place whose rules apply."""
    return jurisdiction_name(key)


def origin(value: Origin) -> str:
    """How a representative came to the table."""
    match value:
        case Origin.ELECTED:
            return p_("origin", "Elected")
        case Origin.APPOINTED:
            return p_("origin", "Appointed")
        case Origin.ENTRUSTED:
            return p_("origin", "Entrusted")


def sex(value: Sex | None) -> str:
    """Sex of a representative; a dash where it was not stated."""
    match value:
        case Sex.FEMALE:
            return p_("sex", "Female")
        case Sex.MALE:
            return p_("sex", "Male")
        case None:
            return NONE


def subject(value: Subject) -> str:
    """What an issue is about."""
    match value:
        case Subject.PIECE_RATES:
            return _("Piece rates")
        case Subject.COMMISSION_SHARES:
            return _("Commission shares")
        case Subject.SKILL_GRADE_WAGES:
            return _("Skill-grade wages")
        case Subject.NUMBER:
            return p_("subject", "Number")
        case Subject.TEXT:
            return p_("subject", "Text")


def dataset_kind(value: DatasetKind) -> str:
    """What a dataset's rows are."""
    match value:
        case DatasetKind.OUTPUT:
            return p_("dataset kind", "Piece output")
        case DatasetKind.ORDERS:
            return p_("dataset kind", "Orders")
        case DatasetKind.ROSTER:
            return p_("dataset kind", "Roster")


def issue_state(value: IssueState) -> str:
    """Whether an issue is settled."""
    return p_("issue state", "Agreed") if value is IssueState.AGREED else p_("issue state", "Open")


def offer_state(value: OfferState) -> str:
    """Where an offer stands."""
    match value:
        case OfferState.TABLED:
            return p_("offer state", "On the table")
        case OfferState.SUPERSEDED:
            return p_("offer state", "Superseded")
        case OfferState.TENTATIVE:
            return p_("offer state", "Tentative")
        case OfferState.SETTLED:
            return p_("offer state", "Settled")
        case OfferState.WITHDRAWN:
            return p_("offer state", "Withdrawn")


def tone_of_side(value: Side) -> Tone:
    """Colour of a side's figures, the same everywhere."""
    return Tone.EMPLOYEE if value is Side.EMPLOYEE else Tone.EMPLOYER


def tone_of_issue(value: IssueState) -> Tone:
    """Colour of an issue's state."""
    return Tone.GOOD if value is IssueState.AGREED else Tone.ATTENTION


def tone_of_offer(value: OfferState) -> Tone:
    """Colour of an offer's state."""
    match value:
        case OfferState.TABLED:
            return Tone.ACCENT
        case OfferState.TENTATIVE:
            return Tone.ATTENTION
        case OfferState.SETTLED:
            return Tone.GOOD
        case OfferState.SUPERSEDED | OfferState.WITHDRAWN:
            return Tone.NEUTRAL
