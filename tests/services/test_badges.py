"""Whose badge was scanned."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.badge_codes import printed_badge_code
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.models.case import Representative
from negotiator_desk.services.badges import badge_code, badges_pdf, find_by_badge
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.parties import remove_representative
from tests.drafting.reading import pages_by_pypdf
from tests.services.conftest import Bargaining, enter_parties, new_case


def representatives(desk: Desk, case_id: str) -> list[str]:
    parties = get_case(desk, case_id).parties
    return [one.id for side in Side for one in parties[side].representatives]


def replaced(desk: Desk, representative_id: str) -> None:
    def work(session: Session) -> None:
        session.get_one(Representative, representative_id).left_at = desk.now()

    desk.run("edit_representative", work)


def test_every_representative_is_found_by_the_badge(desk: Desk, table: Bargaining) -> None:
    everybody = representatives(desk, table.case)
    assert len(everybody) == 6
    for one in everybody:
        assert find_by_badge(desk, table.case, badge_code(one)) == one
        printed = printed_badge_code(badge_code(one)).lower()
        assert find_by_badge(desk, table.case, f" {printed}\n") == one


def test_a_mistyped_code_finds_nobody_and_is_repeated(desk: Desk, table: Bargaining) -> None:
    code = badge_code(representatives(desk, table.case)[0])
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(InputError, match=f"“{wrong}” is not the code of a badge; nobody") as error:
        find_by_badge(desk, table.case, wrong)
    assert "Scan the badge again" in error.value.hint


def test_a_whole_page_that_was_scanned_is_not_repeated(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError) as error:
        find_by_badge(desk, table.case, "https://example.org/" * 200)
    assert len(str(error.value)) < 120


def test_the_badge_of_another_case_is_refused(desk: Desk, table: Bargaining) -> None:
    other = new_case(desk, "另一案件")
    enter_parties(desk, other)
    foreign = badge_code(representatives(desk, other)[0])
    with pytest.raises(RuleError, match="belongs to another case; nobody was marked"):
        find_by_badge(desk, table.case, foreign)
    assert find_by_badge(desk, other, foreign)


def test_whoever_was_replaced_is_refused_by_name_and_day(desk: Desk, table: Bargaining) -> None:
    first = representatives(desk, table.case)[0]
    replaced(desk, first)
    with pytest.raises(RuleError, match=r"代表1 was replaced on \d{4}-\d\d-\d\d and no longer"):
        find_by_badge(desk, table.case, badge_code(first))


def test_whoever_was_taken_off_the_list_is_not_found(desk: Desk, table: Bargaining) -> None:
    last = representatives(desk, table.case)[-1]
    remove_representative(desk, last)
    with pytest.raises(RuleError, match="No representative of this case has badge ND-"):
        find_by_badge(desk, table.case, badge_code(last))


def test_there_has_to_be_a_case(desk: Desk, table: Bargaining) -> None:
    code = badge_code(representatives(desk, table.case)[0])
    with pytest.raises(RuleError, match="This case is not in the store"):
        find_by_badge(desk, "no-case", code)


def test_badges_are_printed_for_everybody_or_for_those_chosen(
    desk: Desk, table: Bargaining
) -> None:
    everybody = representatives(desk, table.case)
    replaced(desk, everybody[1])
    text = "".join(pages_by_pypdf(badges_pdf(desk, table.case, "zh_CN")))
    shown = [one for one in everybody if printed_badge_code(badge_code(one)) in text]
    assert shown == [everybody[0], *everybody[2:]]
    chosen = "".join(pages_by_pypdf(badges_pdf(desk, table.case, "en", {everybody[4]})))
    assert "快递企业协会代表2" in chosen
    assert chosen.count("ND-") == 1


def test_without_anybody_there_is_nothing_to_print(desk: Desk, table: Bargaining) -> None:
    for case_id in (new_case(desk), table.case):
        with pytest.raises(RuleError, match="nobody to print a badge for"):
            badges_pdf(desk, case_id, "zh_CN", chosen=())
