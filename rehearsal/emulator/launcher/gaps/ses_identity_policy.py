"""Gap: SES has no identity policies, which can refuse senders even if IAM allows them.

https://docs.aws.amazon.com/ses/latest/dg/policy-anatomy.html
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentityPolicy.html
"""

import json
import re

from launcher.patching import name_in, wrap

SES = "ministack.services.ses_v2"
EVALUATOR = "ministack.core.iam_evaluator"
ROUTE = re.compile(r"/v2/email/identities/([^/]+)/policies/([^/]+)")
# Key in an identity's record, and in the answer of GetEmailIdentity.
POLICIES = "Policies"


def install() -> None:
    answer = name_in("ministack.core.responses", "json_response")
    error = name_in(SES, "_json_err")
    identities = name_in(SES, "_identities")

    def change(method, identity_name, name, body):
        identity = identities.get(identity_name)
        if identity is None:
            return error("NotFoundException", f"Identity {identity_name} does not exist", 404)
        policies = identity.setdefault(POLICIES, {})
        if method == "POST" and name in policies:
            return error("AlreadyExistsException", f"Policy {name} already exists")
        if method != "POST" and name not in policies:
            return error("NotFoundException", f"Policy {name} does not exist", 404)
        if method == "DELETE":
            del policies[name]
            return answer({})
        try:
            policy = json.loads(body)["Policy"]
            json.loads(policy)
        except (KeyError, ValueError):
            return error("BadRequestException", "The policy is not JSON")
        policies[name] = policy
        return answer({})

    def make_handler(handle_request):
        async def handle(method, path, headers, body, query_params):
            route = ROUTE.fullmatch(path)
            if route is None or method not in ("POST", "PUT", "DELETE"):
                return await handle_request(method, path, headers, body, query_params)
            return change(method, *route.groups(), body)

        return handle

    def make_lookup(resource_policy):
        def look_up(service, resource_arn):
            _, _, name = resource_arn.partition(":identity/")
            identity = identities.get(name) if service == "ses" and name else None
            if identity is None or not identity.get(POLICIES):
                return resource_policy(service, resource_arn)
            documents = [json.loads(text) for text in identity[POLICIES].values()]
            statements = [one for document in documents for one in document["Statement"]]
            return {"Statement": statements}, resource_arn.split(":")[4]

        return look_up

    wrap(SES, "handle_request", make_handler)
    wrap(EVALUATOR, "_resource_policy", make_lookup)
