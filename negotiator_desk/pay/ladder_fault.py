"""A cell of a wage grid that breaks a rule of the ladder, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.i18n import N_, _
from negotiator_desk.money import format_amount
from negotiator_desk.pay.terms import PostClass


class LadderFaultKind(StrEnum):
    """Which rule a cell breaks, in the order in which a cell's faults are listed."""

    GRADE = "grade"
    BAND = "band"
    COMPRESSION = "compression"
    MINIMUM = "minimum"
    CLASS_MINIMUM = "class_minimum"
    NET_OF_ALLOWANCE = "net_of_allowance"


_HINTS = frozenset({LadderFaultKind.CLASS_MINIMUM, LadderFaultKind.NET_OF_ALLOWANCE})

_TOO_SMALL_A_RISE = N_(
    "{cell} has {amount} yuan and does not rise enough over {lower} with {compared_with} yuan."
)

_SENTENCES = {
    LadderFaultKind.GRADE: _TOO_SMALL_A_RISE,
    LadderFaultKind.BAND: _TOO_SMALL_A_RISE,
    LadderFaultKind.COMPRESSION: N_(
        "{cell} has {amount} yuan and is too close to {lower} with {compared_with} yuan."
    ),
    LadderFaultKind.MINIMUM: N_(
        "{cell} has {amount} yuan, too little for the minimum wage of {compared_with} yuan "
        "({areas})."
    ),
    LadderFaultKind.CLASS_MINIMUM: N_(
        "{cell} has {amount} yuan, less than the guidance names for posts of this class at a "
        "minimum wage of {compared_with} yuan."
    ),
    LadderFaultKind.NET_OF_ALLOWANCE: N_(
        "{cell} has {amount} yuan without the skill allowance; the guidance asks for the minimum "
        "wage of {compared_with} yuan."
    ),
}

_AT_A_MARK = N_(
    "{cell} has {amount} yuan and, at the performance mark {mark}, pays too little for the minimum "
    "wage of {compared_with} yuan ({areas})."
)


@dataclass(frozen=True)
class LadderFault:
    """A cell that breaks a rule; amounts in yuan a month.

    Attributes:
        amount: What the grid has in the cell.
        compared_with: The lower amount, or the minimum wage.
        needed: The least amount of the cell that keeps the rule; None if none would, because a
            performance mark pays nothing.
        lower: Band and skill grade of the lower amount; None for rules on the minimum wage.
        areas: Where the minimum wage holds.
        mark: Performance mark with the lowest coefficient, if only that one pays too little.
        post_class: The class whose guided minimum is not reached.
    """

    kind: LadderFaultKind
    band: str
    grade: str
    amount: Decimal
    compared_with: Decimal
    needed: Decimal | None
    lower: tuple[str, str] | None = None
    areas: tuple[str, ...] = ()
    mark: str = ""
    post_class: PostClass | None = None

    @property
    def is_hint(self) -> bool:
        """Whether the rule is guidance and not law or agreement."""
        return self.kind in _HINTS

    @property
    def sentence(self) -> str:
        """What is wrong, where, and what the cell needs, translated."""
        fault = _(_AT_A_MARK if self.mark else _SENTENCES[self.kind]).format(
            cell=f"{self.band} · {self.grade}",
            amount=format_amount(self.amount),
            lower=" · ".join(self.lower or ()),
            compared_with=format_amount(self.compared_with),
            areas="、".join(self.areas),
            mark=self.mark,
        )
        if self.needed is None:
            cure = _("No amount would do: a performance mark pays nothing.")
        else:
            cure = _("It needs {needed} yuan.").format(needed=format_amount(self.needed))
        return _("{first} {second}").format(first=fault, second=cure)
