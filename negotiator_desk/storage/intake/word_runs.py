"""The text of one paragraph, as it would be read with all changes accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from negotiator_desk.storage.intake.word_answers import LeftKind
from negotiator_desk.storage.intake.word_left import Leftovers
from negotiator_desk.storage.intake.word_styles import Format, Styles
from negotiator_desk.storage.intake.word_xml import Element, child, local, value

_AROUND = frozenset(
    {"hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple"}
    | {"dir", "bdo"}
)
"""Elements around runs whose content is read as if they were not there."""

_TEXTS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "sym": "□",
}
"""Elements of a run that stand for a character."""

_PLAIN_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "HYPERLINK", "TOC", ""})
"""Fields whose results are worth no remark."""

_PICTURES = frozenset({"pic", "imagedata", "blip"})
_OBJECTS = frozenset({"chart", "relIds", "OLEObject", "control"})


@dataclass
class RunText:
    """What a paragraph says and looks like.

    Attributes:
        is_bold: All that is seen of it is.
        size: Half points of its largest text.
        is_contents: It stands in a contents list.
    """

    text: str = ""
    is_bold: bool = True
    size: int = 0
    is_contents: bool = False


@dataclass
class _Field:
    """A field that was begun.

    Attributes:
        instruction: What Word works out.
        is_result: Its instruction is over, what follows is its result.
    """

    instruction: str = ""
    is_result: bool = False

    @property
    def name(self) -> str:
        """The field's kind, such as TOC."""
        return (self.instruction.split() or [""])[0].upper()


@dataclass
class Runs:
    """Reads the runs of one paragraph after the other; fields may run over several."""

    styles: Styles
    left: Leftovers
    fields: list[_Field] = field(default_factory=list)

    def of(self, paragraph: Element, around: Format) -> RunText:
        """Return the text of a paragraph."""
        made = RunText()
        self._walk(paragraph, around, made)
        made.is_bold = made.is_bold and bool(made.text.strip())
        return made

    def _walk(self, element: Element, around: Format, made: RunText) -> None:
        for one in element:
            name = local(one)
            self.left.note_change(name)
            if name == "r":
                self._run(one, around, made)
            elif name in _AROUND:
                if name == "fldSimple":
                    self._note_field((value(one, "instr") or "").split(" ")[0].upper())
                self._walk(one, around, made)
            elif name in {"oMath", "oMathPara"}:
                text = "".join(part.text or "" for part in one.iter() if local(part) == "t")
                self.left.add(LeftKind.FORMULA, text)
                made.text += text
            elif name == "AlternateContent":
                self._walk(_chosen(one), around, made)

    def _run(self, run: Element, around: Format, made: RunText) -> None:
        look = self.styles.look_of(child(run, "rPr"), around)
        before = len(made.text)
        for one in run:
            self._piece(one, made)
        text = made.text[before:]
        if look.is_hidden and text:
            self.left.add(LeftKind.HIDDEN, text)
            made.text = made.text[:before]
        elif text.strip():
            made.is_bold = made.is_bold and look.is_bold
            made.size = max(made.size, look.size)

    def _piece(self, one: Element, made: RunText) -> None:
        name = local(one)
        if name == "fldChar":
            self._field_mark(one)
        elif name == "instrText":
            if self.fields:
                self.fields[-1].instruction += one.text or ""
        elif any(not known.is_result for known in self.fields):
            return
        elif name == "t":
            made.text += one.text or ""
            made.is_contents = made.is_contents or any(known.name == "TOC" for known in self.fields)
        elif name == "br":
            made.text += "\n" if value(one, "type") in {None, "textWrapping"} else ""
        elif name in _TEXTS:
            made.text += _TEXTS[name]
            if name == "sym":
                self.left.add(LeftKind.SYMBOL, "")
        elif name in {"footnoteReference", "endnoteReference"}:
            self.left.add(LeftKind.FOOTNOTE, "")
        elif name in {"drawing", "pict", "object"}:
            self._shape(one)
        elif name == "AlternateContent":
            for chosen in _chosen(one):
                self._piece(chosen, made)
        elif name == "ruby":
            for base in one:
                if local(base) == "rubyBase":
                    made.text += "".join(
                        part.text or "" for part in base.iter() if local(part) == "t"
                    )

    def _field_mark(self, mark: Element) -> None:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = True
        elif kind == "end" and self.fields:
            self._note_field(self.fields.pop().name)

    def _note_field(self, name: str) -> None:
        if name not in _PLAIN_FIELDS:
            self.left.add(LeftKind.FIELD, name)

    def _shape(self, shape: Element) -> None:
        names = {local(part) for part in shape.iter()}
        if "txbxContent" in names:
            text = "".join(part.text or "" for part in shape.iter() if local(part) == "t")
            self.left.add(LeftKind.TEXT_BOX, text)
        elif names & _OBJECTS:
            self.left.add(LeftKind.OBJECT, "")
        elif names & _PICTURES:
            self.left.add(LeftKind.PICTURE, "")
        else:
            self.left.add(LeftKind.UNKNOWN, "")


def _chosen(alternatives: Element) -> Element:
    """Return the first way of saying the same thing."""
    choice = child(alternatives, "Choice")
    if choice is not None:
        return choice
    fallback = child(alternatives, "Fallback")
    return alternatives if fallback is None else fallback
