"""MiniStack's decision on one action of one caller. The gaps change it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from launcher.patching import wrap


@dataclass(frozen=True)
class Request:
    access_key_id: str
    # Such as `s3:GetObject`.
    action: str
    service: str
    region: str
    resource_arn: str = "*"
    # Condition keys of the service, besides those of every request.
    context: dict[str, Any] = field(default_factory=dict)


# None if the request is allowed, otherwise MiniStack's denial.
Decide = Callable[[Request], Any]


def decide_on_each(decide: Decide, request: Request, resources: Iterable[str]) -> Any:
    """The decision on a call of several resources: each needs a grant."""
    denials = (decide(replace(request, resource_arn=resource)) for resource in resources)
    return next((denial for denial in denials if denial is not None), None)


def wrap_decision(make: Callable[[Decide], Decide]) -> None:
    """Replaces the decision by `make(previous decision)`."""

    def make_enforce(enforce):
        def decide(request: Request):
            return enforce(
                request.access_key_id,
                request.action,
                request.service,
                request.region,
                request.resource_arn,
                request.context,
            )

        decide_anew = make(decide)

        def enforce_anew(
            access_key_id, iam_action, service, region, resource_arn="*", service_context=None
        ):
            context = dict(service_context or {})
            return decide_anew(
                Request(access_key_id, iam_action, service, region, resource_arn, context)
            )

        return enforce_anew

    wrap("ministack.core.iam_evaluator", "enforce", make_enforce)
