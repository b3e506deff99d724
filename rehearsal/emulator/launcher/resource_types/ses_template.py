"""AWS::SES::Template, through SES's own CreateTemplate, UpdateTemplate and DeleteTemplate."""

from launcher.patching import name_in
from launcher.resource_types import PROVISIONERS, register
from launcher.resource_types.service_call import query_parameters, succeed

TYPE = "AWS::SES::Template"
SES = "ministack.services.ses"


def install() -> None:
    create_template = name_in(SES, "_create_template")
    delete_template = name_in(SES, "_delete_template")
    physical_name = name_in(PROVISIONERS, "_physical_name")

    def create(logical_id, props, stack_name):
        template = {"TemplateName": physical_name(stack_name, logical_id), **props["Template"]}
        succeed(create_template(query_parameters("Template.", template)), TYPE)
        return template["TemplateName"], {"Id": template["TemplateName"]}

    def delete(physical_id, _props):
        succeed(delete_template({"TemplateName": [physical_id]}), TYPE)

    def update(physical_id, old_props, new_props, stack_name):
        named = new_props["Template"].get("TemplateName", physical_id)
        if named != physical_id:
            return create(physical_id, new_props, stack_name)
        # UpdateTemplate keeps a missing part. On AWS, a template without it has none.
        delete(physical_id, old_props)
        template = {**new_props["Template"], "TemplateName": physical_id}
        return create(physical_id, {"Template": template}, stack_name)

    register(TYPE, create=create, update=update, delete=delete)
