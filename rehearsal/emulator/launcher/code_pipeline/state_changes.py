"""CodePipeline's events, on the default bus of the pipeline's account and region."""

import json

from launcher.patching import name_in

_put_events = name_in("ministack.services.eventbridge", "_put_events")
_request_scope = name_in("ministack.core.responses", "request_scope")


def publish(report: dict) -> None:
    account, region = report["account"], report["region"]
    pipeline = f"arn:aws:codepipeline:{region}:{account}:{report['pipeline']}"
    with _request_scope(account, region):
        for change in report["changes"]:
            entry = {
                "Source": "aws.codepipeline",
                "DetailType": change["detailType"],
                "Detail": json.dumps(_with_fractions(change["detail"])),
                "Resources": [pipeline],
            }
            _put_events({"Entries": [entry]}, allow_aws_source=True)


def _with_fractions(detail: dict) -> dict:
    """AWS writes these numbers as 7.0 and 1.0. For patterns of rules, 7 and 1 are different."""
    numbers = {key: float(detail[key]) for key in ("version", "pipeline-execution-attempt")}
    return {**detail, **numbers}
