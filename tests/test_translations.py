"""The Chinese catalogue is complete, current and fills the same placeholders."""

from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import negotiator_desk
from negotiator_desk import i18n

ROOT = Path(negotiator_desk.__file__).parents[1]
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
TRANSLATED = [code for code in i18n.LANGUAGES if code != i18n.SOURCE_LANGUAGE]


def _catalogue(code: str) -> Catalog:
    path = ROOT / "resources" / "locale" / code / "LC_MESSAGES" / "desk.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=code)


def _source() -> set[tuple[str | None, str]]:
    found = extract_from_dir(ROOT / "negotiator_desk", keywords=KEYWORDS)
    return {
        (context, message if isinstance(message, str) else message[0])
        for _file, _line, message, _comments, context in found
    }


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_has_every_text_of_the_program_and_no_other(code: str) -> None:
    known = {
        (m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in _catalogue(code) if m.id
    }
    assert _source() - known == set()
    assert known - _source() == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated_and_none_is_a_guess(code: str) -> None:
    open_ones = [
        m.id
        for m in _catalogue(code)
        if m.id and (m.fuzzy or not all([m.string] if isinstance(m.string, str) else m.string))
    ]
    assert open_ones == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_compiles_without_complaint(code: str) -> None:
    catalogue = _catalogue(code)
    complaints = [(m.id, str(e)) for m in catalogue if m.id for e in m.check(catalogue)]
    assert complaints == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_fill_the_same_placeholders(code: str) -> None:
    different = [
        m.id
        for m in _catalogue(code)
        if m.id
        for text in ([m.string] if isinstance(m.string, str) else m.string)
        if _fields(text) != _fields(m.id if isinstance(m.id, str) else m.id[-1])
    ]
    assert different == []


def _fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="tlh"):
        i18n.use_language("tlh")


def test_switching_the_language_changes_what_is_shown() -> None:
    i18n.use_language("zh_CN")
    assert i18n._("{text} is too large.") == "{text} 过大。"
    i18n.use_language("en")
    assert i18n._("{text} is too large.") == "{text} is too large."
