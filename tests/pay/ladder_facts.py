"""What wage ladders are held against in tests."""

from decimal import Decimal

from negotiator_desk.pay.ladder_rules import LadderRules
from negotiator_desk.pay.terms import PostClass

CLASS_SHARES = (
    (PostClass.BASIC, Decimal("1.0500")),
    (PostClass.IMPORTANT, Decimal("1.2000")),
    (PostClass.KEY, Decimal("1.5000")),
    (PostClass.CORE, Decimal("2.0000")),
)
"""As the guidance has them; the program's own stand in the rule pack."""

GUIDED = LadderRules(class_shares=CLASS_SHARES)
