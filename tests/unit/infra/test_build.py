"""When the template is built again, and what is changed in it for this machine."""

from pathlib import Path
from typing import Any

import pytest

from infra.local.build import build, fingerprint
from infra.local.deploy import name_batches, slow_down, translate


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Lay out a project of one function and a layer."""
    for name in ("functions/ocr/app.py", "layers/asiento/requirements.txt", "template.yaml", "requirements.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_every_source_file_counts(project: Path) -> None:
    """A changed, a new and a renamed file each give another fingerprint."""
    seen = {fingerprint(project)}
    (project / "functions/ocr/app.py").write_text("changed")
    seen.add(fingerprint(project))
    (project / "functions/ocr/new.py").write_text("")
    seen.add(fingerprint(project))
    (project / "functions/ocr/new.py").rename(project / "functions/ocr/other.py")
    seen.add(fingerprint(project))

    assert len(seen) == 4


def test_what_python_leaves_behind_does_not_count(project: Path) -> None:
    """Compiled modules and the marks of an editable install are no sources."""
    before = fingerprint(project)
    for name in ("functions/ocr/__pycache__/app.pyc", "layers/asiento/asiento.egg-info/PKG-INFO"):
        (project / name).parent.mkdir()
        (project / name).write_text("")

    assert before == fingerprint(project)


def test_what_is_built_is_not_built_again(project: Path) -> None:
    """With the stamp of the same sources `sam build` is not called."""
    built = project / ".aws-sam" / "build" / "template.yaml"
    built.parent.mkdir(parents=True)
    built.write_text("")
    (project / ".aws-sam" / "fingerprint").write_text(fingerprint(project))
    said: list[str] = []

    assert build(said.append, project) == fingerprint(project)
    assert said == []


def _mapping(concurrency: int) -> dict[str, object]:
    return {
        "Type": "AWS::Lambda::EventSourceMapping",
        "Properties": {"ScalingConfig": {"MaximumConcurrency": concurrency}},
    }


def test_no_queue_gets_more_workers_than_the_machine_has_processors() -> None:
    """But two at least, as SQS wants it, and never more than the template says."""
    template = {"Resources": {"Ocr": _mapping(10), "Extract": _mapping(3), "Bucket": {"Type": "AWS::S3::Bucket"}}}

    slowed = slow_down(template, most=4)["Resources"]

    assert slowed["Ocr"]["Properties"]["ScalingConfig"] == {"MaximumConcurrency": 4}
    assert slowed["Extract"]["Properties"]["ScalingConfig"] == {"MaximumConcurrency": 3}
    assert slow_down(template, most=1)["Resources"]["Ocr"]["Properties"]["ScalingConfig"] == {"MaximumConcurrency": 2}


def test_a_sam_template_becomes_plain_cloudformation() -> None:
    """A function brings its role, and nothing of SAM is left."""
    function = {
        "Type": "AWS::Serverless::Function",
        "Properties": {"CodeUri": "s3://bucket/key.zip", "Handler": "app.handler", "Runtime": "python3.13"},
    }
    sam = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Ocr": function}}

    translated = translate(sam, {})

    assert {"AWS::Lambda::Function", "AWS::IAM::Role"} == {each["Type"] for each in translated["Resources"].values()}
    assert "Transform" not in translated


def test_what_may_be_done_may_be_done_in_batches() -> None:
    """A role that may send a message may send ten on the local AWS too; what is denied or not of queues stays."""
    send: dict[str, Any] = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}
    both = {"Effect": "Allow", "Action": ["s3:GetObject", "sqs:ChangeMessageVisibility"], "Resource": "*"}
    deny = {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*"}
    role = {"Properties": {"Policies": [{"PolicyDocument": {"Statement": [send, both, deny]}}]}}

    name_batches({"Resources": {"Role": role}})

    assert send["Action"] == ["sqs:SendMessage", "sqs:SendMessageBatch"]
    assert both["Action"] == ["s3:GetObject", "sqs:ChangeMessageVisibility", "sqs:ChangeMessageVisibilityBatch"]
    assert deny["Action"] == "sqs:SendMessage"
