"""The words of the papers on a costing, in the language that the paper is written in.

They stand in `resources/papers/costing.toml`. A paper's language is its own: the interface's
translations are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.paths import resource
from negotiator_desk.pay.terms import Subject
from negotiator_desk.strict_toml import read_table

CHINESE = "zh_CN"

_PDF_LANGUAGES = {CHINESE: "zh-CN", "en": "en"}


@cache
def load_words(language: str) -> Words:
    """Return the words of a language.

    Args:
        language: One of `i18n.LANGUAGES`.

    Raises:
        FormatError: The file does not follow its format: the installation is damaged.
    """
    table = read_table(resource("papers", "costing.toml"))
    texts = {code: table.table(code).texts() for code in LANGUAGES}
    table.finish()
    return Words(language, texts[language])


class Words:
    """Says everything that a paper says beside its figures and the names that users typed."""

    def __init__(
        self, language: str, texts: Mapping[str, str], common: Mapping[str, str] | None = None
    ) -> None:
        """Take the texts by key.

        Args:
            common: Fields that every text may have.
        """
        self.language = language
        self._texts = texts
        self._common = common or {}

    def about(self, subject: Subject) -> Words:
        """Return the same words about a subject: what is paid for it is called its own way."""
        return Words(self.language, self._texts, {"pay": self(f"pay_{subject.value}")})

    @property
    def pdf_language(self) -> str:
        """The language as PDF names it."""
        return _PDF_LANGUAGES[self.language]

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its fields filled in; what is filled in is never looked at again.

        Raises:
            KeyError: There is no such text, or it has another field: a mistake of ours.
        """
        return self._texts[key].format(**self._common, **values)

    def heading(self, number: int, key: str) -> str:
        """Return the heading of a section: 二、总额."""
        counted = chinese_number(number) if self.language == CHINESE else str(number)
        return self("heading", number=counted, title=self(key))

    def day(self, day: date) -> str:
        """Return 2026年3月5日."""
        return self("day", year=day.year, month=day.month, day=day.day)

    def month(self, month: date) -> str:
        """Return 2026年3月."""
        return self("month", year=month.year, month=month.month)

    def names(self, names: Iterable[str]) -> str:
        """Return 海曙、鄞州."""
        return self("names_and").join(names)

    def clauses(self, clauses: Iterable[str]) -> str:
        """Return parts of a sentence one after the other."""
        return self("clauses_and").join(clauses)

    def sentence(self, clauses: Iterable[str]) -> str:
        """Return parts of a sentence as a whole one, with its end mark."""
        text = self.clauses(clauses)
        return self("full_stop", text=text[:1].upper() + text[1:])

    def sentences(self, sentences: Iterable[str]) -> str:
        """Return whole sentences one after the other."""
        return ("" if self.language == CHINESE else " ").join(sentences)
