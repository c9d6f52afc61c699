"""What becomes of a ZIP and of an e-mail: a child for each document in it, within limits."""

import struct
from collections.abc import Sequence
from email.message import EmailMessage
from io import BytesIO
from typing import Any
from zipfile import ZIP_LZMA, ZipFile

import pytest
from PIL import Image

from asiento.errors import DocumentError
from asiento.model import Item, Kind
from asiento.preprocess import preprocess
from builders import DictFiles, make_file_item, make_tools
from made_files import draw, image_bytes, pdf_bytes, xlsx_bytes, zip_bytes

PDF = pdf_bytes(["FACTURA 118", "Total 121,00"])
PNG = image_bytes(draw(["TOTAL 12,10"]))
LOGO = image_bytes(Image.new("L", (8, 8)))


def run(data: bytes, files: DictFiles | None = None, **limits: Any) -> Item:
    """Return the item whose file is *data* after preprocess."""
    files = DictFiles() if files is None else files
    return preprocess(make_file_item(data, files, "marzo"), make_tools(files, **limits))


def found(data: bytes, **limits: Any) -> dict[str, bytes]:
    """Return the bytes of each child of *data* by its name, without its parent's."""
    files = DictFiles()
    children = run(data, files, **limits).children
    return {child.name.removeprefix("marzo · "): files.read(child.file_key or "") for child in children}


def failure(data: bytes, **limits: Any) -> str:
    """Return the code with which *data* fails; its sentence must end like one."""
    with pytest.raises(DocumentError) as caught:
        run(data, **limits)
    assert caught.value.message.endswith(".")
    return caught.value.code


def mail(*attached: tuple[str, str, bytes], text: str = "Adjunto la factura.") -> EmailMessage:
    """Return a mail with attachments (media type, name, bytes)."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "Factura"
    message.set_content(text)
    for media_type, name, data in attached:
        main, _, sub = media_type.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def nested(depth: int) -> bytes:
    """Return a PDF in a ZIP in a ZIP …, *depth* ZIPs in all."""
    data, name = PDF, "factura.pdf"
    for level in range(depth):
        data, name = zip_bytes({name: data}), f"nivel{level}.zip"
    return data


def test_a_zip_becomes_its_documents() -> None:
    """Each file is a child whose bytes lie in the folder of the archive; folders and litter are none."""
    files = DictFiles()
    parts = {"2025/": b"", "2025/factura.pdf": PDF, "foto.png": PNG, "__MACOSX/._foto.png": b"x", ".DS_Store": b"x"}

    item = run(zip_bytes(parts), files)

    assert (item.kind, item.media_type, item.content_key) == (Kind.CONTAINER, "application/zip", None)
    assert [(child.position, child.name) for child in item.children] == [
        (0, "marzo · factura.pdf"),
        (1, "marzo · foto.png"),
    ]
    folder = f"{item.tenant.id}/{item.batch_id}/{item.id}/"
    assert all(child.file_key and child.file_key.startswith(folder) for child in item.children)
    assert [files.read(child.file_key or "") for child in item.children] == [PDF, PNG]


def test_the_children_of_a_zip_go_on_by_themselves() -> None:
    """What a stage stored for a child is what the child's own run reads, and scans."""
    files, scanned = DictFiles(), list[bytes]()

    def scan(_key: str, data: bytes) -> None:
        scanned.append(data)

    child = run(zip_bytes({"factura.pdf": PDF}), files).children[0]

    item = make_file_item(b"", files, file_key=child.file_key)
    done = preprocess(item, make_tools(files, scan=scan))

    assert (done.kind, done.pages, scanned) == (Kind.PDF, 1, [PDF])


def test_names_are_labels_and_never_paths() -> None:
    """A path that climbs out, an absolute one and a Windows one leave only their last part, in our own folder."""
    files = DictFiles()
    parts = {"../../../etc/passwd.pdf": PDF, "/srv/a.pdf": PDF, "C:\\temp\\b.pdf": PDF, "..": PDF}

    children = run(zip_bytes(parts), files).children

    assert [child.name for child in children] == ["marzo · passwd.pdf", "marzo · a.pdf", "marzo · b.pdf"]
    assert all(".." not in key and key.count("/") == 5 for key in files.contents if "/parts/" in key)


def test_two_files_of_one_name_stay_two() -> None:
    """The same name in two folders is stored twice."""
    files = DictFiles()

    children = run(zip_bytes({"a/ticket.pdf": PDF, "b/ticket.pdf": PNG}), files).children

    assert [files.read(child.file_key or "") for child in children] == [PDF, PNG]


def test_a_name_in_utf8_without_its_mark_is_read() -> None:
    """Many programs write UTF-8 names and do not set the flag."""
    data = zip_bytes({"N--mina.pdf": PDF}).replace(b"N--mina", "Nómina".encode())

    assert set(found(data)) == {"Nómina.pdf"}


def test_a_workbook_is_no_archive() -> None:
    """An XLSX is a ZIP too, and stays a table."""
    item = run(xlsx_bytes([["Fecha", "Proveedor", "Total"], ["2025-03-14", "Bar Sol", "12.10"]]))

    assert (item.kind, len(item.children)) == (Kind.TABLE, 1)


def test_a_zip_in_a_zip_is_opened_once_more() -> None:
    """The documents of both are children of the one upload, in order; a third level is refused."""
    inner = zip_bytes({"dentro.pdf": PDF})

    assert list(found(zip_bytes({"a.png": PNG, "b.zip": inner, "c.png": PNG}))) == ["a.png", "dentro.pdf", "c.png"]
    assert failure(nested(3)) == "archive_too_deep"


def test_a_zip_inside_that_cannot_be_opened_fails_by_itself() -> None:
    """A protected archive in an archive becomes a child, which fails with its own code; the other document goes on."""
    locked = encrypted(zip_bytes({"secreto.pdf": PDF}))

    assert found(zip_bytes({"a.pdf": PDF, "b.zip": locked})) == {"a.pdf": PDF, "b.zip": locked}
    assert failure(locked) == "password_protected"


def encrypted(data: bytes) -> bytes:
    """Return the ZIP *data*, of one entry, with the flag of encryption in its entry and its directory."""
    at = data.index(b"PK\x01\x02")
    return data[:6] + b"\x01" + data[7 : at + 8] + b"\x01" + data[at + 9 :]


def lying(data: bytes, size: int) -> bytes:
    """Return the ZIP *data*, of one entry, with *size* as the unpacked size in its directory."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def with_lzma() -> bytes:
    """Return a ZIP packed by a method that has no limit of memory."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_LZMA) as archive:
        archive.writestr("factura.pdf", PDF)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted(zip_bytes({"factura.pdf": PDF})), "password_protected"),
        (zip_bytes({"factura.pdf": PDF})[:-30], "damaged_archive"),
        (zip_bytes({"factura.pdf": PDF}).replace(b"PK\x01\x02", b"PK\x01\x09"), "damaged_archive"),
        (zip_bytes({"factura.pdf": PDF})[:200] + bytes(50) + zip_bytes({"factura.pdf": PDF})[250:], "damaged_archive"),
        (lying(zip_bytes({"a.csv": b"0" * 9_000_000}), 100), "damaged_archive"),
        (zip_bytes({"a.csv": b"0" * 30_000_000}), "archive_too_large"),
        (zip_bytes({f"{number}.csv": b"0" * 2_000_000 for number in range(10)}), "archive_too_large"),
        (lying(zip_bytes({"a.pdf": PDF}), 2**31), "archive_too_large"),
        (zip_bytes({f"{number}.pdf": b"" for number in range(10_001)}), "archive_too_large"),
        (zip_bytes({f"{number}.pdf": b"" for number in range(5_001)}), "too_many_files"),
        (with_lzma(), "unsupported_archive"),
        (zip_bytes({}), "empty_archive"),
        (zip_bytes({"carpeta/": b"", ".DS_Store": b"x"}), "empty_archive"),
    ],
)
def test_a_zip_that_cannot_be_unpacked_says_why(data: bytes, code: str) -> None:
    """Protected, damaged, lying, too large, too many, empty: each has its code, found out without unpacking more."""
    assert failure(data) == code


def test_the_room_is_shared_by_archives_in_an_archive() -> None:
    """Two archives inside may not hold more together than one may."""
    inner = zip_bytes({"a.pdf": PDF, "b.pdf": PDF})

    assert len(found(zip_bytes({"x.zip": inner}), max_items_per_batch=3)) == 2
    assert failure(zip_bytes({"x.zip": inner, "y.zip": inner}), max_items_per_batch=5) == "too_many_files"


def test_a_document_in_a_zip_has_the_size_limit_of_any_other() -> None:
    """What would be refused as an upload is refused in an archive."""
    assert failure(zip_bytes({"a.csv": b"0" * 5000}), max_file_bytes=2000) == "file_too_large"


def test_a_mail_becomes_its_attachments() -> None:
    """A PDF and a photo, with accents in their names, and not the text."""
    message = mail(("application/pdf", "factura año.pdf", PDF), ("image/png", "foto.png", PNG))

    item = run(message.as_bytes())

    assert (item.kind, item.media_type) == (Kind.CONTAINER, "message/rfc822")
    assert found(message.as_bytes()) == {"factura año.pdf": PDF, "foto.png": PNG}


def test_a_logo_in_the_text_is_no_document() -> None:
    """A small picture that the text shows is skipped; a large one, a photo pasted into the text, is not."""
    message = mail(("application/pdf", "factura.pdf", PDF))
    message.add_attachment(LOGO, maintype="image", subtype="png", filename="image001.png", disposition="inline")
    photo = PNG + bytes(50_000)
    message.add_attachment(photo, maintype="image", subtype="png", filename="IMG_1.png", disposition="inline")

    assert found(message.as_bytes()) == {"factura.pdf": PDF, "IMG_1.png": photo}


def test_what_serves_the_mail_itself_is_no_document() -> None:
    """A cryptographic signature, an invitation and Outlook's nameless text are skipped."""
    attached: Sequence[tuple[str, str, bytes]] = (
        ("application/pkcs7-signature", "smime.p7s", b"0\x80"),
        ("text/calendar", "cita.ics", b"BEGIN:VCALENDAR"),
        ("text/plain", "ATT00001.txt", b"Enviado desde mi movil"),
        ("application/octet-stream", "factura.pdf", PDF),
    )

    assert found(mail(*attached).as_bytes()) == {"factura.pdf": PDF}


def test_a_mail_in_a_mail_gives_its_attachments() -> None:
    """A forwarded mail is opened, attached as a mail or as a file."""
    inner = mail(("application/pdf", "factura.pdf", PDF))
    outer = mail()
    outer.add_attachment(inner)

    assert found(outer.as_bytes()) == {"factura.pdf": PDF}
    assert found(mail(("application/octet-stream", "reenviado.eml", inner.as_bytes())).as_bytes()) == {
        "factura.pdf": PDF
    }


def test_a_zip_in_a_mail_gives_its_documents() -> None:
    """Two kinds of container in one another are two levels; a ZIP in that ZIP is a third."""
    assert found(mail(("application/zip", "a.zip", nested(1))).as_bytes()) == {"factura.pdf": PDF}
    assert failure(mail(("application/zip", "a.zip", nested(2))).as_bytes()) == "archive_too_deep"


def test_a_mail_without_a_document_says_so() -> None:
    """Text alone, or text with a logo, fails with a sentence."""
    with_logo = mail()
    with_logo.add_attachment(LOGO, maintype="image", subtype="png", filename="logo.png", disposition="inline")

    assert failure(mail().as_bytes()) == "no_attachments"
    assert failure(with_logo.as_bytes()) == "no_attachments"


def test_broken_base64_is_a_damaged_mail() -> None:
    """An attachment that cannot be decoded is named; stray characters alone are passed over, as mail programs do."""
    whole = mail(("application/pdf", "factura.pdf", b"%PDF-1.4 " + bytes(300))).as_bytes()
    at = whole.index(b"JVBERi0")

    assert failure(whole[:at] + b"*" + whole[at + 3 :]) == "damaged_mail"
    assert found(whole[:at] + b"*" + whole[at:])["factura.pdf"].startswith(b"%PDF-1.4")


def test_a_mail_of_endless_mails_is_refused() -> None:
    """Nesting is bounded before anything is parsed."""
    head = b"From: a@example.com\nSubject: x\nContent-Type: message/rfc822\n\n"

    assert failure(head * 5000) == "damaged_mail"


def test_a_table_of_dates_is_no_mail() -> None:
    """Text that begins with one word of a mail stays what it is."""
    item = run(b"Date: ;Total\n14/03/2025;12,10\n15/03/2025;13,10\n")

    assert item.kind is Kind.TABLE
