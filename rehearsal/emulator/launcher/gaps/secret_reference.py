"""Gap: `Ref` of a secret is its name, and a generated name has another form. CDK takes names apart.

AWS: `Ref` is the ARN; a generated name is the logical id, a hyphen and twelve characters.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
"""

import secrets
import string

from launcher.patching import name_in

TYPE = "AWS::SecretsManager::Secret"
ALPHABET = string.ascii_letters + string.digits


def install() -> None:
    handlers = name_in("ministack.services.cloudformation.provisioners", "_RESOURCE_HANDLERS")[TYPE]
    create, update, delete = handlers["create"], handlers["update"], handlers["delete"]

    def create_secret(logical_id, props, stack_name):
        generated = f"{logical_id}-{''.join(secrets.choice(ALPHABET) for _ in range(12))}"
        _name, attributes = create(logical_id, {"Name": generated, **props}, stack_name)
        return attributes["Arn"], attributes

    def update_secret(arn, old_props, new_props, *rest, **named):
        kept = _name_of(arn)
        # Without a name in the template, MiniStack compares with the name that it would make itself.
        if "Name" not in old_props and "Name" not in new_props:
            old_props, new_props = ({**props, "Name": kept} for props in (old_props, new_props))
        name, attributes = update(kept, old_props, new_props, *rest, **named)
        return (arn if name == kept else attributes["Arn"]), attributes

    handlers["create"], handlers["update"] = create_secret, update_secret
    handlers["delete"] = lambda arn, props: delete(_name_of(arn), props)


def _name_of(arn: str) -> str:
    """The name has no colon; AWS adds a hyphen and six characters."""
    return arn.rsplit(":", 1)[-1].rsplit("-", 1)[0]
