"""Sealed messages for tests."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Body,
    CaseName,
    Message,
    OfferBody,
    OfferedTerms,
    TextBody,
)
from negotiator_desk.bargaining.message_data import sendable
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, PieceRate, RateTable, Terms, TextTerm

ID = "0190a5c4-7e1b-7c3d-8f00-0000000000"
SHA = "ab" * 32


def rates(count: int) -> RateTable:
    return RateTable(
        tuple(
            PieceRate(f"工序{n}", Decimal(n).scaleb(-2) + Decimal("0.5000")) for n in range(count)
        )
    )


def offered(number: int, terms: Terms, title: str = "派件费单价") -> OfferedTerms:
    return OfferedTerms(
        offer_id=f"{ID}{number:02}",
        issue_id=f"{ID}{number + 50:02}",
        peer_issue_id="",
        title=f"{title}{number}",
        terms=terms,
        dataset=SHA,
        present="",
    )


def message(
    body: Body | None = None, *, reply_to: str = "", title: str = "快递行业协商"
) -> Message:
    return Message(
        id=f"{ID}99",
        case=CaseName(f"{ID}98", "2026-001", title),
        peer_case_id="",
        side=Side.EMPLOYEE,
        party="快递行业工会",
        session_number=2,
        reply_to=reply_to,
        body=body
        or OfferBody(True, True, "物价上涨。", (offered(1, rates(3)), offered(2, rates(1)))),
    )


def wording(lines: int = 400) -> TextBody:
    """Return a text about as long as a contract's."""
    text = "\n".join(
        f"第{n}条　甲方应当在每月{n % 28 + 1}日前支付上月工资，计{n * 37 % 991}元。"
        for n in range(1, lines + 1)
    )
    return TextBody("集体合同", 3, text)


_LINES = st.text(st.characters(codec="utf-8"), max_size=20).map(
    lambda text: " ".join(sendable(text, 20).split())
)
_TERMS = st.one_of(
    st.integers(0, 40).map(lambda n: rates(n + 1)),
    st.integers(-(10**8), 10**8).map(lambda n: NumberTerm(Decimal(n).scaleb(-4), "元/月")),
    _LINES.filter(bool).map(TextTerm),
)


@st.composite
def messages(draw: st.DrawFn) -> Message:
    body: Body
    match draw(st.integers(0, 2)):
        case 0:
            terms = draw(st.lists(_TERMS, min_size=1, max_size=4))
            body = OfferBody(
                draw(st.booleans()),
                len(terms) > 1 and draw(st.booleans()),
                draw(_LINES),
                tuple(offered(n, one) for n, one in enumerate(terms)),
            )
        case 1:
            body = TextBody(
                draw(_LINES), draw(st.integers(1, 99)), "\n".join(draw(st.lists(_LINES)))
            )
        case _:
            body = AnswerBody(
                draw(st.sampled_from(AnswerKind)), (f"{ID}01",), draw(_LINES), draw(_LINES)
            )
    return message(body, reply_to=SHA, title=draw(_LINES))
