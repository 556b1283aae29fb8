"""The interface's language.

Source texts are English; `resources/locale/<language>/LC_MESSAGES/desk.po` holds the others. `_()`
is called at the moment of showing, never at import. A contract's language is its own and does not
come from here.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass

from negotiator_desk.paths import resource

SOURCE_LANGUAGE = "en"
LANGUAGES = ("zh_CN", "en")
"""What the interface can be shown in; the first is the default."""


@dataclass
class _Current:
    """The language in use; the one piece of state that texts need everywhere."""

    code: str
    translations: gettext.NullTranslations


_current = _Current(SOURCE_LANGUAGE, gettext.NullTranslations())


def use_language(code: str) -> None:
    """Show everything that follows in `code`, one of `LANGUAGES`.

    Raises:
        ValueError: The language is not one of ours.
    """
    if code not in LANGUAGES:
        raise ValueError(code)
    if code == SOURCE_LANGUAGE:
        translations = gettext.NullTranslations()
    else:
        with resource("locale", code, "LC_MESSAGES", "desk.mo").open("rb") as file:
            translations = gettext.GNUTranslations(file)
    _current.code = code
    _current.translations = translations


def language() -> str:
    """Return the code of the language in use."""
    return _current.code


def _(message: str) -> str:
    """Translate one text; named placeholders are filled in afterwards with `format`."""
    return _current.translations.gettext(message)


def n_(singular: str, plural: str, count: int) -> str:
    """Translate a text that depends on a count."""
    return _current.translations.ngettext(singular, plural, count)


def p_(context: str, message: str) -> str:
    """Translate a short word whose meaning depends on where it stands."""
    return _current.translations.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802  (gettext's customary name)
    """Mark a text for translation that is shown later through `_`."""
    return message
