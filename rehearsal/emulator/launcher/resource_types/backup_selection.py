"""AWS::Backup::BackupSelection, through AWS Backup's own CreateBackupSelection."""

import json

from launcher.patching import name_in
from launcher.resource_types import register
from launcher.resource_types.service_call import succeed

TYPE = "AWS::Backup::BackupSelection"
BACKUP = "ministack.services.backup"


def install() -> None:
    create_selection = name_in(BACKUP, "_create_selection")
    delete_selection = name_in(BACKUP, "_delete_selection")

    def create(_logical_id, props, _stack_name):
        plan = props["BackupPlanId"]
        response = create_selection(plan, {"BackupSelection": props["BackupSelection"]})
        succeed(response, TYPE)
        selection = json.loads(response[2])["SelectionId"]
        return f"{selection}_{plan}", {
            "Id": f"{selection}_{plan}",
            "SelectionId": selection,
            "BackupPlanId": plan,
        }

    def delete(physical_id, _props):
        selection, plan = physical_id.split("_", 1)
        succeed(delete_selection(plan, selection), TYPE)

    # Without `update`: a change of any property replaces the resource.
    register(TYPE, create=create, delete=delete)
