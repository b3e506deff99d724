"""Gap: sending by SES is authorized on `*`, without SES's condition keys.

AWS authorizes a send on the identity, the configuration set and the template that it names.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
"""

from dataclasses import replace
from email.utils import getaddresses, parseaddr

from launcher.authorization import decide_on_each, wrap_decision
from launcher.patching import name_in, wrap

SENDS = {
    "ses:SendEmail",
    "ses:SendTemplatedEmail",
    "ses:SendBulkTemplatedEmail",
    "ses:SendRawEmail",
}
# Passes a value from the code that sees the request to the code that decides. AWS has no such condition key.
RESOURCES = "waypost:ses-resources"


def install() -> None:
    identities = name_in("ministack.services.ses", "_identities")
    account_id = name_in("ministack.core.responses", "get_account_id")
    region_name = name_in("ministack.core.responses", "get_region")

    def with_condition_keys(request_tag_context):
        def context(service, iam_action, body, params):
            found = request_tag_context(service, iam_action, body, params)
            if iam_action not in SENDS:
                return found
            arn = f"arn:aws:ses:{region_name()}:{account_id()}"
            display_name, address = parseaddr(_one(params, "Source"))
            resources = [f"{arn}:identity/{_identity_of(address, identities)}"]
            if _one(params, "ConfigurationSetName"):
                resources.append(f"{arn}:configuration-set/{_one(params, 'ConfigurationSetName')}")
            if _one(params, "Template"):
                resources.append(f"{arn}:template/{_one(params, 'Template')}")
            return {
                **found,
                "ses:FromAddress": address,
                "ses:FromDisplayName": display_name or None,
                "ses:FeedbackAddress": _one(params, "ReturnPath") or None,
                "ses:Recipients": _recipients(params),
                RESOURCES: resources,
            }

        return context

    def on_every_resource(decide):
        def decide_each(request):
            resources = request.context.get(RESOURCES, [request.resource_arn])
            context = {key: value for key, value in request.context.items() if key != RESOURCES}
            return decide_on_each(decide, replace(request, context=context), resources)

        return decide_each

    wrap("ministack.core.iam_actions", "request_tag_context", with_condition_keys)
    wrap_decision(on_every_resource)


def _one(params: dict, name: str) -> str:
    value = params.get(name, "")
    return value[0] if isinstance(value, list) else value


def _recipients(params: dict) -> list[str]:
    fields = [
        _one(params, name)
        for name in params
        if name.startswith(("Destination.", "Destinations.")) and "Address" in name
    ]
    return [address for _, address in getaddresses(fields)]


def _identity_of(address: str, identities) -> str:
    """The verified identity that a sender uses: the address, otherwise the nearest parent domain."""
    if address in identities:
        return address
    labels = address.rpartition("@")[2].lower().split(".")
    parents = [".".join(labels[start:]) for start in range(len(labels))]
    return next((domain for domain in parents if domain in identities), address)
