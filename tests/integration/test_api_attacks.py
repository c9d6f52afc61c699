"""The API under attack, by hand: each trick ends as a problem that says what to do, or does nothing at all."""

import gzip
import json
from base64 import b64encode, urlsafe_b64encode
from itertools import product
from urllib.parse import quote

import pytest

from api_client import Answer, ApiClient, problem_of, rest_event
from asiento.api.body import MAX_BYTES
from asiento.tenant import Tenant
from gateway import Gateway

NOBODY = "0" * 32


def rows(value: str) -> bytes:
    """Return a body with *value*, which is JSON, in a row."""
    return ('{"rows": [{"total": ' + value + "}]}").encode()


BODIES = {
    "too large": (b'{"rows": [{"a": "' + b"x" * MAX_BYTES + b'"}]}', (413, "body_too_large", "body")),
    "too deep": (rows("[" * 40 + "]" * 40), (422, "too_deep", "rows.0.total")),
    "deeper than Python": (b"[" * 400_000, (400, "malformed_json", "body")),
    "NaN": (rows("NaN"), (422, "lossy_number", "rows.0.total")),
    "Infinity": (rows("Infinity"), (422, "lossy_number", "rows.0.total")),
    "-Infinity": (rows("-Infinity"), (422, "lossy_number", "rows.0.total")),
    "1e999": (rows("1e999"), (422, "lossy_number", "rows.0.total")),
    "400 decimals": (rows("0." + "3" * 400), (422, "lossy_number", "rows.0.total")),
    "5,000 digits": (rows("9" * 5000), (400, "malformed_json", "body")),
    "hexadecimal": (rows("0x10"), (400, "malformed_json", "body")),
    "the same name twice": (b'{"rows": [{"a": 1, "b": 2, "a": 3}]}', (422, "repeated_name", "rows.0.a")),
    "twice at the top": (b'{"rows": [{"a": 1}], "rows": [{"a": 2}]}', (422, "repeated_name", "rows")),
    "twice, written in two ways": (b'{"rows": [{"a": 1, "\\u0061": 2}]}', (422, "repeated_name", "rows.0.a")),
    "NUL": (rows('"a\\u0000b"'), (422, "bad_characters", "rows.0.total")),
    "raw NUL": (b'{"rows": [{"a": "\x00"}]}', (400, "malformed_json", "body")),
    "half a surrogate pair": (rows('"\\ud800"'), (422, "bad_characters", "rows.0.total")),
    "halves in the wrong order": (rows('"\\udc00\\ud800"'), (422, "bad_characters", "rows.0.total")),
    "a list": (b'[{"rows": []}]', (422, "not_an_object", "body")),
    "text": (b'"rows"', (422, "not_an_object", "body")),
    "null": (b"null", (422, "not_an_object", "body")),
    "nothing": (b"", (422, "invalid_request", "body")),
    "spaces": (b"   ", (400, "malformed_json", "body")),
    "two": (b"{}{}", (400, "malformed_json", "body")),
    "byte order mark": (b'\xef\xbb\xbf{"rows": []}', (400, "malformed_json", "body")),
    "UTF-16": ('{"rows": []}'.encode("utf-16"), (400, "malformed_json", "body")),
    "packed": (gzip.compress(b'{"rows": [{"a": 1}]}'), (400, "malformed_json", "body")),
    "a form": (b"rows=1&keys=2", (400, "malformed_json", "body")),
    "XML": (b'<?xml version="1.0"?><rows/>', (400, "malformed_json", "body")),
    "a name that the language knows": (b'{"__proto__": {}, "rows": [{}]}', (422, "invalid_request", "__proto__")),
    "a comment": (b'{"rows": [] /* */}', (400, "malformed_json", "body")),
}


def test_a_bad_body_is_refused(gateway: Gateway, key: str, batch: str, subtests: pytest.Subtests) -> None:
    """Too large, too deep, no number, no text, no object: each has its code and the field, and nothing was taken in."""
    headers = [("Authorization", f"Bearer {key}")]
    for name, (body, expected) in BODIES.items():
        with subtests.test(name=name):
            answer = gateway.ask("POST", f"/batches/{batch}/ingest", headers=headers, body=body)
            assert problem_of(answer) == expected, name

    assert gateway_get(gateway, key, f"/batches/{batch}/status").json["total"] == 0


def gateway_get(gateway: Gateway, key: str, path: str, query: str = "") -> Answer:
    """GET *path* with the key."""
    return gateway.ask("GET", path, query=query, headers=[("Authorization", f"Bearer {key}")])


KEPT = ("-0", "9" * 400, '"\u202eexe.pdf\u202c"', '"\u200b\u200d\ufeff"', '"a' + "\u0301" * 500 + '"', '"🏴\U000e0067"')


def test_odd_values_are_kept_as_they_are(gateway: Gateway, key: str, batch: str, subtests: pytest.Subtests) -> None:
    """Marks of direction, invisible letters, a heap of accents and long numbers are data, and come back unchanged."""
    for value in KEPT:
        with subtests.test(value=ascii(value)[:80]):
            headers = [("Authorization", f"Bearer {key}")]
            answer = gateway.ask("POST", f"/batches/{batch}/ingest", headers=headers, body=rows(value))
            (item_id,) = answer.json["items"]
            assert gateway_get(gateway, key, f"/items/{item_id}").json["row"] == {"total": json.loads(value)}


ENCODED = (
    (b'{"name": "\xff"}', (400, "malformed_json", "body")),
    (gzip.compress(b"{}"), (400, "malformed_json", "body")),
    ('{"name": "x"}'.encode("utf-16"), (400, "malformed_json", "body")),
    (b"[]", (422, "not_an_object", "body")),
)


def test_an_encoded_body_is_read_like_any(client: ApiClient, subtests: pytest.Subtests) -> None:
    """What API Gateway hands over as base64 is decoded first, and what is then no JSON in UTF-8 is refused."""
    assert send_encoded(client, b64encode('{"name": "ñ"}'.encode()).decode()).json["name"] == "ñ"
    for raw, expected in ENCODED:
        with subtests.test(raw=raw):
            assert problem_of(send_encoded(client, b64encode(raw).decode())) == expected
    for body in ("not base64!", "e30", "ñ", "===="):
        with subtests.test(body=body):
            assert problem_of(send_encoded(client, body)) == (400, "malformed_json", "body")


def send_encoded(client: ApiClient, body: str) -> Answer:
    """POST /batches with a body that is said to be base64."""
    event = rest_event("POST", "/batches", body=body) | {"isBase64Encoded": True}
    event["requestContext"]["authorizer"] = client.authorizer
    return client.send(event)


def test_a_content_type_changes_nothing(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """JSON is read as JSON whatever is said of it; and what is said cannot make it something else."""
    for said in (
        "",
        "text/xml",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-7",
        "a" * 65_536,
        "\x00",
    ):
        with subtests.test(said=ascii(said)[:80]):
            headers = [("Authorization", f"Bearer {key}"), ("Content-Type", said), ("Content-Encoding", "gzip")]
            assert gateway.ask("POST", "/batches", headers=headers, body=b'{"name": "x"}').json["name"] == "x"


def test_only_the_key_itself_opens(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """A scheme in any case; nothing around the key, no two keys, no long, broken or foreign text. No 5xx, no echo."""
    for scheme in ("Bearer", "bearer", "BEARER"):
        with subtests.test(scheme=scheme):
            assert gateway.ask("GET", "/batches", headers=[("Authorization", f"{scheme} {key}")]).status == 200
    for said in (
        "", " ", "Bearer", key, f"Basic {key}", f"Bearer {key}x", f"Bearer {key},Bearer {key}", f"Bearer {key} {key}",
        f"Bearer {key}\r\nX-Role: operate", f"Bearer\x00{key}", "Bearer " + "a" * 65_536, "Bearer ñ", "Bearer \ud800",
        f"Bearer {key.upper()}", f"Bearer {key[:-1]}", "Bearer asiento_' OR 1=1 --", f"Bearer {key[:20]}%",
        f"Bearer\u00a0{key}",
    ):  # fmt: skip
        with subtests.test(said=ascii(said)[:80]):
            answer = gateway.ask("GET", "/batches", headers=[("Authorization", said)])
            assert problem_of(answer) == (401, "unauthorized", None), said
            assert key not in answer.text
    assert problem_of(gateway.ask("GET", "/batches")) == (401, "unauthorized", None)


def test_headers_give_no_rights(
    gateway: Gateway, key: str, client: ApiClient, other_tenant: Tenant, subtests: pytest.Subtests
) -> None:
    """Who asks, for what and as whom is the gateway's word alone."""
    own = client.post("/batches", {"name": "own"}).json["id"]
    for name, value in (
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Method-Override", "POST"),
        ("X-Original-URL", "/items"),
        ("X-Forwarded-Prefix", "/v1/../.."),
        ("X-Tenant-Id", str(other_tenant.id)),
        ("tenant_id", str(other_tenant.id)),
        ("Host", "evil.example"),
        ("X-Amz-Security-Token", "x" * 65_536),
        ("X-Odd", "a\r\nSet-Cookie: a=b"),
        ("X-Odd", "\u00ff\u0000"),
        ("Accept", "text/html"),
        ("Range", "bytes=0-1"),
    ):
        with subtests.test(name=name, value=value[:80]):
            answer = gateway.ask("GET", "/batches", headers=[("Authorization", f"Bearer {key}"), (name, value)])
            assert [batch["id"] for batch in answer.json["items"]] == [own]
            assert "Set-Cookie" not in answer.headers


def test_a_bad_idempotency_key_is_refused(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """It is a name of at most 255 printable ASCII characters."""
    for value in ("", " ", "a b", "x" * 256, "x" * 65_536, "ñ", "a\r\nb", "\x00", "\ud800"):
        with subtests.test(value=ascii(value)[:80]):
            headers = [("Authorization", f"Bearer {key}"), ("Idempotency-Key", value)]
            answer = gateway.ask("POST", "/batches", headers=headers, body=b"{}")
            assert problem_of(answer) == (422, "invalid_request", "idempotency-key"), value


PATHS = (
    "/batches/%2e%2e/expenses", "/batches/../expenses", "/batches/..%2f..%2fhealth", "/batches/%00", "/batches/%",
    "//batches", "/batches//status", "/./batches", "/batches/.", "/BATCHES", "/batches;a=b", "/batches%3flimit=1",
    "/batches%23", "/batches/" + "a" * 10_000, "/batches/" + "9" * 4_000, "/items/%ff%fe", "/items/ñ", "/items/%c0%ae",
    "/items/' OR 1=1 --", "/items/${jndi:x}", "/items/{item_id}", "/items/<script>", "/items/%250a", "/items/\r\nX: y",
    f"/column-mappings/{NOBODY}%00", "/column-mappings/" + "\u0660" * 32,
    f"/column-mappings/{NOBODY.replace('0', 'A')}",
    "/docs/..", "/docs/../batches", "/health/../batches", "/openapi.json%2f..%2fbatches", "/v1/batches", "/", "",
)  # fmt: skip


def test_a_trick_path_leads_nowhere(client: ApiClient, gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """Through the gateway or past it, as sent or encoded, with a key or without: 401, 404 or 422, never data."""
    for path, method in product(PATHS, ("GET", "POST", "PATCH", "PUT", "DELETE")):
        with subtests.test(method=method, path=path[:80]):
            for asked in {path, quote(path, safe="/%")}:
                for answer in (
                    gateway.ask(method, asked, headers=[("Authorization", f"Bearer {key}")], body=b"{}"),
                    client.ask(method, asked, body="{}"),
                    ApiClient(client.api).ask(method, asked, body="{}"),
                ):
                    assert problem_of(answer)[0] in (401, 404, 422), (method, asked)


def test_an_id_may_be_written_in_any_way_a_uuid_is(
    client: ApiClient, stranger: ApiClient, batch: str, subtests: pytest.Subtests
) -> None:
    """Capitals, braces and a URN name the same batch, and to another tenant none of them names one."""
    for written in (batch, batch.upper(), "{" + batch + "}", f"urn:uuid:{batch}", batch.replace("-", "")):
        with subtests.test(written=written):
            assert client.get(f"/batches/{written}").json["id"] == batch
            assert problem_of(stranger.get(f"/batches/{written}")) == (404, "batch_not_found", "batch_id")


def test_a_bad_limit_is_refused(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """A page has 1 to 200 rows."""
    for limit in ("-1", "0", "201", "1e2", "9" * 40, "9" * 5000, "", " ", "NaN", "1.5", "1;2", "null", "0x10"):
        for path in ("/batches", "/expenses"):
            with subtests.test(path=path, limit=limit[:80]):
                answer = gateway_get(gateway, key, path, f"limit={quote(limit)}")
                assert problem_of(answer) == (422, "invalid_request", "limit"), limit


def test_a_parameter_twice_is_refused_or_one_of_them(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """Of two limits none slips past the check."""
    for query in ("limit=1&limit=1000", "limit=1000&limit=1", "limit=x&limit=1", "limit=1&limit=x"):
        with subtests.test(query=query):
            answer = gateway_get(gateway, key, "/batches", query)
            assert problem_of(answer) == (422, "invalid_request", "limit")


def test_odd_parameters_are_refused(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """What is no parameter of the address is named; an empty one is none."""
    for query in ("=", "%00=1", "limit[]=1", "limit%00=1", "a" * 9000, "%ff=%fe", "__proto__=1"):
        with subtests.test(query=query[:80]):
            assert problem_of(gateway_get(gateway, key, "/batches", query))[:2] == (422, "unknown_parameter"), query
    assert gateway_get(gateway, key, "/batches", "&&&").status == 200


def cursor(said: str) -> str:
    """Return *said* as a cursor is written."""
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


ANY = "00000000-0000-0000-0000-000000000000"


CURSORS = (
    "", "x", "===", "\x00", "ñ", "a" * 201, cursor(""), cursor("now"), cursor(f"infinity {ANY}"), cursor(f"now {ANY}"),
    cursor("2025-01-01T00:00:00 1"), cursor(f"2025-01-01T00:00:00'; DROP TABLE items -- {ANY}"), cursor(f"\x00 {ANY}"),
    cursor(f"0001-01-01T00:00:00+23:59 {ANY}"), cursor(f"9999-12-31T23:59:59-23:59 {ANY}"),
)  # fmt: skip


def test_a_tampered_cursor_is_refused(gateway: Gateway, key: str, subtests: pytest.Subtests) -> None:
    """A cursor is one of ours or none."""
    for value, path in product(CURSORS, ("/batches", "/expenses", "/invoices", "/bank-transactions")):
        with subtests.test(value=value[:80], path=path):
            status, _, field = problem_of(gateway_get(gateway, key, path, f"cursor={quote(value)}"))
            assert (status, field) == (422, "cursor"), value


def test_a_cursor_of_another_list_or_tenant_is_refused(client: ApiClient, stranger: ApiClient) -> None:
    """A cursor names a row of the list and of the tenant: for others it names nothing."""
    own = [client.post("/batches", {"name": "own"}).json["id"] for _ in range(3)]
    assert stranger.post("/batches", {"name": "foreign"}).status == 201
    place = client.get("/batches", limit="1").json["next_cursor"]

    assert problem_of(stranger.get("/batches", cursor=place)) == (422, "bad_cursor", "cursor")
    assert {row["id"] for row in client.get("/batches", cursor=place).json["items"]} == set(own[:2])
    assert problem_of(client.get("/expenses", cursor=place)) == (422, "bad_cursor", "cursor")


def test_a_method_that_is_not_there_is_not_found(
    client: ApiClient, gateway: Gateway, key: str, subtests: pytest.Subtests
) -> None:
    """No method but the documented ones is answered, by the gateway or past it, and nothing is said to browsers."""
    headers = [("Authorization", f"Bearer {key}"), ("Origin", "https://evil.example")]
    methods = ("HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "", "G ET", "POST\r\n")

    for method, path in product(methods, ("/batches", "/docs")):
        with subtests.test(method=method, path=path):
            assert problem_of(gateway.ask(method, path, headers=headers)) == (404, "no_such_route", None), method
            assert problem_of(client.ask(method, path)) == (404, "no_such_route", None), method
    assert "Access-Control-Allow-Origin" not in gateway.ask("GET", "/batches", headers=headers).headers
