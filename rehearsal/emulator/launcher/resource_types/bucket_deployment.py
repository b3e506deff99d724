"""Custom::CDKBucketDeployment: unpacks assets into a bucket, as CDK's handler does.

The handler itself cannot run here: it is Python with boto3, and calls the AWS CLI of a Lambda
layer. Its code is in aws-cdk-lib,
custom-resource-handlers/dist/aws-s3-deployment/bucket-deployment-handler/index.py.
"""

import fnmatch
import io
import json
import mimetypes
import uuid
import zipfile

from launcher.patching import name_in
from launcher.resource_types import register
from launcher.resource_types.service_call import succeed

TYPE = "Custom::CDKBucketDeployment"
S3 = "ministack.services.s3"

# Looked up at start, so that a missing name is noticed then.
_put_object = name_in(S3, "_put_object")
_delete_object = name_in(S3, "_delete_object")
_read_object = name_in(S3, "_get_object_data")
_buckets = name_in(S3, "_buckets")

# Only the standard types: the machine's own mime.types must not change the deployed files.
_types = mimetypes.MimeTypes()


def install() -> None:
    register(TYPE, create=_create, update=_update, delete=_delete)


def _create(_logical_id, props, _stack_name):
    _deploy(props)
    return f"aws.cdk.s3deployment.{uuid.uuid4()}", _attributes(props)


def _update(physical_id, old_props, new_props, _stack_name):
    moved = _destination(old_props) != _destination(new_props)
    if moved and not _flag(old_props, "RetainOnDelete", True):
        _remove_all(old_props)
    _deploy(new_props)
    return physical_id, _attributes(new_props)


def _delete(_physical_id, props):
    if not _flag(props, "RetainOnDelete", True):
        _remove_all(props)


def _attributes(props):
    keys = props["SourceObjectKeys"] if _flag(props, "OutputObjectKeys", True) else []
    return {"DestinationBucketArn": props.get("DestinationBucketArn", ""), "SourceObjectKeys": keys}


def _deploy(props) -> None:
    bucket, prefix = _destination(props)
    files = {path: body for path, body in _source_files(props).items() if _is_included(path, props)}
    for path, body in files.items():
        succeed(
            _put_object(bucket, prefix + path, body, _headers(path, props)),
            f"{TYPE}: s3://{bucket}/{prefix}{path}",
        )
    if _flag(props, "Prune", True):
        for key in _keys(bucket, prefix):
            path = key.removeprefix(prefix)
            if path not in files and _is_included(path, props):
                _delete_object(bucket, key)


def _source_files(props) -> dict[str, bytes]:
    """Path -> content. A later source wins. Its markers count only for its own files."""
    sources = list(zip(props["SourceBucketNames"], props["SourceObjectKeys"], strict=True))
    markers = props.get("SourceMarkers") or [{}] * len(sources)
    settings = props.get("SourceMarkersConfig") or [{}] * len(sources)
    files: dict[str, bytes] = {}
    for (bucket, key), replacements, setting in zip(sources, markers, settings, strict=True):
        content = _read_object(bucket, key)
        if content is None:
            raise ValueError(f"{TYPE}: the asset s3://{bucket}/{key} does not exist")
        if not _flag(props, "Extract", True):
            files[key.rsplit("/", 1)[-1]] = content
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    files[entry.filename] = _replace(archive.read(entry), replacements, setting)
    return files


def _replace(content: bytes, markers: dict, setting: dict) -> bytes:
    for marker, value in markers.items():
        text = str(value)
        if _flag(setting, "jsonEscape", False):
            text = json.dumps(text)[1:-1]
        content = content.replace(marker.encode(), text.encode())
    return content


def _is_included(path: str, props) -> bool:
    """The AWS CLI's filters: everything, without the excluded files, plus the included ones."""
    included = not any(fnmatch.fnmatch(path, pattern) for pattern in props.get("Exclude") or [])
    return included or any(fnmatch.fnmatch(path, pattern) for pattern in props.get("Include") or [])


def _headers(path: str, props) -> dict[str, str]:
    system = {name.lower(): value for name, value in (props.get("SystemMetadata") or {}).items()}
    user = {
        f"x-amz-meta-{name.lower()}": value
        for name, value in (props.get("UserMetadata") or {}).items()
    }
    guessed = _types.guess_type(path)[0] or "application/octet-stream"
    return {"content-type": guessed, **system, **user}


def _remove_all(props) -> None:
    bucket, prefix = _destination(props)
    for key in _keys(bucket, prefix):
        _delete_object(bucket, key)


def _keys(bucket: str, prefix: str) -> list[str]:
    found = _buckets.get(bucket)
    return [key for key in list(found["objects"] if found else []) if key.startswith(prefix)]


def _destination(props) -> tuple[str, str]:
    prefix = (props.get("DestinationBucketKeyPrefix") or "").strip("/")
    return props["DestinationBucketName"], f"{prefix}/" if prefix else ""


def _flag(props, name: str, default: bool) -> bool:
    """CloudFormation passes booleans to custom resources as strings."""
    return str(props.get(name, default)).lower() == "true"
