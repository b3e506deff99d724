"""Gap: SES keeps the identities of its two API versions apart. They are the same: what one version verifies or
deletes, the other shows or misses.

https://docs.aws.amazon.com/ses/latest/APIReference/API_VerifyEmailIdentity.html
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html
"""

import re

from launcher.patching import name_in, wrap

V1 = "ministack.services.ses"
V2 = "ministack.services.ses_v2"
ROUTE = re.compile(r"/v2/email/identities/([^/]+)")


def install() -> None:
    first = name_in(V1, "_identities")
    second = name_in(V2, "_identities")
    parameter = name_in(V1, "_p")
    now_iso = name_in("ministack.core.responses", "now_iso")

    def make_verify(verify):
        def verify_address(params):
            answer = verify(params)
            address = parameter(params, "EmailAddress")
            if address not in second:
                second[address] = {
                    "EmailIdentity": address,
                    "IdentityType": "EMAIL_ADDRESS",
                    "VerifiedForSendingStatus": True,
                    "DkimAttributes": {
                        "SigningEnabled": False,
                        "Status": "NOT_STARTED",
                        "Tokens": [],
                    },
                    "MailFromAttributes": {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"},
                    "Tags": [],
                    "CreatedTimestamp": now_iso(),
                }
            return answer

        return verify_address

    def make_delete(delete):
        def delete_identity(params):
            answer = delete(params)
            identity = parameter(params, "Identity")
            if answer[0] == 200 and identity not in first:
                second.pop(identity, None)
            return answer

        return delete_identity

    def make_handler(handle_request):
        async def handle(method, path, headers, body, query_params):
            answer = await handle_request(method, path, headers, body, query_params)
            route = ROUTE.fullmatch(path)
            if method == "DELETE" and route and route.group(1) not in second:
                first.pop(route.group(1), None)
            return answer

        return handle

    wrap(V1, "_verify_email_identity", make_verify)
    wrap(V1, "_delete_identity", make_delete)
    wrap(V2, "handle_request", make_handler)
