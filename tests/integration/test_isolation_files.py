"""Keys and presigned forms: a tenant reaches the files of its own batch, in the one way that their keys are written."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from api_client import ApiClient, problem_of
from asiento.api import ApiServices

Trick = Callable[[str, str], str]
TRICKS: dict[str, Trick] = {
    "as it is": lambda theirs, _: theirs,
    "climbed to": lambda theirs, own: f"{own.rsplit('/', 1)[0]}/../../../{theirs}",
    "climbed to within the name": lambda theirs, own: f"{own}/../../../../{theirs}",
    "climbed to, encoded": lambda theirs, own: f"{own.rsplit('/', 1)[0]}/%2e%2e/%2e%2e/%2e%2e/{theirs}",
    "climbed to, encoded slashes": lambda theirs, own: f"{own.rsplit('/', 1)[0]}/..%2f..%2f..%2f{theirs}",
    "climbed to, backslashes": lambda theirs, own: f"{own.rsplit('/', 1)[0]}/..\\..\\..\\{theirs}",
    "encoded": lambda theirs, _: theirs.replace("/", "%2F"),
    "encoded twice": lambda theirs, _: theirs.replace("/", "%252F"),
    "in upper case": lambda theirs, _: theirs.upper(),
    "with its tenant in upper case": lambda theirs, _: theirs[:36].upper() + theirs[36:],
    "absolute": lambda theirs, _: f"/{theirs}",
    "doubled slash": lambda theirs, _: theirs.replace("/", "//", 1),
    "current folder": lambda theirs, _: f"./{theirs}",
    "as a URL": lambda theirs, _: f"s3://documents/{theirs}",
    "as an address": lambda theirs, _: f"https://documents.s3.amazonaws.com/{theirs}",
    "as a file": lambda theirs, _: f"file:///{theirs}",
    "with a space before": lambda theirs, _: f" {theirs}",
    "with a line end": lambda theirs, _: f"{theirs}\n",
    "after our own": lambda theirs, own: f"{own}\n{theirs}",
    "without hyphens": lambda theirs, _: f"{UUID(theirs[:36]).hex}{theirs[36:]}",
    "in braces": lambda theirs, _: f"{{{theirs[:36]}}}{theirs[36:]}",
    "as a URN": lambda theirs, _: f"urn:uuid:{theirs}",
    "in full width": lambda theirs, _: (
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in theirs[:36]) + theirs[36:]
    ),
    "in Arabic digits": lambda theirs, _: "".join(chr(0x660 + int(c)) if c.isdecimal() else c for c in theirs),
    "with another hyphen": lambda theirs, _: theirs.replace("-", "\u2010"),
    "with another slash": lambda theirs, _: theirs.replace("/", "\u2215"),
    "with an invisible mark": lambda theirs, _: theirs[:36] + "\u200b" + theirs[36:],
    "with a NUL": lambda theirs, own: f"{own}\x00{theirs}",
    "our tenant, their batch": lambda theirs, own: own[:36] + theirs[36:],
    "their tenant, our batch": lambda theirs, own: theirs[:36] + own[36:],
    "only the tenant": lambda theirs, _: theirs[:37],
    "a pattern": lambda theirs, _: theirs[:36] + "/*",
    "our own under another name": lambda _, own: own.rsplit("/", 1)[0] + "/..",
    "our own in other letters": lambda _, own: own.rsplit("/", 1)[0] + "/n\u0303.pdf",
}


@pytest.fixture
def asked(api_services: ApiServices) -> Iterator[list[Mapping[str, Any]]]:
    """The parameters of everything that is asked of S3."""
    calls: list[Mapping[str, Any]] = []

    def note(params: Mapping[str, Any], **_: object) -> None:
        calls.append(params)

    events = api_services.files.client.meta.events
    events.register("provide-client-params.s3", note)
    yield calls
    events.unregister("provide-client-params.s3", note)


def upload(client: ApiClient, services: ApiServices, batch: str) -> str:
    """Upload a file to a batch of *client* and return its key."""
    key: str = client.post(f"/batches/{batch}/files", {"files": [{"name": "a.csv"}]}).json["files"][0]["key"]
    services.files.write(key, b"Fecha;Proveedor;Total\n14/03/2025;CANARY;12,10\n")
    return key


@pytest.mark.parametrize("trick", TRICKS)
def test_no_key_of_another_tenant_is_ever_looked_at(
    client: ApiClient,
    stranger: ApiClient,
    api_services: ApiServices,
    batch: str,
    asked: list[Mapping[str, Any]],
    trick: str,
    subtests: pytest.Subtests,
) -> None:
    """However the key is written, ingest and preview refuse it, and S3 is not asked for it."""
    theirs, own_batch = upload(client, api_services, batch), stranger.post("/batches").json["id"]
    own = upload(stranger, api_services, own_batch)
    key = TRICKS[trick](theirs, own)
    asked.clear()

    ingest = f"/batches/{own_batch}/ingest"
    for path, body in ((ingest, {"keys": [key]}), (ingest, {"keys": [own, key]}), ("/previews", {"key": key})):
        with subtests.test(path=path, named=list(body)):
            answer = stranger.post(path, body)
            status, code, field = problem_of(answer)
            assert (status, code) in {(422, "unknown_key"), (422, "bad_characters")} or _missing(code, key, own)
            assert field in {"key", "keys.0", "keys.1"}
            assert "CANARY" not in answer.text
    reached = {str(call.get("Key", call.get("Prefix"))) for call in asked}
    assert all(place.startswith(f"{stranger.tenant_id}/") for place in reached), reached


def _missing(code: str, key: str, own: str) -> bool:
    """Return whether the answer is that there is no such file, to one who asked for a key of his own."""
    return code == "file_missing" and key.startswith(own[:37])


def test_files_are_listed_within_the_batch_only(
    stranger: ApiClient, api_services: ApiServices, asked: list[Mapping[str, Any]]
) -> None:
    """To see which files were uploaded, S3 is asked for the tenant's batch, not for more."""
    own_batch = stranger.post("/batches").json["id"]
    keys = [upload(stranger, api_services, own_batch) for _ in range(3)]
    asked.clear()

    assert stranger.post(f"/batches/{own_batch}/ingest", {"keys": keys}).status == 202

    prefixes = [call["Prefix"] for call in asked if "Prefix" in call]
    assert prefixes
    assert all(prefix.startswith(f"{stranger.tenant_id}/{own_batch}/") for prefix in prefixes)


def allows(policy: Mapping[str, Any], form: Mapping[str, str], size: int) -> bool:
    """Return whether S3 takes *form* under *policy*.

    Every condition must hold, and every field must be named by one but those of the signature and the file:
    https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
    """
    named = {"policy", "x-amz-signature", "file"}
    for condition in policy["conditions"]:
        operator, field, value = ("eq", *next(iter(condition.items()))) if isinstance(condition, dict) else condition
        if operator == "content-length-range":
            if not field <= size <= value:
                return False
            continue
        field = field.removeprefix("$")
        held = form.get(field, "")
        if held != value if operator == "eq" else not held.startswith(value):
            return False
        named.add(field)
    return set(form) <= named


@pytest.fixture
def form(client: ApiClient, batch: str) -> dict[str, Any]:
    """A presigned form."""
    made: dict[str, Any] = client.post(f"/batches/{batch}/files", {"files": [{"name": "a ñ.pdf"}]}).json["files"][0]
    return made


def test_a_presigned_form_takes_its_own_key_only(
    form: dict[str, Any], api_services: ApiServices, subtests: pytest.Subtests
) -> None:
    """The signed policy names bucket, key and size exactly; a changed or added field is outside it."""
    policy, fields = json.loads(b64decode(form["fields"]["policy"])), form["fields"]
    complete = fields | {"bucket": "documents"}
    key = fields["key"]

    assert allows(policy, complete, 1000)
    assert not allows(policy, complete, 1001)
    for changed in (
        {"key": f"{key}x"},
        {"key": key[:-1]},
        {"key": key.upper()},
        {"key": f"{uuid4()}{key[36:]}"},
        {"key": f"{key}/../../../../{uuid4()}"},
        {"key": "${filename}"},
        {"bucket": "other"},
        {"acl": "public-read"},
        {"x-amz-tagging": "<Tagging/>"},
        {"x-amz-meta-tenant": "x"},
        {"success_action_redirect": "https://example.com"},
        {"x-amz-website-redirect-location": "https://example.com"},
    ):
        with subtests.test(changed=changed):
            assert not allows(policy, complete | changed, 100), changed
    assert "$" not in key
    left = datetime.fromisoformat(policy["expiration"]) - datetime.now(UTC)
    assert timedelta(minutes=55) < left <= timedelta(hours=1)
    assert api_services.files.bucket == "documents"


def test_a_policy_that_starts_with_a_folder_would_be_seen(form: dict[str, Any]) -> None:
    """The judge of policies is no yes-man: a condition on the beginning of a key lets another key through."""
    policy = json.loads(b64decode(form["fields"]["policy"]))
    exact = {"key": form["fields"]["key"]}
    loose = {
        **policy,
        "conditions": [["starts-with", "$key", ""] if each == exact else each for each in policy["conditions"]],
    }

    assert loose != policy
    assert allows(loose, form["fields"] | {"bucket": "documents", "key": "another"}, 100)
