"""Resource types that CloudFormation can provision besides MiniStack's own.

A type is known if it is in MiniStack's table or in ours. An unknown type fails its stack, so that a
misspelt one is noticed.
"""

from launcher.patching import name_in

PROVISIONERS = "ministack.services.cloudformation.provisioners"


def register(resource_type: str, *, create, update=None, delete=None) -> None:
    """Adds a type.

    create(logical_id, props, stack_name) -> (physical_id, attributes); raises to fail the stack.
    update(physical_id, old_props, new_props, stack_name) -> (physical_id, attributes); another
    physical id means a replacement. delete(physical_id, props).
    """
    handlers = name_in(PROVISIONERS, "_RESOURCE_HANDLERS")
    if resource_type in handlers:
        raise SystemExit(
            f"launcher: MiniStack now provisions {resource_type} itself; "
            "delete our provisioner from launcher/resource_types."
        )
    handlers[resource_type] = {
        "create": create,
        "update": update or (lambda physical_id, _old, new, stack: create(physical_id, new, stack)),
        "delete": delete or (lambda _physical_id, _props: None),
    }


def before_change(resource_type: str, look) -> None:
    """Calls look(props), which raises to fail the stack, before such a resource is created or updated."""
    handlers = name_in(PROVISIONERS, "_RESOURCE_HANDLERS")[resource_type]
    create, update = handlers["create"], handlers["update"]

    def look_and_create(logical_id, props, stack_name):
        look(props)
        return create(logical_id, props, stack_name)

    def look_and_update(physical_id, old_props, new_props, *rest):
        look(new_props)
        return update(physical_id, old_props, new_props, *rest)

    handlers["create"], handlers["update"] = look_and_create, look_and_update


def after_change(resource_type: str, apply) -> None:
    """Calls apply(physical_id, props) after MiniStack has created or updated such a resource."""
    handlers = name_in(PROVISIONERS, "_RESOURCE_HANDLERS")[resource_type]
    create, update = handlers["create"], handlers["update"]

    def create_and_apply(logical_id, props, stack_name):
        physical_id, attributes = create(logical_id, props, stack_name)
        return physical_id, {**attributes, **(apply(physical_id, props) or {})}

    def update_and_apply(physical_id, old_props, new_props, *rest):
        physical_id, attributes = update(physical_id, old_props, new_props, *rest)
        return physical_id, {**attributes, **(apply(physical_id, new_props) or {})}

    handlers["create"], handlers["update"] = create_and_apply, update_and_apply


def install() -> None:
    from launcher.resource_types import (
        backup_selection,
        bucket_deployment,
        budget,
        composite_alarm,
        flow_log,
        network_acl,
        pipeline,
        record_set_group,
        recorded,
        security_group_rule,
        ses_template,
        unknown,
    )

    for module in (
        backup_selection,
        bucket_deployment,
        budget,
        composite_alarm,
        flow_log,
        network_acl,
        pipeline,
        record_set_group,
        recorded,
        security_group_rule,
        ses_template,
        unknown,
    ):
        module.install()
