"""What a Word file has that was not taken over, in words."""

from __future__ import annotations

from negotiator_desk.drafting.old_text import OldLeftover
from negotiator_desk.i18n import N_, _
from negotiator_desk.storage.intake.word_answers import LeftKind, WordText

LEFT_WORDS = {
    LeftKind.LAYOUT_TABLE: "排版用表格（按段落读取）",
    LeftKind.PICTURE: "图片",
    LeftKind.TEXT_BOX: "文本框",
    LeftKind.FOOTNOTE: "脚注",
    LeftKind.COMMENT: "批注",
    LeftKind.TRACKED: "修订（按全部接受读取）",
    LeftKind.HEADER: "页眉",
    LeftKind.FOOTER: "页脚",
    LeftKind.FIELD: "域（保留所显示的文字）",
    LeftKind.CONTENTS: "目录",
    LeftKind.OBJECT: "嵌入对象",
    LeftKind.FORMULA: "公式",
    LeftKind.HIDDEN: "隐藏文字",
    LeftKind.LINK: "外部链接（未打开）",
    LeftKind.SYMBOL: "符号",
    LeftKind.SIGNATURES: "签名栏",
    LeftKind.UNKNOWN: "未能识别的内容",
}
"""In the language of agreements: the redline prints it. Tables are compared, so it names none."""


LEFT_NAMES = {
    LeftKind.TABLE: N_("Tables, kept as rows"),
    LeftKind.LAYOUT_TABLE: N_("Tables of running text, kept as paragraphs"),
    LeftKind.PICTURE: N_("Pictures"),
    LeftKind.TEXT_BOX: N_("Text boxes"),
    LeftKind.FOOTNOTE: N_("Footnotes"),
    LeftKind.COMMENT: N_("Comments"),
    LeftKind.TRACKED: N_("Tracked changes, read as accepted"),
    LeftKind.HEADER: N_("Headers"),
    LeftKind.FOOTER: N_("Footers"),
    LeftKind.FIELD: N_("Fields, kept as they show"),
    LeftKind.CONTENTS: N_("Lists of contents"),
    LeftKind.OBJECT: N_("Embedded objects"),
    LeftKind.FORMULA: N_("Formulas"),
    LeftKind.HIDDEN: N_("Hidden text"),
    LeftKind.LINK: N_("Links, never followed"),
    LeftKind.SYMBOL: N_("Symbols"),
    LeftKind.SIGNATURES: N_("Signature blocks"),
    LeftKind.UNKNOWN: N_("Things not known"),
}
"""The same in the interface's language."""


def leftovers_of(text: WordText) -> tuple[OldLeftover, ...]:
    """Return what of a file cannot be compared, in the language of agreements."""
    return tuple(
        OldLeftover(f"{LEFT_WORDS[one.kind]}（{one.count}处）", one.where)
        for one in text.left
        if one.kind in LEFT_WORDS
    )


def report_of(text: WordText) -> tuple[tuple[str, str], ...]:
    """Return what was not understood, or not as it stands, in the interface's language.

    Returns:
        Of every kind its name with the count, and the first words of the first few, "" = none.
    """
    return tuple(
        (_("{what}: {count}").format(what=_(LEFT_NAMES[one.kind]), count=one.count), one.where)
        for one in text.left
    )
