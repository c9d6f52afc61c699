"""GuardDuty's tag on an object as a scanner: what is not clearly clean does not pass."""

from collections.abc import Callable, Iterator, Mapping

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from asiento.errors import DocumentError, TransientError
from asiento.files import S3Files
from asiento.files.quarantine import GUARDDUTY_TAG as TAG
from asiento.preprocess.guardduty import LOOKS, WAIT, guardduty_scanner

CLEAN = {TAG: "NO_THREATS_FOUND"}
KEY, DATA = "key", b"bytes"


@pytest.fixture
def files() -> Iterator[S3Files]:
    """A bucket that keeps versions, with a file in it."""
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket="documents", CreateBucketConfiguration={"LocationConstraint": "eu-south-2"})
        client.put_bucket_versioning(Bucket="documents", VersioningConfiguration={"Status": "Enabled"})
        store = S3Files(client, "documents")
        store.write(KEY, DATA)
        yield store


def tag(files: S3Files, tags: Mapping[str, str]) -> None:
    """Set the tags of the newest version, if there are any to set."""
    given = [{"Key": name, "Value": value} for name, value in tags.items()]
    if not given:
        return
    files.client.put_object_tagging(Bucket=files.bucket, Key=KEY, Tagging={"TagSet": given})  # type: ignore[typeddict-item]


def scanned(files: S3Files, *looks: Mapping[str, str]) -> tuple[str | None, list[float]]:
    """Return what the scanner says of a file whose tags are *looks* in turn, and how long it slept before each."""
    tags, slept = iter(looks), list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        tag(files, next(tags))

    tag(files, next(tags))
    return guardduty_scanner(files, sleep)(KEY, DATA), slept


def test_a_clean_file_passes_at_once(files: S3Files) -> None:
    """The tag is there: nobody waits."""
    assert scanned(files, CLEAN) == (None, [])


def test_a_tag_that_comes_late_is_waited_for(files: S3Files) -> None:
    """The scan takes some seconds; other tags say nothing."""
    assert scanned(files, {}, {"project": "x"}, CLEAN) == (None, [WAIT, WAIT])


def test_a_tag_that_does_not_come_keeps_the_file_waiting(files: S3Files) -> None:
    """After some looks the message goes back to the queue, and after three tries the item fails: never unscanned."""
    with pytest.raises(TransientError, match="scan_pending"):
        scanned(files, *[{}] * LOOKS, CLEAN)


def test_a_threat_is_malware(files: S3Files) -> None:
    """The tag does not name it."""
    assert scanned(files, {TAG: "THREATS_FOUND"}) == ("found by GuardDuty", [])


def test_what_cannot_be_scanned_is_the_documents_fault(files: S3Files) -> None:
    """A password or too many layers: another try gives the same."""
    with pytest.raises(DocumentError, match=r"unscannable_file: .*Send it without a password"):
        scanned(files, {TAG: "UNSUPPORTED"})


@pytest.mark.parametrize("status", ["ACCESS_DENIED", "FAILED", "", "no_threats_found", "CLEAN"])
def test_no_clear_answer_lets_nothing_pass(files: S3Files, status: str) -> None:
    """A scan that failed, was denied, or says what we do not know, is no yes."""
    with pytest.raises(TransientError, match="scanner_unavailable"):
        scanned(files, {TAG: status})


def test_a_store_that_is_away_lets_nothing_pass(files: S3Files) -> None:
    """Without its tags nothing is known of a file."""
    with Stubber(files.client) as stubber:
        stubber.add_client_error("get_object_tagging", "SlowDown", http_status_code=503)
        with pytest.raises(TransientError, match="storage_unavailable"):
            guardduty_scanner(files)(KEY, DATA)


def replaced_by_a_clean_one(files: S3Files) -> None:
    """What we read was replaced before its tag was asked for."""
    files.write(KEY, b"clean")
    tag(files, CLEAN)


def replaced_and_put_back(files: S3Files) -> None:
    """As before, and what we read is there again at once, which nobody has scanned."""
    replaced_by_a_clean_one(files)
    files.client.meta.events.register("after-call.s3.GetObjectTagging", lambda **_: files.write(KEY, DATA))


@pytest.mark.parametrize("replace", [replaced_by_a_clean_one, replaced_and_put_back])
def test_the_tag_of_another_version_says_nothing(files: S3Files, replace: Callable[[S3Files], None]) -> None:
    """Bytes pass by the tag of the very version that holds them; else they are tried again, with what is there then."""
    replace(files)

    with pytest.raises(TransientError, match="scan_pending"):
        guardduty_scanner(files)(KEY, DATA)


def test_the_next_try_takes_what_is_there_now(files: S3Files) -> None:
    """Whoever replaces a file loses nothing by it."""
    replaced_by_a_clean_one(files)

    assert guardduty_scanner(files)(KEY, files.read(KEY)) is None
