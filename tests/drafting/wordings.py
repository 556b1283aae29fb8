"""Small contracts of a few own clauses, for tests of what is composed of them."""

from __future__ import annotations

from negotiator_desk.drafting.wording import ContractText, Provenance, TextChapter, TextClause


def text_of(*clauses: TextClause) -> ContractText:
    chapters = (TextChapter("one", "甲章", "A"), TextChapter("two", "乙章", "B"))
    return ContractText("合同", "Contract", "前言", "Preamble", chapters, clauses)


def clause(
    key: str, text: str, *, chapter: str = "one", english: str = "", number: int | None = None
) -> TextClause:
    return TextClause(key, chapter, key, key, text, english, Provenance.OWN, 1, issue=number)
