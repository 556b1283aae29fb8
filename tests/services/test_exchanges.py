"""Offers, answers and texts go from one store to another, or are refused with a plain reason."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from negotiator_desk.bargaining.exchange import (
    AnswerBody,
    AnswerKind,
    Message,
    OfferBody,
    OfferedTerms,
    TextBody,
)
from negotiator_desk.bargaining.message_data import MOST_OFFERS
from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.bargaining.sealed import SealRefused, content_of, open_sealed
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.terms import TextTerm
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.exchange_matching import Match
from negotiator_desk.services.exchange_offering import list_sendable
from negotiator_desk.services.exchange_reading import Sameness, compare_text, read_in_case
from negotiator_desk.services.exchange_receiving import (
    Choices,
    accept_message,
    confirm_text,
    log_message,
)
from negotiator_desk.services.exchange_sealing import seal_answer, seal_offer, seal_text
from negotiator_desk.services.exchanges import (
    code_sheet_pdf,
    get_message,
    list_messages,
    read_message,
    save_message,
    sealed_file,
)
from negotiator_desk.services.issues import IssueDetails, edit_issue, get_issue
from negotiator_desk.services.offer_sketches import SketchDetails, save_sketch
from negotiator_desk.services.offer_views import OfferView, list_offers
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.private_notes import add_note
from tests.journeys.leak_secrets import plant
from tests.services.conftest import REST, Bargaining, issue, new_case, number, rate_table
from tests.services.two_laptops import Laptop, two_laptops

Pair = tuple[Laptop, Laptop]


@pytest.fixture
def pair(tmp_path: Path, now: datetime) -> Iterator[Pair]:
    with two_laptops(tmp_path, now) as both:
        yield both


def sent(laptop: Laptop, value: str = "450", *, binding: bool = True) -> Message:
    """Put an offer on the heat allowance and carry it across."""
    (offer,) = laptop.table((laptop.heat, number(value)), binding=binding)
    return laptop.file_of(seal_offer(laptop.desk, offer).value)


def package(laptop: Laptop, *, tied: bool = True) -> Message:
    """Put two issues together and carry them across."""
    first, _second = laptop.table(
        (laptop.heat, number("420")), (laptop.rates, rate_table("0.9000", "1.0500")), tied=tied
    )
    return laptop.file_of(seal_offer(laptop.desk, first).value)


def offers_of(message: Message) -> tuple[OfferedTerms, ...]:
    assert isinstance(message.body, OfferBody)
    return message.body.offers


def only(laptop: Laptop, issue_id: str) -> OfferView:
    (offer,) = list_offers(laptop.desk, issue_id)
    return offer


def bargaining(laptop: Laptop) -> Bargaining:
    return Bargaining(laptop.case, "", laptop.rates, laptop.heat, laptop.rest, laptop.session)


def renamed(message: Message) -> Message:
    """Return the same message under another number."""
    return replace(message, id=message.id[::-1])


def counts(laptop: Laptop) -> tuple[int, int]:
    issues = (laptop.rates, laptop.heat, laptop.rest)
    offers = sum(len(list_offers(laptop.desk, one)) for one in issues)
    return offers, len(list_messages(laptop.desk, laptop.case))


def test_an_offer_is_logged_as_the_senders_sides(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    received = log_message(employers.desk, employers.case, message, employers.choices).value
    offer = only(employers, employers.heat)
    assert received.offer_ids == (offer.id,)
    assert (offer.side, offer.is_binding, offer.terms) == (Side.EMPLOYEE, True, number("450"))
    assert offer.argument == "物价上涨了百分之三。"
    (view,) = list_messages(employers.desk, employers.case)
    assert view.is_incoming
    assert view.message == message
    assert view.links[offers_of(message)[0].issue_id] == employers.heat


def test_the_whole_message_is_one_operation(pair: Pair) -> None:
    union, employers = pair
    log_message(employers.desk, employers.case, package(union), employers.choices)
    employers.desk.undo()
    assert counts(employers) == (0, 0)
    employers.desk.redo()
    assert counts(employers) == (2, 1)


def test_tied_stays_tied_and_exploratory_stays_exploratory(pair: Pair) -> None:
    union, employers = pair
    log_message(employers.desk, employers.case, package(union), employers.choices)
    first, second = only(employers, employers.heat), only(employers, employers.rates)
    assert first.is_tied
    assert first.tied_with == (second.id,)
    log_message(
        employers.desk, employers.case, sent(union, "430", binding=False), employers.choices
    )
    assert not list_offers(employers.desk, employers.heat)[-1].is_binding


def test_the_same_message_twice_changes_nothing_and_says_so(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    again = log_message(employers.desk, employers.case, message, employers.choices)
    assert again.value.is_known
    assert again.changed == frozenset()
    assert counts(employers) == (1, 1)


def test_sealing_the_same_offer_again_gives_the_same_message(pair: Pair) -> None:
    union, employers = pair
    (offer,) = union.table((union.heat, number("450")))
    first = seal_offer(union.desk, offer).value
    log_message(union.desk, union.case, sent(employers, "310"), union.choices)
    again = seal_offer(union.desk, offer)
    assert again.value == first
    assert again.changed == frozenset()
    assert sealed_file(union.desk, first) == sealed_file(union.desk, again.value)


def test_an_offer_accepted_there_settles_the_same_package_here(pair: Pair) -> None:
    union, employers = pair
    message = package(union)
    answer = accept_message(employers.desk, employers.case, message, employers.choices).value
    assert get_issue(employers.desk, employers.heat).agreed_terms == number("420")
    back = employers.file_of(answer)
    assert back.body == AnswerBody(
        AnswerKind.ACCEPTED,
        tuple(one.offer_id for one in offers_of(message)),
    )
    log_message(union.desk, union.case, back, union.choices)
    assert get_issue(union.desk, union.heat).agreed_terms == number("420")
    assert get_issue(union.desk, union.rates).agreed_terms == rate_table("0.9000", "1.0500")
    view = next(one for one in list_messages(union.desk, union.case) if not one.is_incoming)
    assert view.answered == back


def test_accepting_logs_settles_and_answers_in_one_operation(pair: Pair) -> None:
    union, employers = pair
    accept_message(employers.desk, employers.case, package(union), employers.choices)
    assert counts(employers) == (2, 2)
    assert employers.desk.undo_operation == "accept_message"
    employers.desk.undo()
    assert counts(employers) == (0, 0)


def test_a_message_logged_before_can_be_accepted_later(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    accept_message(employers.desk, employers.case, message, employers.choices)
    assert counts(employers) == (1, 2)
    assert only(employers, employers.heat).state is OfferState.SETTLED


def test_of_an_untied_offer_one_issue_can_be_accepted(pair: Pair) -> None:
    union, employers = pair
    message = package(union, tied=False)
    heat = offers_of(message)[1].offer_id
    answer = accept_message(
        employers.desk, employers.case, message, employers.choices, only=[heat]
    ).value
    assert only(employers, employers.rates).state is OfferState.TABLED
    log_message(union.desk, union.case, employers.file_of(answer), union.choices)
    assert get_issue(union.desk, union.heat).agreed_terms is not None
    assert get_issue(union.desk, union.rates).agreed_terms is None


def test_half_a_tied_package_is_accepted_neither_there_nor_here(pair: Pair) -> None:
    union, employers = pair
    message = package(union)
    heat = offers_of(message)[1].offer_id
    with pytest.raises(RuleError, match="stands or falls together"):
        accept_message(employers.desk, employers.case, message, employers.choices, only=[heat])
    assert counts(employers) == (0, 0)
    answer = accept_message(employers.desk, employers.case, message, employers.choices).value
    back = employers.file_of(answer)
    half = replace(back, body=AnswerBody(AnswerKind.ACCEPTED, (heat,)))
    with pytest.raises(RuleError, match="only part of a package"):
        log_message(union.desk, union.case, half, union.choices)
    assert get_issue(union.desk, union.heat).agreed_terms is None


def test_an_exploratory_offer_is_not_accepted(pair: Pair) -> None:
    union, employers = pair
    message = sent(union, binding=False)
    with pytest.raises(RuleError, match="exploratory"):
        accept_message(employers.desk, employers.case, message, employers.choices)
    assert counts(employers) == (0, 0)
    assert "exploratory" in read_in_case(employers.desk, employers.case, message).accept_problem


def test_an_answer_to_something_replaced_meanwhile_is_refused_with_the_reason(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    back = employers.file_of(
        accept_message(employers.desk, employers.case, message, employers.choices).value
    )
    union.table((union.heat, number("440")))
    assert "replaced" in read_in_case(union.desk, union.case, back).problem
    with pytest.raises(RuleError, match="replaced by a later one"):
        log_message(union.desk, union.case, back, union.choices)
    assert counts(union) == (2, 1)
    assert get_issue(union.desk, union.heat).agreed_terms is None


def test_an_answer_to_something_withdrawn_is_refused_with_the_reason(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    back = employers.file_of(
        accept_message(employers.desk, employers.case, message, employers.choices).value
    )
    withdraw_offer(union.desk, only(union, union.heat).id)
    with pytest.raises(RuleError, match="withdrawn"):
        log_message(union.desk, union.case, back, union.choices)


def test_an_acceptance_that_was_noted_by_hand_meanwhile_is_no_contradiction(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    back = employers.file_of(
        accept_message(employers.desk, employers.case, message, employers.choices).value
    )
    accept_offer(union.desk, only(union, union.heat).id, Side.EMPLOYER, union.session)
    log_message(union.desk, union.case, back, union.choices)
    assert get_issue(union.desk, union.heat).agreed_terms == number("450")


def test_an_own_offer_answers_the_other_sides_and_names_its_issue(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    view = get_message(
        employers.desk,
        log_message(employers.desk, employers.case, message, employers.choices).value.id,
    )
    counter = sent(employers, "330")
    assert isinstance(counter.body, OfferBody)
    assert counter.reply_to == view.fingerprint
    assert counter.peer_case_id == union.case
    assert counter.body.offers[0].peer_issue_id == union.heat
    reading = read_in_case(union.desk, union.case, counter)
    assert reading.asked == message
    assert reading.offers[0].matched.match is Match.LINKED


def test_an_issue_of_another_name_is_chosen_once_and_remembered(pair: Pair) -> None:
    union, employers = pair
    here = get_issue(employers.desk, employers.heat)
    edit_issue(
        employers.desk,
        employers.heat,
        IssueDetails("夏季津贴", here.subject, None, here.present_terms),
    )
    message = sent(union)
    assert isinstance(message.body, OfferBody)
    there = message.body.offers[0].issue_id
    reading = read_in_case(employers.desk, employers.case, message)
    assert reading.offers[0].matched.match is Match.NONE
    assert reading.offers[0].matched.candidates == (employers.heat,)
    assert "not clear" in reading.problem
    with pytest.raises(InputError, match="no issue of this case"):
        log_message(employers.desk, employers.case, message, employers.choices)
    chosen = {there: employers.heat}
    assert read_in_case(employers.desk, employers.case, message, chosen).problem == ""
    log_message(employers.desk, employers.case, message, Choices(employers.session, chosen))
    later = read_in_case(employers.desk, employers.case, sent(union, "440")).offers[0]
    assert (later.matched.match, later.title) == (Match.LINKED, "夏季津贴")


def test_two_issues_are_not_put_on_one(pair: Pair) -> None:
    union, employers = pair
    second = issue(union.desk, union.case, "低温津贴", number("100"))
    first, _other = union.table((union.heat, number("1")), (second, number("2")))
    message = union.file_of(seal_offer(union.desk, first).value)
    assert isinstance(message.body, OfferBody)
    chosen = {one.issue_id: employers.heat for one in message.body.offers}
    assert (
        "same issue here" in read_in_case(employers.desk, employers.case, message, chosen).problem
    )
    with pytest.raises(InputError, match="same issue here"):
        log_message(employers.desk, employers.case, message, Choices(employers.session, chosen))


def test_differences_are_shown_from_our_last_binding_and_their_last_offer(pair: Pair) -> None:
    union, employers = pair
    employers.table((employers.heat, number("310")))
    employers.table((employers.heat, number("320")), binding=False)
    table_offer(
        employers.desk,
        employers.session,
        Side.EMPLOYEE,
        [(employers.heat, number("460"))],
        binding=True,
    )
    (reading,) = read_in_case(employers.desk, employers.case, sent(union)).offers
    assert (reading.own, reading.theirs) == (number("310"), number("460"))
    assert reading.own_changes[0].before is not None
    assert reading.own_changes[0].before.text() == "310.0000"
    assert reading.their_changes[0].after is not None
    assert reading.their_changes[0].after.text() == "450.0000"
    assert reading.problem == ""


def test_whether_both_calculate_on_the_same_facts_is_shown(pair: Pair) -> None:
    union, employers = pair
    reading = read_in_case(employers.desk, employers.case, package(union))
    rates, heat = reading.offers
    assert (heat.dataset, heat.present) == (Sameness.NEITHER, Sameness.SAME)
    assert (rates.dataset, rates.present) == (Sameness.SAME, Sameness.SAME)
    here = get_issue(employers.desk, employers.rates)
    edit_issue(
        employers.desk,
        employers.rates,
        IssueDetails(here.title, here.subject, None, rate_table("0.7000", "0.9500")),
    )
    rates = read_in_case(employers.desk, employers.case, package(union)).offers[0]
    assert (rates.dataset, rates.present) == (Sameness.ONLY_THERE, Sameness.DIFFERENT)


def test_terms_that_do_not_fit_are_shown_and_not_logged(pair: Pair) -> None:
    union, employers = pair
    here = get_issue(employers.desk, employers.rates)
    other = rate_table("0.7", "0.8")
    other = replace(other, rates=(replace(other.rates[0], operation="跨城"),))
    edit_issue(employers.desk, employers.rates, IssueDetails(here.title, here.subject, None, other))
    message = package(union)
    reading = read_in_case(employers.desk, employers.case, message)
    assert "跨城" in reading.problem
    assert reading.offers[1].problem == ""
    with pytest.raises(RuleError, match="跨城"):
        log_message(employers.desk, employers.case, message, employers.choices)
    assert counts(employers) == (0, 0)


def test_an_issue_that_is_agreed_here_takes_no_offer(pair: Pair) -> None:
    union, employers = pair
    accept_message(employers.desk, employers.case, sent(union), employers.choices)
    message = sent(union, "500")
    assert "agreed already" in read_in_case(employers.desk, employers.case, message).problem
    with pytest.raises(RuleError, match="already agreed"):
        log_message(employers.desk, employers.case, message, employers.choices)


def test_ones_own_message_is_not_taken_over(pair: Pair) -> None:
    union, _employers = pair
    message = sent(union)
    assert "sealed on this computer" in read_in_case(union.desk, union.case, message).problem
    with pytest.raises(RuleError, match="sealed on this computer"):
        log_message(union.desk, union.case, message, union.choices)


def test_a_message_of_another_case_is_named_and_refused(pair: Pair) -> None:
    union, employers = pair
    log_message(employers.desk, employers.case, sent(union), employers.choices)
    other = new_case(employers.desk, "网约车行业协商")
    issue(employers.desk, other, "高温津贴", number("300"))
    message = sent(union, "440")
    assert "快递行业协商" in read_in_case(employers.desk, other, message).problem
    with pytest.raises(RuleError, match="快递行业协商"):
        log_message(employers.desk, other, message, employers.choices)
    answer = accept_message(employers.desk, employers.case, message, employers.choices).value
    elsewhere = new_case(union.desk, "网约车行业协商")
    with pytest.raises(RuleError, match="快递行业协商"):
        log_message(union.desk, elsewhere, employers.file_of(answer), union.choices)


def test_an_answer_to_something_that_never_left_is_refused(pair: Pair) -> None:
    union, employers = pair
    back = employers.file_of(
        accept_message(employers.desk, employers.case, sent(union), employers.choices).value
    )
    stranger = replace(back, reply_to="ab" * 32)
    with pytest.raises(RuleError, match="did not leave this case"):
        log_message(union.desk, union.case, stranger, union.choices)
    own_side = replace(back, side=Side.EMPLOYEE)
    with pytest.raises(RuleError, match="comes from the side"):
        log_message(union.desk, union.case, own_side, union.choices)
    confirms = replace(back, body=AnswerBody(AnswerKind.CONFIRMED))
    with pytest.raises(RuleError, match="does not fit"):
        log_message(union.desk, union.case, confirms, union.choices)
    names_nothing = replace(back, body=AnswerBody(AnswerKind.ACCEPTED))
    with pytest.raises(RuleError, match="does not fit"):
        log_message(union.desk, union.case, names_nothing, union.choices)


def test_an_offer_changed_under_its_old_number_is_refused(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    assert isinstance(message.body, OfferBody)
    forged = replace(message.body.offers[0], terms=number("999"))
    other = replace(message, body=replace(message.body, offers=(forged,)))
    with pytest.raises(RuleError, match="same number"):
        log_message(employers.desk, employers.case, other, employers.choices)
    with pytest.raises(RuleError, match="offers never change"):
        log_message(
            employers.desk,
            employers.case,
            replace(other, id=f"{message.id[:-1]}0"),
            employers.choices,
        )
    assert counts(employers) == (1, 1)


def altered(message: Message, **changes: object) -> Message:
    """Return another message of the same laptop, whose offers say something else."""
    return replace(renamed(message), body=replace(message.body, **changes))


def refuse_as_changed(laptop: Laptop, message: Message, *places: int) -> None:
    """Hold that a message is refused at sight, and when it is logged or accepted all the same."""
    before = counts(laptop)
    reading = read_in_case(laptop.desk, laptop.case, message)
    assert "offers never change" in reading.problem
    assert "offers never change" in reading.accept_problem
    assert [number for number, one in enumerate(reading.offers) if one.problem] == list(places)
    with pytest.raises(RuleError, match="offers never change"):
        log_message(laptop.desk, laptop.case, message, laptop.choices)
    with pytest.raises(RuleError, match="offers never change"):
        accept_message(laptop.desk, laptop.case, message, laptop.choices)
    assert counts(laptop) == before


def test_a_known_offer_is_not_moved_to_another_issue(pair: Pair) -> None:
    union, employers = pair
    issue(employers.desk, employers.case, "夜班津贴", number("10"))
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    (one,) = offers_of(message)
    moved = replace(one, issue_id=f"{one.issue_id[:-4]}ffff", title="夜班津贴")
    refuse_as_changed(employers, altered(message, offers=(moved,)), 0)


@pytest.mark.parametrize(
    "changes", [{"is_binding": True}, {"argument": "另有理由。"}], ids=["binding", "argument"]
)
def test_a_known_offer_is_not_said_in_another_way(pair: Pair, changes: dict[str, object]) -> None:
    union, employers = pair
    message = sent(union, binding=False)
    log_message(employers.desk, employers.case, message, employers.choices)
    again = altered(message, **changes)
    assert "offers never change" in read_in_case(employers.desk, employers.case, again).problem
    with pytest.raises(RuleError, match="offers never change"):
        log_message(employers.desk, employers.case, again, employers.choices)
    assert counts(employers) == (1, 1)


def test_a_known_offer_is_not_said_by_the_other_side(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    refuse_as_changed(employers, replace(renamed(message), side=Side.EMPLOYER), 0)


def test_known_offers_are_neither_tied_nor_loosened_later(pair: Pair) -> None:
    union, employers = pair
    loose = package(union, tied=False)
    log_message(employers.desk, employers.case, loose, employers.choices)
    refuse_as_changed(employers, altered(loose, is_tied=True), 0, 1)
    tied = package(union)
    log_message(employers.desk, employers.case, tied, employers.choices)
    refuse_as_changed(employers, altered(tied, is_tied=False), 0, 1)


def test_a_known_package_neither_grows_nor_shrinks(pair: Pair) -> None:
    union, employers = pair
    three = union.table(
        (union.heat, number("420")),
        (union.rates, rate_table("0.9000", "1.0500")),
        (union.rest, REST),
        tied=True,
    )
    whole = union.file_of(seal_offer(union.desk, three[0]).value)
    log_message(employers.desk, employers.case, whole, employers.choices)
    refuse_as_changed(employers, altered(whole, offers=offers_of(whole)[:2]), 0, 1)
    two = package(union)
    log_message(employers.desk, employers.case, two, employers.choices)
    fresh = replace(offers_of(whole)[2], offer_id=f"{union.case[:-4]}ffff")
    refuse_as_changed(employers, altered(two, offers=(*offers_of(two), fresh)), 0, 1, 2)


def test_an_id_of_an_offer_is_not_an_issues_later_nor_the_other_way_round(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    (one,) = offers_of(message)
    unknown = f"{one.issue_id[:-4]}ffff"
    for swapped in (
        replace(one, offer_id=one.issue_id, issue_id=unknown),
        replace(one, offer_id=unknown, issue_id=one.offer_id),
    ):
        refuse_as_changed(employers, altered(message, offers=(swapped,)), 0)


def test_what_still_stands_of_a_loose_offer_is_the_same_offer(pair: Pair) -> None:
    union, employers = pair
    log_message(employers.desk, employers.case, package(union, tied=False), employers.choices)
    union.table((union.heat, number("430")))
    rates = list_offers(union.desk, union.rates)[-1].id
    rest = union.file_of(seal_offer(union.desk, rates).value)
    assert len(offers_of(rest)) == 1
    accept_message(employers.desk, employers.case, rest, employers.choices)
    assert get_issue(employers.desk, employers.rates).agreed_terms is not None


def test_an_offer_that_came_before_is_not_logged_again_by_another_message(pair: Pair) -> None:
    union, employers = pair
    message = sent(union)
    log_message(employers.desk, employers.case, message, employers.choices)
    again = replace(renamed(message), session_number=9)
    received = log_message(employers.desk, employers.case, again, employers.choices).value
    assert received.offer_ids == (only(employers, employers.heat).id,)
    assert counts(employers) == (1, 2)


def test_a_replaced_offer_is_not_sealed(pair: Pair) -> None:
    union, _employers = pair
    (first,) = union.table((union.heat, number("450")))
    union.table((union.heat, number("440")))
    with pytest.raises(RuleError, match="replaced or withdrawn"):
        seal_offer(union.desk, first)


def test_a_package_of_too_many_issues_is_not_sealed_and_says_so(pair: Pair) -> None:
    union, _employers = pair
    issues = [
        issue(union.desk, union.case, f"津贴{number_}", number("1"))
        for number_ in range(MOST_OFFERS + 1)
    ]
    first, *_rest = union.table(*((one, number("2")) for one in issues))
    with pytest.raises(RuleError, match=f"at most {MOST_OFFERS}"):
        seal_offer(union.desk, first)


def test_without_a_session_nothing_is_taken_over(pair: Pair) -> None:
    union, employers = pair
    with pytest.raises(InputError, match="No negotiation session"):
        log_message(employers.desk, employers.case, sent(union))
    assert counts(employers) == (0, 0)


def test_a_message_is_saved_as_a_file_and_read_from_it(pair: Pair, tmp_path: Path) -> None:
    union, _employers = pair
    (offer,) = union.table((union.heat, number("450")))
    row = seal_offer(union.desk, offer).value
    path = tmp_path / "方案.ndoffer"
    save_message(union.desk, row, path)
    assert read_message(path) == get_message(union.desk, row).message
    path.write_bytes(path.read_bytes().replace(b"A", b"B", 1))
    with pytest.raises(SealRefused):
        read_message(path)


def test_files_that_are_no_messages_are_not_opened(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(SealRefused, match="no sealed message"):
        read_message(tmp_path / "data.db")
    with pytest.raises(SealRefused, match="There is no file"):
        read_message(tmp_path / "gone.ndoffer")
    (tmp_path / "folder.ndoffer").mkdir()
    with pytest.raises(SealRefused, match="There is no file"):
        read_message(tmp_path / "folder.ndoffer")
    (tmp_path / "large.ndoffer").write_bytes(b"x" * 700_000)
    with pytest.raises(SealRefused, match="larger"):
        read_message(tmp_path / "large.ndoffer")


def test_a_text_is_confirmed_only_if_it_is_the_very_same(pair: Pair) -> None:
    union, employers = pair
    draft = draft_contract(union.desk, union.case).value
    message = union.file_of(seal_text(union.desk, draft.id, Side.EMPLOYEE).value)
    mine = draft_contract(employers.desk, employers.case).value
    assert compare_text(employers.desk, message, mine.id) == ()
    answer = confirm_text(employers.desk, employers.case, message, mine.id, given_by="陆远志").value
    log_message(union.desk, union.case, employers.file_of(answer))
    (view,) = [one for one in list_messages(union.desk, union.case) if not one.is_incoming]
    assert view.answered is not None
    assert view.answered.body == AnswerBody(AnswerKind.CONFIRMED, given_by="陆远志")


def test_one_changed_comma_shows_and_is_not_confirmed(pair: Pair) -> None:
    union, employers = pair
    draft = draft_contract(union.desk, union.case).value
    message = union.file_of(seal_text(union.desk, draft.id, Side.EMPLOYEE).value)
    assert isinstance(message.body, TextBody)
    mine = draft_contract(employers.desk, employers.case).value
    changed = replace(
        message, body=replace(message.body, text=message.body.text.replace("，", "、", 1))
    )
    (difference,) = compare_text(employers.desk, changed, mine.id)
    assert difference.new == difference.old.replace("，", "、", 1)
    with pytest.raises(RuleError, match="not the very same"):
        confirm_text(employers.desk, employers.case, changed, mine.id)
    assert counts(employers) == (0, 0)


def test_only_offers_are_accepted_and_only_texts_confirmed(pair: Pair) -> None:
    union, employers = pair
    draft = draft_contract(union.desk, union.case).value
    text = union.file_of(seal_text(union.desk, draft.id, Side.EMPLOYEE).value)
    with pytest.raises(RuleError, match="nothing to accept"):
        accept_message(employers.desk, employers.case, text, employers.choices)
    mine = draft_contract(employers.desk, employers.case).value
    with pytest.raises(RuleError, match="nothing to accept"):
        confirm_text(employers.desk, employers.case, sent(union), mine.id)
    row = log_message(employers.desk, employers.case, text).value.id
    consent = AnswerBody(AnswerKind.CONSENTS, employer="甲公司")
    with pytest.raises(RuleError, match="no employer"):
        seal_answer(employers.desk, row, Side.EMPLOYER, consent)


def test_no_private_word_travels(pair: Pair, tmp_path: Path) -> None:
    union, employers = pair
    secret = plant(union.desk, bargaining(union), seed=5)
    note, argued = secrets.token_hex(12), secrets.token_hex(12)
    add_note(union.desk, union.case, Side.EMPLOYEE, NoteKind.CAUCUS, note)
    save_sketch(
        union.desk,
        union.case,
        SketchDetails(Side.EMPLOYEE, ((union.rest, TextTerm(argued)),), argument=argued),
    )
    log_message(union.desk, union.case, sent(employers, "310"), union.choices)
    (offer,) = union.table((union.rest, REST))
    draft = draft_contract(union.desk, union.case).value.id
    rows = [
        seal_offer(union.desk, offer).value,
        seal_text(union.desk, draft, Side.EMPLOYEE).value,
        accept_message(union.desk, union.case, sent(employers, "320"), union.choices).value,
    ]
    told = repr(list_sendable(union.desk, union.case))
    for row in rows:
        view = get_message(union.desk, row)
        pages = PdfReader(io.BytesIO(code_sheet_pdf(union.desk, row, "zh_CN"))).pages
        told += repr(view) + content_of(view.message).decode()
        told += "".join(page.extract_text() for page in pages)
        told += content_of(open_sealed(sealed_file(union.desk, row))).decode()
    told += repr(read_in_case(union.desk, union.case, sent(employers, "330")))
    assert [one for one in (*secret, note, argued) if one in told] == []
    assert REST.text in told
