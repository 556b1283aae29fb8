"""The bilingual edition: Chinese at the left, English at the right, level clause by clause.

What belongs to both languages at once stands once over the whole width: the title, the signatures
and the tables of the annexes, whose heads are in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.annexes import annex_blocks, annex_title, representative_blocks
from negotiator_desk.drafting.annexes_english import Labels
from negotiator_desk.drafting.blocks import (
    Annex,
    Blank,
    Block,
    Chapter,
    Contents,
    Document,
    Pair,
    Party,
    Prose,
    Reference,
    Remark,
    Signatory,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.compose import (
    contract_title,
    has_contents,
    head_of,
    parties_of,
)
from negotiator_desk.drafting.composition import (
    ENGLISH_MISSING,
    Composition,
    PlacedClause,
    substitute,
)
from negotiator_desk.drafting.fields import BLANK, chinese_date
from negotiator_desk.drafting.fields_english import BLANK as ENGLISH_BLANK
from negotiator_desk.drafting.fields_english import english_date
from negotiator_desk.drafting.numbering import NUMBERING
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotParty
from negotiator_desk.drafting.wording import Tongue

_GOVERNING = {
    Tongue.CHINESE: (
        "本合同以中文和英文书写，两种文本不一致的，以中文文本为准。",
        "Where the two texts differ, the Chinese text prevails.",
    ),
    Tongue.ENGLISH: (
        "本合同以中文和英文书写，两种文本不一致的，以英文文本为准。",
        "Where the two texts differ, the English text prevails.",
    ),
}

_NOT_ADAPTED = {
    Tongue.CHINESE: "The Chinese text was changed; the English has not been adapted to it yet.",
    Tongue.ENGLISH: "英文文本已经修改，中文文本尚未相应修改。",
}
"""By the language that was changed; it stands in the other one's column of a draft."""


def compose_bilingual(snapshot: Snapshot) -> Document:
    """Return the contract in two languages; equal snapshots make equal contracts."""
    composition = Composition(snapshot)
    return head_of(snapshot, contract_title(composition), tuple(_blocks(composition)))


def _blocks(composition: Composition) -> Iterator[Block]:
    snapshot = composition.snapshot
    yield Title(contract_title(composition))
    yield Title(_english_title(composition))
    yield from _references(composition)
    yield from (Reference(line) for line in _GOVERNING[composition.text.governing])
    for chinese, english in zip(parties_of(snapshot), _english_parties(snapshot), strict=True):
        yield Pair((chinese,), (english,))
    if has_contents(composition):
        yield Pair((Contents("目录"),), (Contents("Contents"),))
    yield from _pairs(*_preambles(composition))
    for chapter in composition.chapters:
        title = chapter.chapter
        number = NUMBERING[Tongue.ENGLISH].chapter(chapter.number)
        yield Pair(
            (Chapter(NUMBERING[Tongue.CHINESE].chapter(chapter.number), title.title),),
            (Chapter(number, title.english or ENGLISH_BLANK),),
        )
        for placed in chapter.clauses:
            yield from _clause(composition, placed)
    yield _signatures(snapshot)
    yield from _annexes(composition)


def _references(composition: Composition) -> Iterator[Reference]:
    yield Reference(f"编号 No.：{composition.snapshot.case_number or BLANK}")
    main = composition.text.main_contract
    if main is not None:
        title = main.title.strip().removeprefix("《").removesuffix("》") or BLANK
        signed = signed_english = ""
        if main.signed_on is not None:
            signed = f"（{chinese_date(main.signed_on)}签订）"
            signed_english = f", signed on {english_date(main.signed_on)}"
        yield Reference(f"主合同：《{title}》{signed}")
        yield Reference(f"Main contract: 《{title}》{signed_english}")


def _english_title(composition: Composition) -> str:
    title = plain(substitute(composition.text.title_english, composition.fields_english))
    return title or ENGLISH_BLANK


def _english_parties(snapshot: Snapshot) -> tuple[Party, Party]:
    return (
        _english_party(
            "Employer Side (Party A)", snapshot.employer, "Legal representative or head"
        ),
        _english_party("Employee Side (Party B)", snapshot.employee, "Chair of the trade union"),
    )


def _english_party(heading: str, party: SnapshotParty, head_label: str) -> Party:
    return Party(
        heading,
        party.name or ENGLISH_BLANK,
        (
            ("Unified social credit code", party.credit_code or ENGLISH_BLANK),
            ("Address", party.address or ENGLISH_BLANK),
            (head_label, party.head or ENGLISH_BLANK),
            ("Chief representative", party.chief or ENGLISH_BLANK),
        ),
    )


def _preambles(composition: Composition) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    text = composition.text
    chinese = tuple(
        Prose(substitute(line, composition.fields)) for line in text.preamble.splitlines()
    )
    english = tuple(
        Prose(substitute(line, composition.fields_english))
        for line in text.preamble_english.splitlines()
    )
    return chinese, english or (Prose((Blank("", ENGLISH_MISSING, ENGLISH_BLANK),)),)


def _clause(composition: Composition, placed: PlacedClause) -> Iterator[Pair]:
    """Yield a clause's pairs; in a draft, the side that another's change did not reach is told."""
    chinese: tuple[Block, ...] = composition.clause_blocks(placed)
    english: tuple[Block, ...] = composition.clause_blocks(placed, Tongue.ENGLISH)
    yield from _pairs(chinese, english)
    changed = placed.text.changed_side
    if changed is not None and not composition.snapshot.is_final:
        remark = (Remark((_NOT_ADAPTED[changed],), placed.text.place),)
        yield Pair((), remark) if changed is Tongue.CHINESE else Pair(remark, ())


def _pairs(chinese: tuple[Block, ...], english: tuple[Block, ...]) -> Iterator[Pair]:
    """Yield paragraph beside paragraph; all in one pair where they do not match one by one."""
    if [type(block) for block in chinese] == [type(block) for block in english]:
        for left, right in zip(chinese, english, strict=True):
            yield Pair((left,), (right,))
    else:
        yield Pair(chinese, english)


def _signatures(snapshot: Snapshot) -> Signatures:
    return Signatures(
        _signatory(
            "企业方（甲方）\nEmployer Side (Party A)",
            snapshot.employer,
            "法定代表人（签字）\nLegal rep.：",
        ),
        _signatory(
            "职工方（乙方）\nEmployee Side (Party B)",
            snapshot.employee,
            "工会主席（签字）\nUnion chair：",
        ),
    )


def _signatory(heading: str, party: SnapshotParty, head_label: str) -> Signatory:
    return Signatory(
        f"{heading}：\n{party.name or BLANK}",
        (
            "（盖章） (Seal)",
            head_label,
            "首席代表（签字）\nChief rep.：",
            "日期 Date (year, month, day)\n　　　　年　　　月　　　日",
        ),
    )


def _annexes(composition: Composition) -> Iterator[Block]:
    snapshot = composition.snapshot
    say = Labels(is_bilingual=True)
    for issue in composition.with_annex:
        title = annex_title(issue) or ""
        number = composition.annex(issue, Tongue.ENGLISH)
        yield Pair(
            (Annex(composition.annex(issue), f"{title}（{issue.title}）"),),
            (Annex(number, say.english(title)),),
        )
        yield from annex_blocks(issue, composition.figures[issue.offer_id], say)
    title = "集体协商代表名单"
    yield Pair(
        (Annex(composition.last_annex(), title),),
        (Annex(composition.last_annex(Tongue.ENGLISH), say.english(title)),),
    )
    yield from representative_blocks(snapshot.employer, snapshot.employee, say)
