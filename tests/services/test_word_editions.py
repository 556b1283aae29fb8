"""Editions as Word files: they bear the moment of their version and are set in their own look."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

import docx
import pytest

from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, load_look
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.editions import Edition, EditionRequest, FileFormat, make_edition
from negotiator_desk.services.opening import open_desk
from tests.services.conftest import enter_parties, new_case


@pytest.mark.parametrize("edition", [Edition.CONTRACT, Edition.REDLINE])
def test_a_word_file_of_a_version_bears_the_moment_it_was_drafted(
    folder: Path, now: datetime, edition: Edition
) -> None:
    clock = [now]
    desk = open_desk(folder, author="指导员", now=lambda: clock[0])
    case = new_case(desk)
    enter_parties(desk, case)
    draft = draft_contract(desk, case).value
    clock[0] += timedelta(days=3)

    def made(draft_id: str | None) -> datetime | None:
        request = EditionRequest(edition, FileFormat.DOCX, draft_id)
        content = make_edition(desk, case, request).content
        return docx.Document(io.BytesIO(content)).core_properties.created

    assert made(draft.id) == now.replace(microsecond=0)
    assert made(None) == clock[0].replace(microsecond=0)
    desk.close()


def test_the_leaflet_is_set_in_its_own_look_as_a_word_file_too(folder: Path, now: datetime) -> None:
    desk = open_desk(folder, author="指导员", now=lambda: now)
    case = new_case(desk)
    enter_parties(desk, case)
    request = EditionRequest(Edition.LEAFLET, FileFormat.DOCX)
    content = make_edition(desk, case, request).content
    sheet = docx.Document(io.BytesIO(content)).sections[0]
    assert sheet.left_margin is not None
    assert abs(sheet.left_margin.pt - load_look(LEAFLET_LOOK).left) < 0.1
    desk.close()
