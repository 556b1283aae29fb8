"""References that were typed by hand: to articles and annexes that are not there, or other ones.

References of the library are fields and always right; those that users type are not. A reference to
an article of a law is none to the contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negotiator_desk.drafting.clauses import OPEN
from negotiator_desk.drafting.composition import REFERENCE, Composition, PlacedClause
from negotiator_desk.drafting.library import FIELD, find_clause
from negotiator_desk.drafting.numbering import annex_number, article_number
from negotiator_desk.drafting.prose_numbers import read_or_none
from negotiator_desk.drafting.text_faults import TextFault, TextFaultKind
from negotiator_desk.drafting.wording import ContractLanguage, Provenance
from negotiator_desk.pay.terms import TextTerm

_NUMBER = r"(?P<number>\d+|[零〇一二两三四五六七八九十百千]+)"
_ARTICLE = re.compile(rf"第\s*{_NUMBER}\s*条(?:[（(“「]\s*(?P<title>[^）)”」]{{2,30}})[）)”」])?")
_ANNEX = re.compile(rf"附件\s*{_NUMBER}")
_ENGLISH_ARTICLE = re.compile(r"\bArticles?\s+(?P<number>\d+)\b(?!\s+of\s+(?!this\b))")
_OTHER_TEXT = re.compile(
    r"(?:》(?:[（(][^）)]*[）)])?|(?:法|条例|规定|办法|规则|细则|解释|意见|通知|指引|决定|章程"
    r"|主合同|劳动合同|集体合同|协议))\s*(?:的|中)?\s*$"
)
_OWN_TEXT = re.compile(r"(?:本合同|本协议|本集体合同|本专项集体合同)\s*(?:的|中)?\s*$")
_JOINED = re.compile(r"(?:第[零一二三四五六七八九十百\d]+[款项])*[\s、，和及与或至到~—－-]*$")
_BEFORE = 24
"""Characters in front of a reference that say what it refers to."""

_ANNEX_FIELD = "附件"


def check_references(composition: Composition) -> Iterator[TextFault]:
    """Yield the references typed by hand that point nowhere or elsewhere, or may do so one day."""
    clauses = list(composition.clauses())
    titles = {one.text.title.strip(): one.number for one in clauses if one.text.title.strip()}
    for placed in clauses:
        for text in _typed(placed):
            yield from _articles(placed, text, len(clauses), titles)
            yield from _annexes(composition, placed, text)
        yield from _replaced(composition, placed)
        if composition.text.language is ContractLanguage.BILINGUAL and _is_own(placed):
            yield from _english(placed, len(clauses))


def own_references(text: str) -> Iterator[re.Match[str]]:
    """Yield the typed references to articles of the contract itself."""
    is_own, end = True, -1
    for match in _ARTICLE.finditer(text):
        is_joined = end >= 0 and _JOINED.fullmatch(text[end : match.start()]) is not None
        if not is_joined:
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            is_own = bool(_OWN_TEXT.search(before)) or not _OTHER_TEXT.search(before)
        end = match.end()
        if is_own:
            yield match


def _is_own(placed: PlacedClause) -> bool:
    return placed.text.provenance not in {Provenance.LIBRARY, Provenance.VARIANT}


def _typed(placed: PlacedClause) -> Iterator[str]:
    """Yield what users typed of a clause."""
    if _is_own(placed):
        yield placed.text.text
    if placed.issue is not None and isinstance(placed.issue.terms, TextTerm):
        yield placed.issue.terms.text


def _articles(
    placed: PlacedClause, text: str, count: int, titles: dict[str, int]
) -> Iterator[TextFault]:
    place = placed.text.place
    for match in own_references(text):
        number = _number(match["number"])
        name = f"第{match['number']}条"
        meant = titles.get((match["title"] or "").strip(), number)
        if number is None or not 1 <= number <= count:
            yield TextFault(TextFaultKind.NO_SUCH_ARTICLE, place, name)
        elif meant is not None and meant != number:
            yield TextFault(TextFaultKind.WRONG_ARTICLE, place, name, article_number(meant))
        else:
            yield TextFault(TextFaultKind.TYPED_ARTICLE, place, name)


def _replaced(composition: Composition, placed: PlacedClause) -> Iterator[TextFault]:
    """Yield typed numbers that took the place of references and are not theirs.

    Judged only where as many references went from the library's wording as numbers were typed.
    """
    clause = placed.text
    model = find_clause(clause.key) if clause.provenance is Provenance.REWORDED else None
    if model is None:
        return
    wording = next((one.text for one in model.variants if one.key == clause.variant), model.text)
    there = [name for name in FIELD.findall(wording) if name.startswith(REFERENCE)]
    lost = [name for name in there if f"{OPEN}{name}" not in clause.text]
    typed = list(own_references(clause.text))
    if not lost or len(lost) != len(typed):
        return
    for name, match in zip(lost, typed, strict=True):
        target = composition.target(name.removeprefix(REFERENCE), placed)
        if target is not None and _number(match["number"]) != target.number:
            meant = article_number(target.number)
            shown = f"第{match['number']}条"
            yield TextFault(TextFaultKind.WRONG_ARTICLE, clause.place, shown, meant)


def _annexes(composition: Composition, placed: PlacedClause, text: str) -> Iterator[TextFault]:
    own = "" if placed.issue is None else composition.annex(placed.issue)
    model = find_clause(placed.text.key)
    asked = model is not None and f"{OPEN}{_ANNEX_FIELD}" in model.text
    is_replaced = bool(own) and asked and f"{OPEN}{_ANNEX_FIELD}" not in text
    for match in _ANNEX.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _OTHER_TEXT.search(before) and not _OWN_TEXT.search(before):
            continue
        number = _number(match["number"])
        name = f"附件{match['number']}"
        if number is None or not 1 <= number <= len(composition.with_annex) + 1:
            yield TextFault(TextFaultKind.NO_SUCH_ANNEX, placed.text.place, name)
        elif is_replaced and annex_number(number) != own:
            yield TextFault(TextFaultKind.WRONG_ANNEX, placed.text.place, name, own)


def _english(placed: PlacedClause, count: int) -> Iterator[TextFault]:
    for match in _ENGLISH_ARTICLE.finditer(placed.text.english):
        if not 1 <= int(match["number"]) <= count:
            yield TextFault(TextFaultKind.NO_SUCH_ARTICLE, placed.text.place, match.group())


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    value = read_or_none(text)
    return None if value is None else int(value)
