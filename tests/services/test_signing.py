"""A final text can be signed with a certificate, and says what that is worth."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from page import validate_pdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError, StorageError
from negotiator_desk.services.contracts import draft_contract, draft_pdf, finish_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.signing import read_certificate, sign_version
from tests.services.conftest import Bargaining, fill_everything_in, rate_table

PHRASE = "一二三 four"


def certificate(path: Path, *, valid_days: int = 10_000) -> x509.Certificate:
    """Write a certificate with its key, made by its owner."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "甬东快递行业协会")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=valid_days))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"desk", key, made, None, BestAvailableEncryption(PHRASE.encode())
        )
    )
    return made


@pytest.fixture
def final(desk: Desk, table: Bargaining) -> str:
    """Id of a case's final text."""
    terms = [(table.rates, rate_table("0.8600", "1.0700"))]
    (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, table.session)
    fill_everything_in(desk, table.case)
    return finish_contract(desk, table.case).value.id


def test_a_signed_file_is_whole_valid_and_keeps_its_conformance(
    desk: Desk, final: str, tmp_path: Path
) -> None:
    made = certificate(tmp_path / "key.p12")
    kept = draft_pdf(desk, final)
    target = tmp_path / "signed.pdf"
    used = sign_version(desk, final, tmp_path / "key.p12", PHRASE, target)
    assert used.is_self_signed
    assert "甬东快递行业协会" in used.subject
    assert draft_pdf(desk, final) == kept
    (signature,) = PdfFileReader(io.BytesIO(target.read_bytes())).embedded_signatures
    trusted = ValidationContext(trust_roots=[_as_asn1(made)])
    status = validate_pdf_signature(signature, trusted)
    assert (status.intact, status.valid) == (True, True)
    for profile in ("3a", "ua1"):
        assert validate_pdf(str(target), profile=profile).is_compliant


def test_a_draft_is_not_signed(desk: Desk, table: Bargaining, tmp_path: Path) -> None:
    certificate(tmp_path / "key.p12")
    draft = draft_contract(desk, table.case).value
    with pytest.raises(RuleError, match="draft is not signed"):
        sign_version(desk, draft.id, tmp_path / "key.p12", PHRASE, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_a_wrong_phrase_a_wrong_file_and_an_old_certificate_are_refused(
    desk: Desk, final: str, tmp_path: Path
) -> None:
    certificate(tmp_path / "key.p12")
    with pytest.raises(InputError, match="could not be opened"):
        read_certificate(tmp_path / "key.p12", "wrong")
    (tmp_path / "no.p12").write_bytes(b"not a certificate")
    with pytest.raises(InputError, match="could not be opened"):
        read_certificate(tmp_path / "no.p12", PHRASE)
    with pytest.raises(StorageError, match="could not be read"):
        read_certificate(tmp_path / "missing.p12", PHRASE)
    certificate(tmp_path / "old.p12", valid_days=30)
    with pytest.raises(InputError, match="was valid until"):
        sign_version(desk, final, tmp_path / "old.p12", PHRASE, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def _as_asn1(made: x509.Certificate) -> object:
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding

    return Certificate.load(made.public_bytes(Encoding.DER))
