"""Gap: an update removes or changes an export that another stack imports, and a removed one stays.

CloudFormation rolls back, and names the export and a stack that imports it:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
Its words are recorded in https://github.com/aws/aws-cdk/issues/7602 (deleted) and
https://github.com/linz/geostore/issues/630 (updated).
"""

from launcher.patching import name_in, wrap

CLOUDFORMATION = "ministack.services.cloudformation"

_stacks = name_in(CLOUDFORMATION, "_stacks")
_exports = name_in(CLOUDFORMATION, "_exports")
_imports_of = name_in(f"{CLOUDFORMATION}.handlers", "_imported_export_names")


def install() -> None:
    def make(resolve):
        def resolve_unless_in_use(definitions, conditions, resources, values, mappings, name, id_):
            outputs, exports = resolve(
                definitions, conditions, resources, values, mappings, name, id_
            )
            before = {
                output["ExportName"]: output["OutputValue"]
                for output in _stacks[name].get("Outputs") or []
                if output.get("ExportName")
            }
            for export, value in before.items():
                after = exports.get(export)
                if after and after["Value"] == value:
                    continue
                importer = _importer_of(export, name)
                if importer:
                    change = "updated" if after else "deleted"
                    raise ValueError(
                        f"Export {export} cannot be {change} as it is in use by {importer}"
                    )
                if not after:
                    _exports.pop(export, None)
            return outputs, exports

        return resolve_unless_in_use

    wrap(f"{CLOUDFORMATION}.stacks", "_resolve_stack_outputs", make)


def _importer_of(export: str, exporter: str) -> str | None:
    for name, stack in _stacks.items():
        if name == exporter or stack["StackStatus"].startswith("DELETE_COMPLETE"):
            continue
        if export in _imports_of(stack, name):
            return name
    return None
