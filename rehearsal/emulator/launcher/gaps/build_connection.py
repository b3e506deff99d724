"""Gap: a build project can be made although its role may not use the connection of its source.

CodeBuild asks IAM about the role when the project is made or changed (aws/aws-cdk#38504). It also asks
the provider, such as for the webhook. No emulator can do that.
"""

from launcher import permissions, service_roles
from launcher.resource_types import before_change

TYPE = "AWS::CodeBuild::Project"
NEEDED = ("GetConnection", "GetConnectionToken", "UseConnection")


def install() -> None:
    before_change(TYPE, expect_connection)


def expect_connection(props: dict) -> None:
    auth = (props.get("Source") or {}).get("Auth") or {}
    if auth.get("Type") != "CODECONNECTIONS":
        return
    connection = auth["Resource"]
    # Actions have the prefix of the connection's ARN.
    # https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
    service, region = connection.split(":")[2:4]
    role = props["ServiceRole"]
    session = service_roles.assume(role, "codebuild.amazonaws.com", "CreateProject", region)
    for action in NEEDED:
        asked = {
            "accessKeyId": session["accessKeyId"],
            "action": f"{service}:{action}",
            "region": region,
            "resourceArn": connection,
        }
        if not permissions.decide(asked)["allowed"]:
            raise ValueError(
                f"User is not authorized to access connection {connection} (Service: AWSCodeBuild; "
                f"Status Code: 400; Error Code: OAuthProviderException): {role} lacks {service}:{action}"
            )
