import hashlib
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from page import validate_pdf
from pypdf import PdfReader

from negotiator_desk.drafting.blocks import Document, Prose
from negotiator_desk.drafting.typeset.look import LOOKS, load_look
from negotiator_desk.drafting.typeset.options import Attachment, RenderOptions
from negotiator_desk.drafting.typeset.pdf import render
from tests.drafting.reading import page_operators, pages_by_pypdf
from tests.drafting.typeset_samples import bilingual, contract, document

DATA = b'{"version": 3}'
FILES = (
    Attachment("合同数据.json", "application/json", DATA, "合同的结构化数据"),
    Attachment("a (1).xml", "text/xml", b"<a/>" * 500, "另一份"),
)
EVERYTHING = RenderOptions(line_numbers=True, attachments=FILES, spots=True)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("make", [contract, bilingual])
@pytest.mark.parametrize("options", [RenderOptions(), EVERYTHING, RenderOptions("", colour=False)])
def test_whatever_a_contract_has_the_standards_are_kept(
    make: Callable[[], Document], look: str, options: RenderOptions, tmp_path: Path
) -> None:
    path = tmp_path / "contract.pdf"
    path.write_bytes(render(make(), load_look(look), options).pdf)
    for profile in ("3a", "ua1"):
        result = validate_pdf(str(path), profile=profile)
        assert result.is_compliant, [failure.message for failure in result.failures]


@pytest.mark.parametrize("tagged", [True, False])
def test_attachments_are_read_back_byte_for_byte(tagged: bool) -> None:
    options = RenderOptions(attachments=FILES, tagged=tagged)
    reader = PdfReader(io.BytesIO(render(contract(1), load_look("compact"), options).pdf))
    assert {name: data[0] for name, data in reader.attachments.items()} == {
        one.name: one.data for one in FILES
    }
    root = reader.trailer["/Root"]
    described = {file.get_object()["/UF"]: file.get_object() for file in root["/AF"]}
    assert set(described) == {one.name for one in FILES}
    for one in FILES:
        file = described[one.name]
        assert file["/AFRelationship"] == "/Data"
        assert file["/Desc"] == one.description
        stream = file["/EF"]["/F"]
        assert stream["/Subtype"] == f"/{one.mime}"
        assert stream["/Params"]["/Size"] == len(one.data)
        checksum = stream["/Params"]["/CheckSum"]
        expected = hashlib.md5(one.data, usedforsecurity=False).digest()
        assert bytes(checksum.original_bytes) == expected


@pytest.mark.parametrize("look", LOOKS)
def test_the_watermark_is_drawn_on_upright_and_on_turned_sheets(look: str) -> None:
    reader = PdfReader(io.BytesIO(render(contract(), load_look(look)).pdf))
    shapes = set()
    for page in reader.pages:
        ((name, form),) = page["/Resources"]["/XObject"].items()
        content = page.get_contents()
        assert content is not None
        assert f"{name} Do" in content.get_data().decode("latin1")
        assert form["/Subtype"] == "/Form"
        assert b" c\n" in form.get_data()
        assert form["/BBox"][2] == page.mediabox.width
        shapes.add(page.mediabox.width > page.mediabox.height)
    assert shapes == {True, False}


def test_two_attachments_of_one_name_are_refused() -> None:
    options = RenderOptions(attachments=(FILES[0], FILES[0]))
    with pytest.raises(ValueError, match="same name"):
        render(document(Prose(("文",))), load_look("compact"), options)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("make", [contract, bilingual])
def test_without_a_structure_the_pages_look_the_same(
    make: Callable[[], Document], look: str
) -> None:
    tagged, plain = (
        render(make(), load_look(look), RenderOptions(tagged=tagged)) for tagged in (True, False)
    )
    assert plain.pages == tagged.pages
    assert pages_by_pypdf(plain.pdf) == pages_by_pypdf(tagged.pdf)
    root = PdfReader(io.BytesIO(plain.pdf)).trailer["/Root"]
    assert not {"/StructTreeRoot", "/MarkInfo", "/Metadata"} & set(root)
    for with_tags, without in zip(
        page_operators(tagged.pdf), page_operators(plain.pdf), strict=True
    ):
        drawn = [line for line in with_tags.splitlines() if not _is_mark(line)]
        assert drawn == [line for line in without.splitlines() if not _is_mark(line)]


def _is_mark(line: str) -> bool:
    return line.endswith((" BDC", " BMC")) or line == "EMC"


def test_other_processes_give_the_same_bytes() -> None:
    program = (
        "import hashlib\n"
        "from negotiator_desk.drafting.typeset.look import LOOKS, load_look\n"
        "from negotiator_desk.drafting.typeset.pdf import render\n"
        "from tests.drafting.test_typeset_files import EVERYTHING\n"
        "from tests.drafting.typeset_samples import bilingual, contract\n"
        "for key in LOOKS:\n"
        "    for document in (contract(), bilingual()):\n"
        "        rendered = render(document, load_look(key), EVERYTHING)\n"
        "        print(hashlib.sha256(rendered.pdf).hexdigest(), hash(rendered.spots) != 0)\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(set(outputs.pop().split())) == 5


def test_two_documents_are_two_files_to_whoever_refers_to_them() -> None:
    look = load_look("compact")
    first, same, other = (
        PdfReader(io.BytesIO(render(document(Prose((text,))), look).pdf)).trailer["/ID"]
        for text in ("甲", "甲", "乙")
    )
    assert first == same
    assert first != other
