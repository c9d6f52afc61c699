"""Files that must not get through: infected, locked, cut off, empty, and a program in disguise."""

import struct
from io import BytesIO

from pikepdf import AttachedFileSpec, Encryption, Pdf

EICAR_HALVES = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
"""The harmless string that every scanner reports (eicar.org), in two, so that none reports this source."""
OPENS_WITH = "albaran-2026"
KEPT = 0.3


def infected(pdf: bytes) -> bytes:
    """Return *pdf* with the EICAR file attached, its bytes as they are, so that a search of the raw file finds them."""
    with Pdf.open(BytesIO(pdf)) as document:
        virus = "".join(EICAR_HALVES).encode()
        document.attachments["detalle.com"] = AttachedFileSpec(document, virus, filename="detalle.com")
        file = BytesIO()
        document.save(file, compress_streams=False, deterministic_id=True)
    return file.getvalue()


def locked(pdf: bytes) -> bytes:
    """Return *pdf* encrypted with AES-256: it opens only with its password."""
    with Pdf.open(BytesIO(pdf)) as document:
        file = BytesIO()
        document.save(file, encryption=Encryption(user=OPENS_WITH, owner=OPENS_WITH[::-1], R=6))
    return file.getvalue()


def cut_off(data: bytes) -> bytes:
    """Return the first part of a file, as an upload that broke off leaves it."""
    return data[: int(len(data) * KEPT)]


def program() -> bytes:
    """Return a Linux program (ELF, x86-64) of one segment that only ends: exit(0)."""
    code = bytes.fromhex("31ff b83c000000 0f05".replace(" ", ""))
    base, start = 0x400000, 64 + 56
    size = start + len(code)
    ident = b"\x7fELF" + bytes([2, 1, 1]) + bytes(9)
    header = struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, base + start, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, base, base, size, size, 0x1000)
    return ident + header + segment + code
