"""The documents attached to an e-mail (RFC 822, `.eml`). Its text, its logos and its signatures are not documents."""

import re
from email.errors import HeaderParseError, InvalidBase64LengthDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from asiento.errors import DocumentError
from asiento.files.names import safe_name
from asiento.preprocess.packed_files import PackedFile, Quota

MAX_NESTED = 50
"""Multiparts and mails inside a mail. The library goes down by recursion, and asks each level about each line."""

MAX_HEADER = 4096
"""Characters of a header with a name in it: longer ones are an attack, and cost the library quadratic time."""

SMALL_PICTURE = 40 * 2**10
"""Bytes under which a picture in the text is a logo or a signature: a photo that can be read is larger."""

HEADER_WITHIN = 64 * 2**10
_LINE = re.compile(rb"([!-9;-~]{1,70}):|[ \t]")
_MAIL_HEADERS = frozenset(
    b"from to subject date received return-path message-id mime-version delivered-to content-type".split()
)
_OF_THE_MAIL_ITSELF = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
        "message/delivery-status",
        "message/disposition-notification",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
    }
)
_NAMELESS_TEXT = re.compile(r"(?i)att\d+\.(txt|html?)")
"""What Outlook makes of the text after an attachment."""


def is_mail(data: bytes) -> bool:
    """Return whether *data* begins with a block of header lines, at least two of them a mail's."""
    head = data[:HEADER_WITHIN].lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    names = set()
    for line in head.splitlines():
        if not line:
            break
        match = _LINE.match(line)
        if match is None:
            return False
        names.add((match[1] or b"").lower())
    return len(names & _MAIL_HEADERS) >= 2  # noqa: PLR2004 (one may stand at the start of any text)


def attachments(data: bytes, quota: Quota) -> list[PackedFile]:
    """Return the files attached to the mail *data*, and to mails attached to it, in their order.

    Raises `DocumentError`: `no_attachments`, `damaged_mail`, `too_many_files`, `archive_too_large`.
    """
    lower = data.lower()
    if lower.count(b"multipart/") + lower.count(b"message/rfc822") > MAX_NESTED:
        raise DocumentError("damaged_mail.nested")
    message: Message = BytesParser(policy=compat32).parsebytes(data)
    found = [packed for part in message.walk() if (packed := _attachment(part)) is not None]
    if not found:
        raise DocumentError("no_attachments")
    quota.check(len(found), sum(len(packed.data) for packed in found))
    return found


def _attachment(part: Message) -> PackedFile | None:
    """Return the file that *part* is, None for the text of the mail and what serves the mail itself."""
    kind, name = part.get_content_type(), _name(part)
    attached = part.get_content_disposition() == "attachment"
    if part.is_multipart() or kind in _OF_THE_MAIL_ITSELF or _NAMELESS_TEXT.fullmatch(name):
        return None
    if kind.startswith("text/") and not name and not attached:
        return None
    data = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        raise DocumentError("damaged_mail.attachment", name=safe_name(name))
    if not isinstance(data, bytes) or not data.strip():
        return None
    if kind.startswith("image/") and not attached and len(data) < SMALL_PICTURE:
        return None
    return PackedFile(name=safe_name(name or kind.replace("/", ".")), data=data)


def _name(part: Message) -> str:
    """Return the file's name, decoded from what mail makes of accents; empty if there is none."""
    headers = (str(part.get("Content-Disposition", "")), str(part.get("Content-Type", "")))
    if any(len(header) > MAX_HEADER for header in headers):
        return ""
    try:
        name = part.get_filename("")
        return str(make_header(decode_header(name)))
    except (HeaderParseError, MessageError, LookupError, ValueError):
        return ""
