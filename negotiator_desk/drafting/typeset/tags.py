"""The document's structure for readers that speak it aloud, and its PDF/A-3a, PDF/UA-1 marks.

ReportLab knows none of this; its catalog and pages take the entries all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape  # that of xml.sax takes 13 ms to import
from typing import Any

from reportlab.pdfbase import pdfdoc

from negotiator_desk.drafting.typeset.boxes import ARTIFACT, Element
from negotiator_desk.drafting.typeset.links import Annotation
from negotiator_desk.drafting.typeset.streams import (
    SoundStream,
    add_object,
    add_objects,
    text_string,
)
from negotiator_desk.paths import resource

_MADE = "2000-01-01T00:00:00+00:00"
"""The moment that ReportLab writes into files which must not depend on the clock."""

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


_MIXED = frozenset({"P", "LBody", "TD"})
"""Elements whose own text has other elements between its parts."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says about itself, the same in both places where PDF keeps it."""

    title: str
    author: str
    subject: str
    keywords: str
    producer: str
    language: str


@dataclass(slots=True)
class Structure:
    """Collects, page by page, which stretch of a page belongs to which element."""

    elements: Sequence[Element]
    pages: list[list[int]] = field(default_factory=list)
    """For each page the element of each of its marked stretches, in order."""
    frames: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)
    """Where figures stand on their pages: left, bottom, right and top in points, by element."""

    def begin_page(self) -> None:
        """Turn to the next page."""
        self.pages.append([])

    def begin(self, element: int) -> str:
        """Return the operator that begins a stretch; "EMC" ends it."""
        if element == ARTIFACT:
            return "/Artifact BMC"
        page = self.pages[-1]
        page.append(element)
        return f"/{self.elements[element].tag} <</MCID {len(page) - 1}>> BDC"


def add_structure(document: Any, structure: Structure, links: Sequence[Annotation] = ()) -> None:
    """Give a ReportLab document its structure tree.

    A contract has hundreds of elements; their entries are written out here, because ReportLab takes
    longer to write dictionaries than to write all the rest.

    Args:
        document: A document whose pages have all been shown.
        structure: What was marked on them.
        links: The links on them, in order.
    """
    pages = [
        f"{document.idToObjectNumberAndVersion[f'Page{number}'][0]} 0 R"
        for number in range(1, len(structure.pages) + 1)
    ]
    first = document.objectcounter + 1
    elements = [f"{first + number} 0 R" for number in range(len(structure.elements))]
    whole, root = (f"{first + len(elements) + more} 0 R" for more in (0, 1))
    kids = _kids(structure, elements, pages, links)
    notes: list[str] = []
    contents: list[bytes] = []
    for number, node in enumerate(structure.elements):
        parent = whole if node.parent is None else elements[node.parent]
        more = ""
        if node.tag == "TH":
            more = f" /A <</O /Table /Scope /Column{node.attributes}>>"
        if node.alternative:
            more += f" /Alt {text_string(node.alternative)}"
        if (frame := structure.frames.get(number)) is not None:
            corners = " ".join(f"{value:.2f}" for value in frame)
            more += f" /A <</O /Layout /Placement /Block /BBox [{corners}]>>"
        if node.language:
            more += f" /Lang ({node.language})"
        if node.tag == "Note":
            # PDF/UA wants a name for each of them; equal widths keep the tree in order.
            name = f"(note{len(notes) // 2 + 1:06d})"
            notes += [name, elements[number]]
            more += f" /ID {name}"
        content = f"<</Type /StructElem /S /{node.tag} /P {parent}{more}{kids[number]}>>"
        contents.append(content.encode("ascii"))
    add_objects(document, contents)
    top = [
        own for own, node in zip(elements, structure.elements, strict=True) if node.parent is None
    ]
    add_object(
        document,
        f"<</Type /StructElem /S /Document /P {root} /K [{' '.join(top)}]>>".encode("ascii"),
    )
    parents = [
        f"{number} [{' '.join(elements[element] for element in marks)}]"
        for number, marks in enumerate(structure.pages)
    ]
    parents += [
        f"{number} {elements[link.element]}" for number, link in enumerate(links, start=len(pages))
    ]
    names = f" /IDTree <</Names [{' '.join(notes)}]>>" if notes else ""
    tree = add_object(
        document,
        f"<</Type /StructTreeRoot /K {whole} /ParentTree <</Nums [{' '.join(parents)}]>> "
        f"/ParentTreeNextKey {len(parents)}{names}>>".encode("ascii"),
    )
    document.Catalog.StructTreeRoot = pdfdoc.PDFObjectReference(f"own.{tree}")
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    for number, page in enumerate(document.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = number
        page.Tabs = "/S"


def declare_conformance(document: Any, facts: FileFacts) -> None:
    """Say in the file that it keeps PDF/A-3a and PDF/UA-1, and which colours it means."""
    escaped = {
        name: escape(getattr(facts, name), quote=False)
        for name in ("title", "author", "subject", "keywords", "producer", "language")
    }
    metadata = SoundStream(
        _XMP.format(made=_MADE, **escaped).encode(),
        {"Type": "/Metadata", "Subtype": "/XML"},
        is_packed=False,
    )
    profile = SoundStream(_profile(), {"N": 3})
    intent = pdfdoc.PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
            "Info": pdfdoc.PDFString("sRGB"),
            "DestOutputProfile": document.Reference(profile, "srgb"),
        }
    )
    catalog = document.Catalog
    catalog.Metadata = metadata
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray([intent])


@cache
def _profile() -> bytes:
    """Return the profile of sRGB, which is what the looks' colours mean."""
    return resource("looks", "srgb.icc").read_bytes()


def _kids(
    structure: Structure,
    elements: Sequence[str],
    pages: Sequence[str],
    links: Sequence[Annotation],
) -> list[str]:
    """Return each element's entries Pg and K: the elements in it and its own content.

    Parts of a paragraph, such as a footnote's number, stand where they are read in it; all others
    in the order in which they were set.
    """
    inside: list[list[str]] = [[] for _element in elements]
    later: set[int] = set()
    for number, node in enumerate(structure.elements):
        if node.parent is not None:
            if structure.elements[node.parent].tag in _MIXED:
                later.add(number)
            else:
                inside[node.parent].append(elements[number])
    first_page: dict[int, int] = {}
    for page, marks in enumerate(structure.pages):
        for number, element in enumerate(marks):
            if element in first_page:
                is_here = first_page[element] == page
            else:
                first_page[element] = page
                is_here = True
                if later:
                    _place(element, structure.elements, elements, inside, later)
            if is_here:
                inside[element].append(str(number))
            else:
                inside[element].append(f"<</Type /MCR /Pg {pages[page]} /MCID {number}>>")
    for link in links:
        entry = f"<</Type /OBJR /Obj {link.number} 0 R /Pg {pages[link.page]}>>"
        inside[link.element].append(entry)
    return [
        (f" /Pg {pages[first_page[number]]}" if number in first_page else "")
        + (f" /K [{' '.join(own)}]" if own else "")
        for number, own in enumerate(inside)
    ]


def _place(
    element: int,
    nodes: Sequence[Element],
    names: Sequence[str],
    inside: list[list[str]],
    later: set[int],
) -> None:
    """Put an element that is read now, and what it is part of, where reading has got to."""
    number: int | None = element
    while number is not None:
        parent = nodes[number].parent
        if number in later and parent is not None:
            later.discard(number)
            inside[parent].append(names[number])
        number = parent
