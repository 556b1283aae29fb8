"""The annotated edition: the contract for whoever drafts, with what stands behind each clause.

The legal basis of a clause is a footnote at its end. A remark under the clause says where its
wording and its agreed figures come from, what was filled in and within which limits, and what to
mind. None of this is in the contract itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiator_desk.drafting.blocks import (
    Block,
    Content,
    Document,
    Figure,
    Footnote,
    Inline,
    Remark,
    inlines,
)
from negotiator_desk.drafting.clauses import Basis, Parameter, ParameterKind
from negotiator_desk.drafting.compose import blocks_of, contract_title, has_contents, head_of
from negotiator_desk.drafting.composition import Composition, Paragraph, PlacedClause
from negotiator_desk.drafting.fields import chinese_date
from negotiator_desk.drafting.instruments import VERIFIED, citation
from negotiator_desk.drafting.library import find_clause
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.parameters import print_value
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.wording import Provenance, TextClause, Tongue

_UNITS = {ParameterKind.AMOUNT: "元", ParameterKind.PERCENT: ""}
_CHANGED = {
    Tongue.CHINESE: "只修改了中文，英文尚未相应修改。",
    Tongue.ENGLISH: "只修改了英文，中文尚未相应修改。",
}
_CODE = 16
"""Digits of a fingerprint that are printed."""


def compose_annotated(snapshot: Snapshot) -> Document:
    """Return the annotated edition of a contract, in Chinese."""
    composition = Composition(snapshot)

    def clause_blocks(placed: PlacedClause) -> Iterator[Block]:
        return _annotated(composition, placed)

    blocks = blocks_of(composition, clause_blocks, with_contents=has_contents(composition))
    document = head_of(snapshot, contract_title(composition), tuple(blocks))
    edition = f"{snapshot.case_number}　第{snapshot.version}版　注释本".strip("　")
    return replace(document, edition=edition)


def _annotated(composition: Composition, placed: PlacedClause) -> Iterator[Block]:
    paragraphs = composition.clause_blocks(placed)
    yield from _with_footnote(paragraphs, placed.text.basis)
    lines = [
        (_provenance(placed.text),),
        *_figures(composition, placed, paragraphs),
        *_parameters(placed.text),
    ]
    if placed.text.notes:
        lines.append((f"起草提示：{placed.text.notes}",))
    yield Remark(_joined(lines), placed.text.place)


def _with_footnote(paragraphs: Sequence[Paragraph], basis: tuple[Basis, ...]) -> Iterator[Block]:
    """Yield a clause's paragraphs; its basis is a footnote behind the last one."""
    yield from paragraphs[:-1]
    last = paragraphs[-1]
    text = _basis(basis)
    yield replace(last, content=(*last.content, Footnote(text))) if text else last


def _basis(basis: tuple[Basis, ...]) -> str:
    verified = [citation(one) for one in basis if one.mark in VERIFIED]
    others = [citation(one) for one in basis if one.mark not in VERIFIED]
    sentences = []
    if verified:
        sentences.append(f"依据：{'；'.join(verified)}。")
    if others:
        sentences.append(f"待核对，不作为依据：{'；'.join(others)}。")
    return "".join(sentences)


def _provenance(clause: TextClause) -> str:
    """Return where a clause's wording comes from."""
    library = f"条款库“{clause.title or clause.key}”"
    match clause.provenance:
        case Provenance.LIBRARY:
            text = f"{library}第{clause.version}版"
        case Provenance.VARIANT:
            text = f"{library}第{clause.version}版，所选写法：{_variant_label(clause)}"
        case Provenance.OWN_VARIANT:
            text = f"{library}，所选写法为自拟写法第{clause.version}版"
        case Provenance.REWORDED:
            text = f"{library}第{clause.version}版，本合同中改写"
        case Provenance.OWN:
            text = f"自拟条款第{clause.version}版"
        case Provenance.IMPORTED:
            text = f"从原有协议导入，第{clause.version}版"
    changed = "" if clause.changed_side is None else _CHANGED[clause.changed_side]
    return f"来源：{text}。{changed}"


def _variant_label(clause: TextClause) -> str:
    found = find_clause(clause.key)
    labels = {} if found is None else {one.key: one.label for one in found.variants}
    return labels.get(clause.variant, clause.variant)


def _figures(
    composition: Composition, placed: PlacedClause, paragraphs: Sequence[Paragraph]
) -> Iterator[Content]:
    """Yield the agreed figures of a clause, and the meeting in which they were agreed."""
    issue = placed.issue
    if issue is None:
        return
    found: dict[str, Figure] = {}
    for part in inlines(paragraphs):
        if isinstance(part, Figure):
            found.setdefault(part.key, part)
    parts: list[Inline] = []
    if "text" not in found:
        for figure in found.values():
            parts += ["、" if parts else "本条数值", figure]
    agreed = _agreed(composition.snapshot, issue, with_data=bool(parts))
    parts.append(f"{'，' if parts else ''}{agreed}")
    yield tuple(parts)


def _agreed(snapshot: Snapshot, issue: SnapshotIssue, *, with_data: bool) -> str:
    meeting = next((one for one in snapshot.meetings if one.number == issue.session_number), None)
    place = f"（{meeting.place}）" if meeting is not None and meeting.place else ""
    text = (
        f"出自议题{issue.position}“{issue.title}”：{chinese_date(issue.agreed_on)}"
        f"第{chinese_number(issue.session_number)}次协商会议{place}达成一致"
    )
    if issue.dataset_fingerprint and with_data:
        text += f"，测算数据指纹{issue.dataset_fingerprint[:_CODE].upper()}"
    return f"{text}。"


def _parameters(clause: TextClause) -> Iterator[Content]:
    """Yield what was filled in, and what may be."""
    values = dict(clause.values)
    for parameter in clause.parameters:
        value = values.get(parameter.name, "")
        unit = _UNITS.get(parameter.kind, parameter.unit)
        filled = f"{print_value(parameter, value)}{unit}" if value else "未填写"
        limits = _limits(parameter)
        yield (f"填写项“{parameter.name}”：{filled}{f'（{limits}）' if limits else ''}。",)


def _limits(parameter: Parameter) -> str:
    unit = "%" if parameter.kind is ParameterKind.PERCENT else _UNITS.get(parameter.kind)
    unit = parameter.unit if unit is None else unit
    parts = []
    if parameter.least is not None:
        parts.append(f"不低于{parameter.least:f}{unit}")
    if parameter.most is not None:
        parts.append(f"不高于{parameter.most:f}{unit}")
    if parameter.suggested:
        parts.append(f"常见约定：{parameter.suggested}")
    return "，".join(parts)


def _joined(lines: Sequence[Content]) -> Content:
    """Put lines under each other."""
    parts: list[Inline] = []
    for line in lines:
        if parts:
            parts.append("\n")
        parts += line
    return tuple(parts)
