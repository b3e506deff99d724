"""Gap: a restore to a point in time copies the present table, also if recovery is off.

Here a table with recovery keeps the old item of each change since recovery was switched on. A restore
undoes, in the copy, the changes since the requested point.
"""

import copy
import json
import time

from launcher.patching import name_in, wrap

DYNAMODB = "ministack.services.dynamodb"

# Our keys in MiniStack's record of a table.
SINCE = "_waypost_recovery_since"
DAYS = "_waypost_recovery_days"
CHANGES = "_waypost_changes"


def install() -> None:
    tables = name_in(DYNAMODB, "_tables")
    error = name_in("ministack.core.responses", "error_response_json")
    wrap(DYNAMODB, "_set_item", _keeping_changes)
    wrap(DYNAMODB, "_remove_item", _keeping_changes)
    wrap(DYNAMODB, "_update_continuous_backups", lambda update: _switching(update, tables))
    wrap(DYNAMODB, "_describe_continuous_backups", lambda describe: _describing(describe, tables))
    wrap(DYNAMODB, "_restore_table_to_point_in_time", lambda restore: _undoing(restore, tables, error))


def _keeping_changes(change):
    def change_and_keep(table, pk, sk, *item):
        if table.get(SINCE) is not None:
            old = copy.deepcopy(table["items"].get(pk, {}).get(sk))
            table[CHANGES].append((time.time(), pk, sk, old))
        return change(table, pk, sk, *item)

    return change_and_keep


def _switching(update, tables):
    def update_and_switch(data):
        response = update(data)
        if response[0] == 200:
            table = tables[_name(data["TableName"])]
            spec = data["PointInTimeRecoverySpecification"]
            if not spec.get("PointInTimeRecoveryEnabled"):
                table.update({SINCE: None, DAYS: None, CHANGES: []})
            else:
                table[DAYS] = int(spec.get("RecoveryPeriodInDays", 35))
                if table.get(SINCE) is None:
                    table.update({SINCE: time.time(), CHANGES: []})
        return response

    return update_and_switch


def _describing(describe, tables):
    def describe_window(data):
        response = describe(data)
        table = tables.get(_name(data.get("TableName") or ""))
        if response[0] != 200 or table.get(SINCE) is None:
            return response
        body = json.loads(response[2])
        recovery = body["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        recovery["RecoveryPeriodInDays"] = table[DAYS]
        recovery["EarliestRestorableDateTime"] = table[SINCE]
        recovery["LatestRestorableDateTime"] = time.time()
        return response[0], response[1], json.dumps(body).encode()

    return describe_window


def _undoing(restore, tables, error):
    set_item = name_in(DYNAMODB, "_set_item")
    remove_item = name_in(DYNAMODB, "_remove_item")

    def restore_and_undo(data):
        source = tables.get(data.get("SourceTableName") or _name(data.get("SourceTableArn") or ""))
        if source is not None and source.get(SINCE) is None:
            what = f"Point in time recovery is not enabled for table '{source['TableName']}'"
            return error("PointInTimeRecoveryUnavailableException", what, 400)
        point = data.get("RestoreDateTime")
        if source is not None and point is not None:
            if not source[SINCE] <= float(point) <= time.time():
                what = "RestoreDateTime is outside the window that can be restored"
                return error("InvalidRestoreTimeException", what, 400)
        response = restore(data)
        if response[0] == 200 and point is not None:
            target = tables[data["TargetTableName"]]
            for changed_at, pk, sk, old in reversed(source[CHANGES]):
                if changed_at <= float(point):
                    break
                if old is None:
                    remove_item(target, pk, sk)
                else:
                    set_item(target, pk, sk, copy.deepcopy(old))
        return response

    return restore_and_undo


def _name(table: str) -> str:
    """A table's name. AWS also accepts its ARN."""
    return table.rsplit("table/", 1)[-1]
