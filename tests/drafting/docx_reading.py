"""Reads a Word file back as Word would show it, from its parts alone.

Nothing here knows how our writer works: numbers are counted from `numbering.xml` and the styles, as
the standard (ECMA-376, 17.9) has it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from negotiator_desk.drafting.numbering import chinese_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RULE = "————————"


def w(name: str) -> str:
    """Return a name of WordprocessingML as lxml has it."""
    return _W + name


@dataclass
class Shown:
    """A paragraph as it is shown.

    Attributes:
        style: Id of its style.
        number: What its list puts before it; "" = nothing.
        text: Its own text, insertions and deletions among it.
        accepted, rejected: Its text when all changes are taken, when none is.
        end: "ins" or "del" where its end itself is a change, else "".
    """

    style: str
    number: str
    text: str
    accepted: str
    rejected: str
    end: str
    node: etree._Element = field(repr=False)


class WordFile:
    """A Word file that is read back.

    Args:
        starts_again: A level that an instance starts at a number of its own starts there again
            whenever it restarts. Programs differ in it, so that files may not depend on it.
    """

    def __init__(self, content: bytes, *, starts_again: bool = False) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees = {name: etree.fromstring(part) for name, part in self.parts.items()}
        self.document = self.trees["word/document.xml"]
        self.body = self.document[0]
        self._styles = {
            style.get(w("styleId")): style
            for style in self.trees["word/styles.xml"].iter(w("style"))
        }
        self._counter = _Counter(self.trees["word/numbering.xml"], starts_again)
        self.paragraphs = [self._shown(node) for node in self.document.iter(w("p"))]
        self._by_node = {shown.node: shown for shown in self.paragraphs}

    def part(self, name: str) -> etree._Element:
        """Return a part of the text, such as "footer1"."""
        return self.trees[f"word/{name}.xml"]

    def numbers(self, *styles: str) -> list[str]:
        """Return the numbers of all paragraphs of some styles, in order."""
        return [one.number for one in self.paragraphs if one.style in styles]

    def lines(self) -> list[str]:
        """Return what plain text says line by line: tables by rows, footnotes at the end."""
        found = list(self._lines(self.body))
        notes = [_text(note) for note in self.part("footnotes") if int(note.get(w("id"), "0")) > 0]
        if notes:
            found += [RULE, *(f"[{number}]{text}" for number, text in enumerate(notes, start=1))]
        return found

    def references(self) -> Iterator[tuple[str, str]]:
        """Yield what each reference says, and the number of the paragraph that it points at."""
        marked = {
            start.get(w("name")): self._by_node[start.getparent()].number
            for start in self.document.iter(w("bookmarkStart"))
        }
        for paragraph in self.document.iter(w("p")):
            runs = list(paragraph.iter(w("r")))
            for at, run in enumerate(runs):
                words = run.findtext(w("instrText"), "").split()
                if words[:1] == ["REF"]:
                    yield _text(runs[at + 2]), marked[words[1]]

    def _lines(self, parent: etree._Element) -> Iterator[str]:
        for node in parent:
            if node.tag == w("p"):
                shown = self._by_node[node]
                yield f"{shown.number}{shown.text}"
            elif node.tag == w("tbl"):
                yield from self._table(node)

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [row.findall(w("tc")) for row in table.iter(w("tr"))]
        style = table.find(f"{w('tblPr')}/{w('tblStyle')}").get(w("val"))
        if style == "TableBeside":
            yield from (line for row in rows for cell in row for line in self._lines(cell))
        elif table.find(f".//{w('pStyle')}[@{w('val')}='Signature']") is not None:
            # Plain text has one side after the other.
            for side in (0, 2):
                yield from (line for row in rows for line in self._lines(row[side]))
        else:
            merged: list[str] = []
            for row in rows:
                cells = []
                for cell in row:
                    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
                    text = "".join(self._lines(cell))
                    if merge is not None and merge.get(w("val")) == "restart":
                        merged.append(text)
                        text = ""
                    elif merge is not None:
                        text = merged.pop(0)
                    cells.append(text)
                yield "\t".join(cells)

    def _shown(self, node: etree._Element) -> Shown:
        style = node.find(f"{w('pPr')}/{w('pStyle')}").get(w("val"))
        mark = node.find(f"{w('pPr')}/{w('rPr')}")
        end = "" if mark is None or not len(mark) else etree.QName(mark[0]).localname
        accepted = _text(node, without="del")
        return Shown(
            style, self._number(node, style), _text(node), accepted, _text(node, "ins"), end, node
        )

    def _number(self, node: etree._Element, style: str) -> str:
        own = node.find(f"{w('pPr')}/{w('numPr')}")
        level, num = _numbering(own) if own is not None else (None, None)
        at: str | None = style
        while num is None and at is not None:
            inherited = self._styles[at].find(f"{w('pPr')}/{w('numPr')}")
            if inherited is not None:
                level, num = _numbering(inherited)
            based = self._styles[at].find(w("basedOn"))
            at = None if based is None else based.get(w("val"))
        return "" if not num else self._counter.next(num, level or 0)


class _Counter:
    """Counts lists as the standard has it: instances of one list share its counts."""

    def __init__(self, numbering: etree._Element, starts_again: bool) -> None:
        self._starts_again = starts_again
        self._levels = {
            int(one.get(w("abstractNumId"))): one.findall(w("lvl"))
            for one in numbering.iter(w("abstractNum"))
        }
        self._nums = {int(one.get(w("numId"))): one for one in numbering.findall(w("num"))}
        self._counts: dict[int, list[int]] = {}
        self._used: set[tuple[int, int]] = set()

    def next(self, num: int, level: int) -> str:
        """Count a paragraph and return its number."""
        instance = self._nums[num]
        abstract = int(instance.find(w("abstractNumId")).get(w("val")))
        levels = self._levels[abstract]
        counts = self._counts.setdefault(abstract, [0] * len(levels))
        starts = {
            int(one.get(w("ilvl"))): int(one.find(w("startOverride")).get(w("val"))) - 1
            for one in instance.findall(w("lvlOverride"))
        }
        if level in starts and (num, level) not in self._used:
            counts[level] = starts[level]
        self._used.add((num, level))
        counts[level] += 1
        for deeper in range(level + 1, len(levels)):
            counts[deeper] = starts.get(deeper, 0) if self._starts_again else 0
        form = levels[level].find(w("numFmt")).get(w("val"))
        assert levels[level].find(w("start")).get(w("val")) == "1"
        show = {"chineseCountingThousand": chinese_number, "decimal": str}[form]
        text = levels[level].find(w("lvlText")).get(w("val"))
        return re.sub(r"%(\d)", lambda found: show(counts[int(found[1]) - 1]), text).strip("　")


def _numbering(node: etree._Element) -> tuple[int | None, int | None]:
    level, num = node.find(w("ilvl")), node.find(w("numId"))
    return (
        None if level is None else int(level.get(w("val"))),
        None if num is None else int(num.get(w("val"))),
    )


def _text(node: etree._Element, without: str = "") -> str:
    """Return the text under a node; fields show their results, footnotes their numbers."""
    found = []
    for one in node.iter(w("t"), w("delText"), w("tab"), w("br"), w("footnoteReference")):
        if one.tag == w("tab") and one.getparent().tag == w("tabs"):
            continue
        if without and any(above.tag == w(without) for above in one.iterancestors()):
            continue
        match etree.QName(one).localname:
            case "t" | "delText":
                found.append(one.text or "")
            case "footnoteReference":
                found.append(f"[{one.get(w('id'))}]")
            case _:
                found.append("\n" if one.tag == w("br") else "\t")
    return "".join(found)
