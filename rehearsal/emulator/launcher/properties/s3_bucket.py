"""Encryption, lifecycle, access logging, object ownership and tags of a bucket.

And its deletion: MiniStack deletes a bucket together with its objects. AWS deletes only an empty
bucket.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, after_change
from launcher.resource_types.service_call import succeed

TYPE = "AWS::S3::Bucket"
S3 = "ministack.services.s3"


def install() -> None:
    settings = (
        ("BucketEncryption", _encryption, "_put_bucket_encryption", "_delete_bucket_encryption"),
        ("LifecycleConfiguration", _lifecycle, "_put_bucket_lifecycle", "_delete_bucket_lifecycle"),
        ("LoggingConfiguration", _logging, "_put_bucket_logging", None),
        ("OwnershipControls", _ownership, "_put_bucket_ownership_controls", None),
        ("Tags", _tags, "_put_bucket_tagging", "_delete_bucket_tagging"),
    )
    calls = [
        (name, to_xml, name_in(S3, put), name_in(S3, delete) if delete else None)
        for name, to_xml, put, delete in settings
    ]

    def apply(bucket, props):
        for name, to_xml, put, delete in calls:
            if props.get(name):
                succeed(put(bucket, tostring(to_xml(props[name]))), f"{TYPE} {name}")
            elif delete:
                delete(bucket)

    after_change(TYPE, apply)
    _delete_only_empty()


def _delete_only_empty() -> None:
    delete_bucket = name_in(S3, "_delete_bucket")
    buckets = name_in(S3, "_buckets")
    handlers = name_in(PROVISIONERS, "_RESOURCE_HANDLERS")[TYPE]
    drop = handlers["delete"]

    def delete(bucket, props):
        if bucket in buckets:
            succeed(delete_bucket(bucket), TYPE)
        drop(bucket, props)

    handlers["delete"] = delete


def _add(parent, tag, text=None):
    element = SubElement(parent, tag)
    if text is not None:
        element.text = str(text)
    return element


def _encryption(props):
    root = Element("ServerSideEncryptionConfiguration")
    for rule in props["ServerSideEncryptionConfiguration"]:
        element = _add(root, "Rule")
        by_default = _add(element, "ApplyServerSideEncryptionByDefault")
        given = rule.get("ServerSideEncryptionByDefault") or {}
        _add(by_default, "SSEAlgorithm", given.get("SSEAlgorithm", "AES256"))
        if given.get("KMSMasterKeyID"):
            _add(by_default, "KMSMasterKeyID", given["KMSMasterKeyID"])
        if "BucketKeyEnabled" in rule:
            _add(element, "BucketKeyEnabled", str(rule["BucketKeyEnabled"]).lower())
    return root


def _lifecycle(props):
    root = Element("LifecycleConfiguration")
    for rule in props["Rules"]:
        element = _add(root, "Rule")
        if rule.get("Id"):
            _add(element, "ID", rule["Id"])
        _add(element, "Status", rule["Status"])
        _lifecycle_filter(element, rule)
        if rule.get("ExpirationInDays"):
            _add(_add(element, "Expiration"), "Days", rule["ExpirationInDays"])
        elif rule.get("ExpiredObjectDeleteMarker"):
            _add(_add(element, "Expiration"), "ExpiredObjectDeleteMarker", "true")
        noncurrent = rule.get("NoncurrentVersionExpiration") or {
            "NoncurrentDays": rule.get("NoncurrentVersionExpirationInDays")
        }
        if noncurrent.get("NoncurrentDays"):
            expiration = _add(element, "NoncurrentVersionExpiration")
            _add(expiration, "NoncurrentDays", noncurrent["NoncurrentDays"])
        if rule.get("AbortIncompleteMultipartUpload"):
            abort = _add(element, "AbortIncompleteMultipartUpload")
            days = rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]
            _add(abort, "DaysAfterInitiation", days)
        for transition in rule.get("Transitions") or []:
            moved = _add(element, "Transition")
            _add(moved, "Days", transition.get("TransitionInDays", 0))
            _add(moved, "StorageClass", transition["StorageClass"])
        for transition in rule.get("NoncurrentVersionTransitions") or []:
            moved = _add(element, "NoncurrentVersionTransition")
            _add(moved, "NoncurrentDays", transition["TransitionInDays"])
            _add(moved, "StorageClass", transition["StorageClass"])
    return root


def _lifecycle_filter(element, rule):
    chosen = _add(element, "Filter")
    if rule.get("ObjectSizeGreaterThan"):
        both = _add(chosen, "And")
        _add(both, "Prefix", rule.get("Prefix", ""))
        _add(both, "ObjectSizeGreaterThan", rule["ObjectSizeGreaterThan"])
    else:
        _add(chosen, "Prefix", rule.get("Prefix", ""))


def _logging(props):
    root = Element("BucketLoggingStatus")
    if props.get("DestinationBucketName"):
        enabled = _add(root, "LoggingEnabled")
        _add(enabled, "TargetBucket", props["DestinationBucketName"])
        _add(enabled, "TargetPrefix", props.get("LogFilePrefix", ""))
    return root


def _ownership(props):
    root = Element("OwnershipControls")
    for rule in props["Rules"]:
        _add(_add(root, "Rule"), "ObjectOwnership", rule["ObjectOwnership"])
    return root


def _tags(tags):
    root = Element("Tagging")
    tag_set = _add(root, "TagSet")
    for tag in tags:
        element = _add(tag_set, "Tag")
        _add(element, "Key", tag["Key"])
        _add(element, "Value", tag["Value"])
    return root
