"""A sealed message comes out as it went in, or it is refused: never as another one."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import re
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.bargaining.exchange import AnswerBody, AnswerKind, Message, OfferBody, TextBody
from negotiator_desk.bargaining.message_data import message_to_data, sendable
from negotiator_desk.bargaining.sealed import (
    LARGEST_CONTENT,
    SealRefused,
    content_of,
    fingerprint_of,
    open_sealed,
    seal,
    spoken,
    unpack,
)
from negotiator_desk.pay.terms import TextTerm
from tests.bargaining.messages import ID, SHA, message, messages, offered, rates, wording

ODD = "\x00\n\r Aa0/=+-鍵　\u202e"


def forged(data: Any) -> bytes:
    """Return the file that someone would make who knows the form and seals anything."""
    text = (
        data
        if isinstance(data, str)
        else json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    )
    content = text.encode()
    fingerprint = hashlib.sha256(content).hexdigest()
    letters = base64.b64encode(zlib.compress(content, 9)).decode()
    head = f"NEGOTIATOR DESK SEALED MESSAGE 1\nFINGERPRINT {spoken(fingerprint)}\n"
    return f"{head}SHA-256 {fingerprint}\n{letters}\nEND OF MESSAGE\n".encode()


def altered(**changes: Any) -> dict[str, Any]:
    return message_to_data(message()) | changes


@given(messages())
def test_a_message_comes_out_as_it_went_in(sent: Message) -> None:
    assert open_sealed(seal(sent)) == sent


@given(messages(), messages())
def test_different_messages_have_different_fingerprints(one: Message, other: Message) -> None:
    assert (one == other) == (fingerprint_of(one) == fingerprint_of(other))


@given(st.data())
def test_one_changed_character_is_refused_or_changes_nothing(data: st.DataObject) -> None:
    sent = message()
    text = seal(sent).decode()
    place = data.draw(st.integers(0, len(text)), label="place")
    letter = data.draw(st.characters(codec="utf-8") | st.sampled_from(ODD), label="letter")
    match data.draw(st.sampled_from(("put instead", "insert", "delete")), label="how"):
        case "put instead":
            text = text[:place] + letter + text[place + 1 :]
        case "insert":
            text = text[:place] + letter + text[place:]
        case _:
            text = text[:place] + text[place + 1 :]
    with contextlib.suppress(SealRefused):
        assert open_sealed(text.encode()) == sent


def test_every_single_character_of_a_file_is_guarded() -> None:
    sent = message(AnswerBody(AnswerKind.ACCEPTED, (f"{ID}01",)), reply_to=SHA)
    text = seal(sent).decode()
    for place, letter in enumerate(text):
        if not letter.isspace():
            other = "B" if letter == "A" else "A"
            with pytest.raises(SealRefused):
                open_sealed((text[:place] + other + text[place + 1 :]).encode())


def test_mail_may_change_line_ends_and_put_blanks_after_lines() -> None:
    sent = message()
    text = seal(sent).decode()
    assert open_sealed(text.replace("\n", " \r\n").encode()) == sent
    assert open_sealed(f"\n\n{text}\n".encode()) == sent


def test_a_file_is_plain_ascii_in_short_lines() -> None:
    lines = seal(message(wording())).decode("ascii").splitlines()
    assert max(map(len, lines)) <= 78
    assert lines[1] == f"FINGERPRINT {spoken(fingerprint_of(message(wording())))}"


def test_the_fingerprint_read_aloud_has_four_groups_without_letters_that_are_mistaken() -> None:
    assert spoken("00" * 32) == "0000-0000-0000-0000"
    assert spoken("ff" * 32) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    # 80 bits, five a letter, the first bits first.
    assert spoken(
        f"{0b00001_00010_00011_00100_00101:025b}".zfill(25) and "08864298" + "0" * 56
    ) == ("1234-5600-0000-0000")
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", spoken(SHA))


def test_a_file_cut_off_says_that_its_end_is_missing() -> None:
    with pytest.raises(SealRefused, match="end of this message"):
        open_sealed(seal(message())[:-20])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello", "协商".encode(), b"\xff\xfe"])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(SealRefused):
        open_sealed(content)


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(SealRefused, match="larger"):
        open_sealed(b"A" * 600_001)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(b" " * (LARGEST_CONTENT * 50), 9)
    with pytest.raises(SealRefused, match="larger"):
        unpack(bomb)
    with pytest.raises(SealRefused, match="larger"):
        unpack(zlib.compress(b" " * (LARGEST_CONTENT - 1), 9))


def test_what_follows_the_packed_message_is_refused() -> None:
    packed = zlib.compress(content_of(message()), 9)
    for damaged in (packed + b"x", packed[:-1], packed[:-5], b""):
        with pytest.raises(SealRefused):
            unpack(damaged)


def test_tables_within_tables_without_end_are_refused() -> None:
    with pytest.raises(SealRefused, match="no sealed message"):
        open_sealed(forged("[" * 30_000 + "]" * 30_000))


def test_brackets_in_words_are_no_tables() -> None:
    sent = message(TextBody("合同", 1, '[[[[{{{{"\\[[[[[[[[[[[[[[[[[[[['))
    assert open_sealed(seal(sent)) == sent


@pytest.mark.parametrize(
    "data",
    [
        altered(format=2),
        altered(more="x"),
        {k: v for k, v in message_to_data(message()).items() if k != "party"},
        altered(kind="mandate"),
        altered(kind="text"),
        altered(side="neither"),
        altered(message_id="../../etc"),
        altered(message_id=""),
        altered(session_number=-1),
        altered(session_number=True),
        altered(session_number="2"),
        altered(reply_to="xyz"),
        altered(party="a" * 201),
        altered(party="a\nb"),
        altered(party="a\u202eb"),
        altered(party="a\x00b"),
        altered(party="e\u0301"),
        altered(party=7),
        altered(case=[]),
        altered(body={"binding": True, "tied": False, "argument": "", "offers": []}),
        altered(body=None),
        [],
        "null",
        "1.5",
        '{"format":NaN}',
        '{"format":1e5}',
        '{"format":' + "9" * 5000 + "}",
        '{"format":1,"format":1}',
        '{ "format":1}',
        '{"a":"\\ud800"}',
        "",
    ],
)
def test_a_forged_message_of_another_form_is_refused(data: Any) -> None:
    with pytest.raises(SealRefused):
        open_sealed(forged(data))


def test_a_message_written_in_another_way_is_refused() -> None:
    """One content has one fingerprint: nobody can seal the same words under two."""
    data = message_to_data(message())
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert open_sealed(forged(plain)) == message()
    for other in (
        json.dumps(data, ensure_ascii=False, sort_keys=True),
        json.dumps(data, sort_keys=True, separators=(",", ":")),
        json.dumps(dict(reversed(data.items())), ensure_ascii=False, separators=(",", ":")),
        plain.replace('"format":1', '"format":1,"format":1'),
        f"{plain}\n",
    ):
        with pytest.raises(SealRefused):
            open_sealed(forged(other))


def offer_altered(**changes: Any) -> dict[str, Any]:
    data: Any = message_to_data(message(OfferBody(True, False, "", (offered(1, rates(2)),))))
    data["body"]["offers"][0].update(changes)
    return data


@pytest.mark.parametrize(
    "changes",
    [
        {"terms": {"subject": "number", "value": "1.0000", "unit": "元"}},
        {"terms": {"subject": "text", "text": ""}},
        {"terms": []},
        {"terms": {"subject": "nothing"}},
        {"subject": "number"},
        {"title": ""},
        {"issue_id": "X"},
        {"dataset": "12"},
        {"limit": "0.9"},
    ],
)
def test_a_forged_offer_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(SealRefused):
        open_sealed(forged(offer_altered(**changes)))


def test_terms_written_in_another_way_are_refused() -> None:
    data: Any = offer_altered()
    data["body"]["offers"][0]["terms"]["hidden"] = "private"
    with pytest.raises(SealRefused):
        open_sealed(forged(data))
    data = offer_altered()
    data["body"]["offers"][0]["terms"]["monthly_guarantee"] = "0"
    with pytest.raises(SealRefused):
        open_sealed(forged(data))


HIDDEN = {
    "turning": "\u202e",
    "mark": "\u200f",
    "no width": "\u200b",
    "byte order": "\ufeff",
    "soft hyphen": "\u00ad",
    "joiner": "\u200d",
    "tag": "\U000e0041",
    "private use": "\ue000",
    "unassigned": "\u0378",
    "no character": "\U0002ffff",
    "line separator": "\u2028",
    "control": "\x1b",
}


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize(
    "place", [("rates", 0, "operation"), ("rates", 1, "operation")], ids=["first", "second"]
)
def test_hidden_characters_in_terms_are_refused_and_named(
    character: str, place: tuple[str | int, ...]
) -> None:
    data: Any = offer_altered()
    table = data["body"]["offers"][0]["terms"]
    *way, last = place
    for step in way:
        table = table[step]
    table[last] = f"工序{character}甲"
    with pytest.raises(SealRefused, match="“派件费单价1”") as refused:
        open_sealed(forged(data))
    assert f"U+{ord(character):04X}" in str(refused.value)


@pytest.mark.parametrize("name", sorted(HIDDEN.keys() - {"control", "line separator"}))
def test_hidden_characters_in_a_text_of_terms_are_not_sealed(name: str) -> None:
    character = HIDDEN[name]
    terms = TextTerm(f"每周{character}休息一天。")
    with pytest.raises(SealRefused, match="hidden"):
        seal(message(OfferBody(True, False, "", (offered(1, terms),))))


@pytest.mark.parametrize("character", HIDDEN.values(), ids=HIDDEN)
def test_hidden_characters_in_names_are_refused_and_named(character: str) -> None:
    with pytest.raises(SealRefused, match="hidden") as refused:
        open_sealed(forged(altered(party=f"工{character}会")))
    assert f"U+{ord(character):04X}" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "第一行\n第二行\t三",
        "\u0645\u06cc\u200c\u062e",
        "\u1820\u180e\u1820",
        "𠮷\U000323b0",
        "郎\ufe00",
    ],
    ids=["lines", "Arabic", "Mongolian", "rare", "variant"],
)
def test_what_a_language_needs_is_sealed(text: str) -> None:
    sent = message(OfferBody(True, False, "", (offered(1, TextTerm(text)),)))
    assert open_sealed(seal(sent)) == sent


def test_one_issue_twice_or_an_offer_tied_to_itself_is_refused() -> None:
    for tied, offers in (
        (False, (offered(1, rates(1)), offered(1, rates(2)))),
        (True, (offered(1, rates(1)),)),
    ):
        with pytest.raises(SealRefused):
            seal(message(OfferBody(True, tied, "", offers)))


def test_an_offer_under_the_number_of_an_issue_is_refused() -> None:
    with pytest.raises(SealRefused):
        open_sealed(forged(offer_altered(issue_id=f"{ID}01")))


def test_an_answer_says_what_it_answers() -> None:
    with pytest.raises(SealRefused):
        seal(message(AnswerBody(AnswerKind.ACCEPTED)))


def test_a_forged_message_that_is_of_our_form_shows_another_fingerprint() -> None:
    """The seal does not prove who sealed a message; the fingerprint read aloud does."""
    real = message()
    data: Any = message_to_data(real)
    data["body"]["offers"][0]["terms"]["rates"][0]["rate"] = "9.0000"
    other = open_sealed(forged(data))
    assert other != real
    assert spoken(fingerprint_of(other)) != spoken(fingerprint_of(real))


@given(st.text())
def test_what_is_made_sendable_is_sent(text: str) -> None:
    clean = sendable(text)
    sent = message(OfferBody(False, False, clean, (offered(1, rates(1)),)))
    assert open_sealed(seal(sent)) == sent
