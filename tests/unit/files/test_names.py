"""Names of files: what is dangerous goes, what people read stays."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiento.files.names import MAX_LENGTH, UploadKey, read_key, safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("factura 118.pdf", "factura 118.pdf"),
        ("Ñandú — café.pdf", "Ñandú _ café.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("領収書.jpg", "領収書.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\gasto.xlsx", "gasto.xlsx"),
        ("..", "file"),
        ("a/", "file"),
        (".htaccess", "htaccess"),
        ("${filename}", "__filename_"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a%2Fb?c#d.pdf", "a_2Fb_c_d.pdf"),
        ("  a   b .pdf ", "a b.pdf"),
    ],
)
def test_names_are_made_safe(name: str, expected: str) -> None:
    """Paths, control and direction characters and S3's own variables go; letters of all scripts stay."""
    assert expected == safe_name(name)


def test_a_long_name_keeps_its_suffix() -> None:
    """What tells people the kind of file survives the cut."""
    name = safe_name("ñ" * 500 + ".pdf")

    assert len(name) == MAX_LENGTH
    assert name.endswith("ñ.pdf")


@given(st.text(max_size=300))
def test_every_name_gives_a_key_that_reads_back(name: str) -> None:
    """Whatever a client calls its file, its key fits S3 and says the same when it comes back."""
    key = UploadKey(tenant_id=uuid4(), batch_id=uuid4(), upload_id=uuid4(), name=safe_name(name))

    assert len(str(key).encode()) <= 1024
    assert key == read_key(str(key))
    assert key.name == safe_name(key.name)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a/b/c/d",
        f"{uuid4()}/{uuid4()}/{uuid4()}",
        f"{uuid4()}/{uuid4()}/{uuid4()}/",
        f"{uuid4()}/{uuid4()}/{uuid4()}/a/b",
        f"{uuid4()}/../{uuid4()}/{uuid4()}/a",
        f"{uuid4().hex}----/{uuid4()}/{uuid4()}/a",
    ],
)
def test_other_keys_are_not_read(key: str) -> None:
    """Only the one way in which we write a key is a key."""
    assert read_key(key) is None
