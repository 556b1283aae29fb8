"""What is filled into clauses: how values are checked when typed and written when printed."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from negotiator_desk.drafting.blocks import Form
from negotiator_desk.drafting.capitals import capital_amount
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.values import write_value
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.money import parse_decimal

_LONGEST = 200
_MOST_DIGITS = 12
_NUMBERS = {ParameterKind.AMOUNT, ParameterKind.PERCENT, ParameterKind.NUMBER}

FORMS = {
    ParameterKind.AMOUNT: Form.AMOUNT,
    ParameterKind.PERCENT: Form.PERCENT,
    ParameterKind.NUMBER: Form.AMOUNT,
    ParameterKind.DATE: Form.DATE,
    ParameterKind.PERSON: Form.WORDS,
    ParameterKind.TEXT: Form.WORDS,
}
"""How a value of each kind is stated in a contract."""


def parse_value(parameter: Parameter, text: str) -> str:
    """Return a typed value as it is stored: plain digits, or a day as YYYY-MM-DD.

    Args:
        text: As typed; "" stays "": nothing is filled in.

    Raises:
        InputError: It is no value of the parameter's kind, or outside its limits.
    """
    typed = " ".join(text.split())
    if not typed:
        return ""
    if parameter.kind in _NUMBERS:
        return _number(parameter, typed)
    if parameter.kind is ParameterKind.DATE:
        return _day(parameter, typed).isoformat()
    if len(typed) > _LONGEST:
        raise InputError(
            _("“{name}” takes at most {most} characters.").format(
                name=parameter.name, most=_LONGEST
            )
        )
    return typed


def print_value(parameter: Parameter, value: str, *, capitals: bool = False) -> str:
    """Return a stored value as a Chinese contract prints it.

    Args:
        value: As `parse_value` returned it; not "".
        capitals: An amount in capital numerals.
    """
    match parameter.kind:
        case ParameterKind.AMOUNT:
            amount = Decimal(value)
            return capital_amount(amount) if capitals else write_value(amount, Form.AMOUNT)
        case ParameterKind.PERCENT:
            return write_value(Decimal(value) / 100, Form.PERCENT)
        case ParameterKind.NUMBER:
            return write_value(Decimal(value), Form.AMOUNT, places=0)
        case ParameterKind.DATE:
            day = date.fromisoformat(value)
            return f"{day.year}年{day.month}月{day.day}日"
        case ParameterKind.PERSON | ParameterKind.TEXT:
            return value


def _number(parameter: Parameter, typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed)
    if parameter.kind is ParameterKind.PERCENT:
        plain = plain.removesuffix("%")
    try:
        value = parse_decimal(plain, places=_MOST_DIGITS)
    except InputError as error:
        raise InputError(
            _("“{typed}” is no number for “{name}”.").format(typed=typed, name=parameter.name),
            hint=_("Write digits alone, such as 1500 or 12.5; the unit is there already."),
        ) from error
    if value != value.quantize(Decimal("0.01")):
        raise InputError(_("“{name}” takes at most two decimals.").format(name=parameter.name))
    least, most = parameter.least, parameter.most
    if least is not None and value < least:
        raise InputError(
            _("“{name}” is at least {least}.").format(name=parameter.name, least=least)
        )
    if most is not None and value > most:
        raise InputError(_("“{name}” is at most {most}.").format(name=parameter.name, most=most))
    if parameter.kind is ParameterKind.AMOUNT and value < 0:
        raise InputError(_("“{name}” is no negative amount.").format(name=parameter.name))
    return f"{value.normalize():f}"


def _day(parameter: Parameter, typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise InputError(
            _("“{typed}” is no day for “{name}”; write it as 2026-05-01.").format(
                typed=typed, name=parameter.name
            )
        ) from error
