"""The permissions boundary of a role, which MiniStack enforces once it is set."""

from launcher.patching import name_in
from launcher.resource_types import after_change
from launcher.resource_types.service_call import succeed

IAM = "ministack.services.iam"


def install() -> None:
    roles = name_in(IAM, "_roles")
    put = name_in(IAM, "_put_role_permissions_boundary")

    def bound(role_name, props):
        boundary = props.get("PermissionsBoundary")
        if boundary:
            call = {"RoleName": [role_name], "PermissionsBoundary": [boundary]}
            succeed(put(call), "AWS::IAM::Role PermissionsBoundary")
        else:
            roles[role_name]["PermissionsBoundary"] = None

    after_change("AWS::IAM::Role", bound)
