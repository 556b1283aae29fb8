"""Composes a contract: a snapshot gives blocks of numbered text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from negotiator_desk.drafting.annexes import annex_blocks, annex_title, representative_blocks
from negotiator_desk.drafting.annexes_english import Labels
from negotiator_desk.drafting.blocks import (
    Annex,
    Block,
    Chapter,
    Contents,
    Document,
    Party,
    Prose,
    Reference,
    Signatory,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.composition import Composition, PlacedClause, substitute
from negotiator_desk.drafting.fields import BLANK, chinese_date
from negotiator_desk.drafting.numbering import chapter_number
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotParty

ClauseBlocks = Callable[[PlacedClause], Iterable[Block]]
"""Makes the blocks of one clause."""

MOST_CHAPTERS_WITHOUT_CONTENTS = 8
MOST_ANNEXES_WITHOUT_CONTENTS = 2
"""Chapters, and annexes, up to which a contract is found through without a list of them."""


def compose(snapshot: Snapshot) -> Document:
    """Return the contract that a snapshot makes; equal snapshots make equal contracts."""
    return document_of(snapshot, Composition(snapshot))


def document_of(snapshot: Snapshot, composition: Composition) -> Document:
    """Return the contract of a composition."""
    return head_of(snapshot, contract_title(composition), tuple(_blocks(composition)))


def head_of(snapshot: Snapshot, title: str, blocks: tuple[Block, ...]) -> Document:
    """Return a document about a contract, with what files and footers say of it."""
    return Document(
        title=title,
        author="、".join(
            party.name for party in (snapshot.employer, snapshot.employee) if party.name
        ),
        reference=snapshot.case_number,
        version=snapshot.version,
        fingerprint=snapshot.fingerprint,
        blocks=blocks,
    )


def contract_title(composition: Composition) -> str:
    """Return what a contract is called, its fields filled in; a line end may stand in it."""
    return plain(substitute(composition.text.title, composition.fields))


def has_contents(composition: Composition) -> bool:
    """Whether the contract is long enough for a list of its chapters and annexes."""
    annexes = len(composition.with_annex) + 1
    return (
        len(composition.chapters) > MOST_CHAPTERS_WITHOUT_CONTENTS
        or annexes > MOST_ANNEXES_WITHOUT_CONTENTS
    )


def references_of(composition: Composition) -> Iterator[Reference]:
    """Yield the lines under the title: the number, and the contract that this one belongs to."""
    yield Reference(f"编号：{composition.snapshot.case_number or BLANK}")
    main = composition.text.main_contract
    if main is not None:
        title = main.title.strip().removeprefix("《").removesuffix("》") or BLANK
        signed = "" if main.signed_on is None else f"（{chinese_date(main.signed_on)}签订）"
        yield Reference(f"主合同：《{title}》{signed}")


def party_of(heading: str, party: SnapshotParty, head_label: str) -> Party:
    """Return how one side is named at the head of the contract."""
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


def parties_of(snapshot: Snapshot) -> tuple[Party, Party]:
    """Return both sides as named at the head of the contract."""
    return (
        party_of("企业方（甲方）", snapshot.employer, "法定代表人或者主要负责人"),
        party_of("职工方（乙方）", snapshot.employee, "工会主席"),
    )


def annexes_of(composition: Composition) -> Iterator[Block]:
    """Yield the annexes: the tables of each issue that has some, and the representatives."""
    snapshot = composition.snapshot
    say = Labels()
    for issue in composition.with_annex:
        title = annex_title(issue) or ""
        yield Annex(composition.annex(issue), f"{say(title)}（{issue.title}）")
        yield from annex_blocks(issue, composition.figures[issue.offer_id], say)
    yield Annex(composition.last_annex(), say("集体协商代表名单"))
    yield from representative_blocks(snapshot.employer, snapshot.employee, say)


def signatures_of(snapshot: Snapshot) -> Signatures:
    """Return the signature block."""
    return Signatures(
        _signatory("企业方（甲方）", snapshot.employer, "法定代表人（签字）："),
        _signatory("职工方（乙方）", snapshot.employee, "工会主席（签字）："),
    )


def blocks_of(
    composition: Composition, clause_blocks: ClauseBlocks, *, with_contents: bool
) -> Iterator[Block]:
    """Yield a whole contract in Chinese.

    Args:
        clause_blocks: Makes the blocks of one clause.
    """
    yield Title(contract_title(composition))
    yield from references_of(composition)
    yield from parties_of(composition.snapshot)
    if with_contents:
        yield Contents("目录")
    for line in composition.text.preamble.splitlines():
        yield Prose(substitute(line, composition.fields))
    for chapter in composition.chapters:
        yield Chapter(chapter_number(chapter.number), chapter.chapter.title)
        for placed in chapter.clauses:
            yield from clause_blocks(placed)
    yield signatures_of(composition.snapshot)
    yield from annexes_of(composition)


def _blocks(composition: Composition) -> Iterator[Block]:
    return blocks_of(
        composition, composition.clause_blocks, with_contents=has_contents(composition)
    )


def _signatory(heading: str, party: SnapshotParty, head_label: str) -> Signatory:
    return Signatory(
        f"{heading}：\n{party.name or BLANK}",
        ("（盖章）", head_label, "首席代表（签字）：", "日期：　　　年　　月　　日"),
    )
