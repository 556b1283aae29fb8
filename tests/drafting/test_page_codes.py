import hashlib
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting import page_codes
from negotiator_desk.drafting.page_codes import ALPHABET, page_code, read_page_code

FINGERPRINT = hashlib.sha256(b"text").hexdigest()
_fingerprints = st.binary(min_size=1, max_size=8).map(lambda data: hashlib.sha256(data).hexdigest())


def test_a_code_has_two_groups_of_three_and_no_character_taken_for_another() -> None:
    for page in range(1, 200):
        code = page_code(FINGERPRINT, page, 199)
        assert len(code) == 7
        assert code[3] == "-"
        assert set(code) - {"-"} <= set(ALPHABET)
    assert not set("01OI") & set(ALPHABET)
    assert len(set(ALPHABET)) == 32


def test_codes_are_what_they_were_when_papers_were_printed_with_them() -> None:
    codes = [page_code(FINGERPRINT, page, 3) for page in (1, 2, 3)]
    assert codes == ["G2V-W58", "HEC-JXU", "JST-5RA"]


@given(_fingerprints, st.integers(1, 400), st.data())
def test_a_typed_code_leads_to_its_page(fingerprint: str, pages: int, data: st.DataObject) -> None:
    page = data.draw(st.integers(1, pages))
    code = page_code(fingerprint, page, pages)
    assert read_page_code(fingerprint, pages, code) == page
    assert read_page_code(fingerprint, pages, f" {code.lower().replace('-', ' ')} ") == page
    wide = "".join(chr(ord(c) + 0xFEE0) if c != "-" else "－" for c in code)
    assert read_page_code(fingerprint, pages, wide) == page


def test_no_two_pages_have_the_same_code() -> None:
    assert len({page_code(FINGERPRINT, page, 5000) for page in range(1, 5001)}) == 5000


def test_another_text_and_another_number_of_pages_have_other_codes() -> None:
    other = hashlib.sha256(b"other").hexdigest()
    assert page_code(FINGERPRINT, 1, 9) != page_code(other, 1, 9)
    assert page_code(FINGERPRINT, 1, 9) != page_code(FINGERPRINT, 1, 10)
    assert read_page_code(other, 9, page_code(FINGERPRINT, 1, 9)) is None


def test_one_mistyped_character_is_always_noticed() -> None:
    # With so many pages that another page would be found where the check does not hold.
    for page in range(1, 40):
        bare = page_code(FINGERPRINT, page, 3000).replace("-", "")
        for place in range(6):
            for character in ALPHABET:
                wrong = bare[:place] + character + bare[place + 1 :]
                if wrong != bare:
                    assert _is_noticed(wrong)


def test_two_characters_that_changed_places_are_always_noticed() -> None:
    for page in range(1, 400):
        bare = page_code(FINGERPRINT, page, 3000).replace("-", "")
        for one, other in combinations(range(6), 2):
            swapped = list(bare)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if swapped[one] != swapped[other]:
                assert _is_noticed("".join(swapped))


def test_what_is_no_code_is_no_page() -> None:
    for typed in ("", "7K4", "7K4-M2Q7", "0O1-I00", "七K四-M2Q", "------"):
        assert read_page_code(FINGERPRINT, 100, typed) is None


def _is_noticed(bare: str) -> bool:
    """Whether the check character alone refuses a code, whatever pages there are."""
    numbers = [ALPHABET.index(character) for character in bare]
    return page_codes.check_number(numbers[:5]) != numbers[5]
