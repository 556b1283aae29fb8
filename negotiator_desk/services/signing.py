"""Signs the PDF of a final text with a certificate of the user's own.

What such a signature proves is said wherever it is offered: that the file was not changed since,
and with which certificate it was signed. It takes the place of nobody's hand and of no seal.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session
from typing_extensions import override

from negotiator_desk.errors import InputError, RuleError, StorageError
from negotiator_desk.i18n import _
from negotiator_desk.models.contract import ContractDraft
from negotiator_desk.services.contracts import draft_pdf
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.saving import save_whole
from negotiator_desk.storage.faults import reason_of

LARGEST_CERTIFICATE = 1_000_000
"""Bytes that a file with a certificate has at most."""


@dataclass(frozen=True)
class Certificate:
    """A certificate as its file describes it.

    Attributes:
        subject: Whom it names.
        issuer: Who says so.
        is_self_signed: Nobody but its owner says so.
        valid_until: UTC.
    """

    subject: str
    issuer: str
    is_self_signed: bool
    valid_until: datetime


def read_certificate(path: Path, passphrase: str) -> Certificate:
    """Read a certificate with its key from a PKCS#12 file (.p12, .pfx).

    Raises:
        InputError: It is no such file, or the pass phrase is not the right one.
        StorageError: The file cannot be read.
    """
    return _certificate(_read(path), passphrase)


def sign_version(
    desk: Desk, draft_id: str, certificate: Path, passphrase: str, path: Path
) -> Certificate:
    """Save the PDF of a final text, signed; the version kept in the store stays as it is.

    The signature is not seen on the pages. The file keeps PDF/A-3a and PDF/UA-1.

    Args:
        certificate: A PKCS#12 file.
        path: Where the signed file is saved.

    Returns:
        The certificate it was signed with.

    Raises:
        InputError: The certificate cannot be used, or it is not valid today.
        RuleError: There is no such version, or it is a draft.
        StorageError: A file cannot be read or written; an earlier file is kept.
    """
    _check_final(desk, draft_id)
    content = _read(certificate)
    found = _certificate(content, passphrase)
    if found.valid_until < desk.now():
        raise InputError(
            _("The certificate of {subject} was valid until {day}; nothing was signed.").format(
                subject=found.subject, day=found.valid_until.date().isoformat()
            ),
            hint=_("Take one that is valid today."),
        )
    signed = _signed(draft_pdf(desk, draft_id), content, passphrase)
    save_whole(path, signed)
    return found


def _signed(pdf: bytes, certificate: bytes, passphrase: str) -> bytes:
    # Imported when somebody signs: half a second that nobody else waits for.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    class Writer(IncrementalPdfFileWriter):
        """Leaves the metadata alone: rewritten, they would lose what PDF/UA asks for."""

        @override
        def _update_meta(self) -> None:
            return

    signer = signers.SimpleSigner.load_pkcs12_data(
        certificate, other_certs=[], passphrase=passphrase.encode()
    )
    assert signer is not None, "the certificate was read before"
    output = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=_FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        ),
        signer=signer,
    ).sign_pdf(Writer(io.BytesIO(_with_field(pdf))), output=output)
    return output.getvalue()


_FIELD = "Signature1"
_FIELD_NAME = "电子签名"


def _with_field(pdf: bytes) -> bytes:
    """Add the field that the signature fills, where readers that speak aloud find it too."""
    from pikepdf import Array, Dictionary, Name, Pdf

    with Pdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        page = document.pages[-1].obj
        tree = root.StructTreeRoot
        whole = tree.K
        widget = document.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=_FIELD,
                TU=_FIELD_NAME,
                Rect=Array([0, 0, 0, 0]),
                F=132,
                P=page,
                StructParent=int(tree.ParentTreeNextKey),
            )
        )
        element = document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Form,
                P=whole,
                Alt=_FIELD_NAME,
                K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page),
            )
        )
        whole.K.append(element)
        tree.ParentTree.Nums.append(int(tree.ParentTreeNextKey))
        tree.ParentTree.Nums.append(element)
        tree.ParentTreeNextKey = int(tree.ParentTreeNextKey) + 1
        annotations = page.get("/Annots", Array())
        annotations.append(widget)
        page.Annots = annotations
        root.AcroForm = document.make_indirect(Dictionary(Fields=Array([widget]), SigFlags=3))
        output = io.BytesIO()
        document.save(output, deterministic_id=True)
        return output.getvalue()


def _certificate(content: bytes, passphrase: str) -> Certificate:
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except ValueError as error:
        raise InputError(
            _("The certificate could not be opened; nothing was signed."),
            hint=_("The pass phrase may be another one, or the file is no PKCS#12 file (.p12)."),
        ) from error
    if key is None or certificate is None:
        raise InputError(
            _("The file has no certificate with its key; nothing was signed."),
            hint=_("Export both together as a PKCS#12 file (.p12)."),
        )
    return Certificate(
        subject=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        is_self_signed=certificate.subject == certificate.issuer,
        valid_until=certificate.not_valid_after_utc,
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_CERTIFICATE:
            raise InputError(
                _("{path} is too large for a certificate; nothing was signed.").format(path=path)
            )
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("{path} could not be read: {reason}").format(path=path, reason=reason_of(error))
        ) from error


def _check_final(desk: Desk, draft_id: str) -> None:
    def query(session: Session) -> bool | None:
        draft = session.get(ContractDraft, draft_id)
        return None if draft is None else bool(draft.snapshot.get("is_final"))

    is_final = desk.read(query)
    if is_final is None:
        raise RuleError(_("This draft is not in the store; nothing was signed."))
    if not is_final:
        raise RuleError(
            _("A draft is not signed; nothing was done."),
            hint=_("Make the final text first."),
        )
