"""What can be asked of a PDF, and what comes back with it."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.drafting.typeset.spots import Spot


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the PDF.

    Attributes:
        name: Of the file, without a folder; unlike those of the other attachments.
        mime: What it is, such as "application/json".
        data: Its bytes.
        description: What readers say it is.
    """

    name: str
    mime: str
    data: bytes
    description: str


@dataclass(frozen=True)
class RenderOptions:
    """How a document is printed.

    Attributes:
        watermark: A word that stands large and pale under the text of every page; "" = none.
        line_numbers: Number each page's lines in the margin.
        colour: Print changes and blanks in colour; they are told without it as well.
        tagged: Write the structure and declare PDF/A-3a and PDF/UA-1. Without it the file looks the
            same and is made faster, for the screen.
        attachments: Files to embed.
        spots: Find out where figures, values, blanks, references and clauses stand.
    """

    watermark: str = "草案"
    line_numbers: bool = False
    colour: bool = True
    tagged: bool = True
    attachments: tuple[Attachment, ...] = ()
    spots: bool = False


@dataclass(frozen=True)
class Rendered:
    """A finished PDF.

    Attributes:
        pages: How many it has.
        spots: In reading order, on each page those inside of lines before those of clauses; ()
            where they were not asked for.
    """

    pdf: bytes
    pages: int
    spots: tuple[Spot, ...] = ()
