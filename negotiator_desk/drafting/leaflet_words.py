"""The words of the workers' leaflet, in the language that it is written in.

They stand in `resources/papers/leaflet.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from string import Formatter

from negotiator_desk.drafting.blocks import Content, Inline
from negotiator_desk.drafting.fields import chinese_date
from negotiator_desk.drafting.fields_english import english_date
from negotiator_desk.drafting.wording import Tongue
from negotiator_desk.paths import resource
from negotiator_desk.strict_toml import read_table

_TABLES = {Tongue.CHINESE: "zh_CN", Tongue.ENGLISH: "en"}
_PDF_LANGUAGES = {Tongue.CHINESE: "zh-CN", Tongue.ENGLISH: "en"}

Fill = str | Inline | Content


class LeafletWords:
    """Says everything that the leaflet says beside figures, names and the clauses' sentences."""

    def __init__(self, tongue: Tongue, texts: Mapping[str, str]) -> None:
        self.tongue = tongue
        self._texts = texts

    @property
    def pdf_language(self) -> str:
        """The language as PDF names it."""
        return _PDF_LANGUAGES[self.tongue]

    def __call__(self, key: str, **values: str) -> str:
        """Return a text with its fields filled in; what is filled in is never looked at again.

        Raises:
            KeyError: There is no such text, or it has another field: a mistake of ours.
        """
        return self._texts[key].format(**values)

    def content(self, key: str, **values: Fill) -> Content:
        """Return a text with figures in its fields.

        Raises:
            KeyError: As above.
        """
        parts: list[Inline] = []
        for text, name, _spec, _conversion in Formatter().parse(self._texts[key]):
            if text:
                parts.append(text)
            if name is not None:
                value = values[name]
                parts += value if isinstance(value, tuple) else (value,)
        return tuple(part for part in parts if part)

    def day(self, day: date) -> str:
        """Return 2026年5月1日, or 1 May 2026."""
        return chinese_date(day) if self.tongue is Tongue.CHINESE else english_date(day)


@cache
def load_leaflet_words(tongue: Tongue) -> LeafletWords:
    """Return the words of a language.

    Raises:
        FormatError: The file does not follow its format: the installation is damaged.
    """
    table = read_table(resource("papers", "leaflet.toml"))
    texts = {one: table.table(name).texts() for one, name in _TABLES.items()}
    table.finish()
    return LeafletWords(tongue, texts[tongue])
