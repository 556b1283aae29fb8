"""Checks of single fields that people type, before anything is changed."""

from __future__ import annotations

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.models.columns import LONGEST_LINE, LONGEST_TEXT, clean_text

_TURNING = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the direction of writing: a name would be read as it does not stand."""


def required_line(text: str, field: str) -> str:
    """Return a one-line text as it will be stored.

    Args:
        text: What was typed.
        field: The field's name as the user sees it, already translated.

    Raises:
        InputError: Nothing was typed, or too much.
    """
    line = optional_line(text, field)
    if not line:
        raise InputError(
            _("“{field}” is empty; nothing was changed.").format(field=field),
            hint=_("Fill it in and save again."),
        )
    return line


def optional_line(text: str, field: str) -> str:
    """Return a one-line text as it will be stored; "" is allowed.

    Marks that turn the direction of writing are left out, as control characters are.

    Raises:
        InputError: It is longer than `LONGEST_LINE` characters.
    """
    line = " ".join(clean_text(text).translate(_TURNING).split())
    return _within(line, field, LONGEST_LINE)


def long_text(text: str, field: str) -> str:
    """Return a text of several lines as it will be stored; "" is allowed.

    Raises:
        InputError: It is longer than `LONGEST_TEXT` characters.
    """
    return _within(clean_text(text).strip(), field, LONGEST_TEXT)


def _within(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise InputError(
            _(
                "“{field}” has {count} characters, at most {longest} are allowed; "
                "nothing was changed."
            ).format(field=field, count=len(text), longest=longest),
            hint=_("Shorten it and save again."),
        )
    return text
