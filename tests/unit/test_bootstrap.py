"""The clients of AWS as they are built: where a form for an upload goes."""

import pytest

from asiento import bootstrap
from asiento.files import S3Files
from asiento.settings import s3_addressing


def host_of_upload(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Return the address of a presigned form, by botocore as it is pinned; nothing is sent."""
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    files = S3Files(bootstrap.client.__wrapped__("s3"), "documents-of-asiento")
    return str(files.presign_upload("tenant/batch/item/file.pdf", 1000)["url"])


@pytest.mark.parametrize("region", ["eu-south-2", "eu-west-1", "us-east-2"])
def test_a_form_names_the_host_of_the_region(monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    """Regions of 2019 and later refuse the global host, and others redirect from it while a bucket is new."""
    url = host_of_upload(monkeypatch, AWS_DEFAULT_REGION=region)

    assert url == f"https://documents-of-asiento.s3.{region}.amazonaws.com/"


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"])
@pytest.mark.parametrize("server", ["http://127.0.0.1:4566", "http://localhost:4566"])
def test_a_server_of_ones_own_is_asked_by_path(monkeypatch: pytest.MonkeyPatch, name: str, server: str) -> None:
    """The local AWS has no host of each bucket."""
    assert host_of_upload(monkeypatch, **{name: server}) == f"{server}/documents-of-asiento"


@pytest.mark.parametrize("region", ["eu-south-2", "us-east-1"])
def test_a_download_is_signed_by_version_4_everywhere(monkeypatch: pytest.MonkeyPatch, region: str) -> None:
    """By itself botocore takes version 2 in the oldest regions, which holds the clock to no minute of a policy."""
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    files = S3Files(bootstrap.client.__wrapped__("s3"), "documents-of-asiento")

    url = files.presign_download("tenant/batch/item/a.pdf", name="a.pdf", media_type="application/octet-stream")

    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in url


def test_an_empty_variable_names_no_server() -> None:
    """Templates set what they do not need to nothing."""
    assert s3_addressing({"AWS_ENDPOINT_URL": ""}) == "virtual"
