"""Composes a contract: a snapshot gives blocks of numbered text."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.annexes import annex_blocks, annex_title, representative_blocks
from negotiator_desk.drafting.blocks import (
    Annex,
    Block,
    Chapter,
    Document,
    Party,
    Prose,
    Reference,
    Signatory,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.composition import Composition, substitute
from negotiator_desk.drafting.fields import BLANK
from negotiator_desk.drafting.numbering import chapter_number
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotParty


def compose(snapshot: Snapshot) -> Document:
    """Return the contract that a snapshot makes; equal snapshots make equal contracts."""
    return document_of(snapshot, Composition(snapshot))


def document_of(snapshot: Snapshot, composition: Composition) -> Document:
    """Return the contract of a composition."""
    return Document(
        title=contract_title(composition),
        author="、".join(
            party.name for party in (snapshot.employer, snapshot.employee) if party.name
        ),
        reference=snapshot.case_number,
        version=snapshot.version,
        fingerprint=snapshot.fingerprint,
        blocks=tuple(_blocks(composition)),
    )


def contract_title(composition: Composition) -> str:
    """Return what a contract is called, its fields filled in; a line end may stand in it."""
    return plain(substitute(composition.text.title, composition.fields))


def _blocks(composition: Composition) -> Iterator[Block]:
    snapshot = composition.snapshot
    yield Title(contract_title(composition))
    yield Reference(f"编号：{snapshot.case_number or BLANK}")
    yield _party("企业方（甲方）", snapshot.employer, "法定代表人或者主要负责人")
    yield _party("职工方（乙方）", snapshot.employee, "工会主席")
    for line in composition.text.preamble.splitlines():
        yield Prose(substitute(line, composition.fields))
    for chapter in composition.chapters:
        yield Chapter(chapter_number(chapter.number), chapter.chapter.title)
        for placed in chapter.clauses:
            yield from composition.clause_blocks(placed)
    yield Signatures(
        _signatory("企业方（甲方）", snapshot.employer, "法定代表人（签字）："),
        _signatory("职工方（乙方）", snapshot.employee, "工会主席（签字）："),
    )
    for issue in snapshot.issues:
        title = annex_title(issue)
        if title is not None:
            yield Annex(composition.annexes[issue.offer_id], f"{title}（{issue.title}）")
            yield from annex_blocks(issue, composition.figures[issue.offer_id])
    yield Annex(composition.last_annex, "集体协商代表名单")
    yield from representative_blocks(snapshot.employer, snapshot.employee)


def _party(heading: str, party: SnapshotParty, head_label: str) -> Party:
    return Party(
        heading,
        party.name or BLANK,
        (
            ("统一社会信用代码", party.credit_code or BLANK),
            ("住所", party.address or BLANK),
            (head_label, party.head or BLANK),
            ("首席代表", party.chief or BLANK),
        ),
    )


def _signatory(heading: str, party: SnapshotParty, head_label: str) -> Signatory:
    return Signatory(
        f"{heading}：\n{party.name or BLANK}",
        ("（盖章）", head_label, "首席代表（签字）：", "日期：　　　年　　月　　日"),
    )
