"""Time to live, point-in-time recovery, encryption and deletion protection of a table."""

from launcher.patching import name_in
from launcher.resource_types import after_change
from launcher.resource_types.service_call import succeed

DYNAMODB = "ministack.services.dynamodb"


def install() -> None:
    update_ttl = name_in(DYNAMODB, "_update_ttl")
    ttl_settings = name_in(DYNAMODB, "_ttl_settings")
    update_backups = name_in(DYNAMODB, "_update_continuous_backups")
    update_table = name_in(DYNAMODB, "_update_table")
    region_name = name_in("ministack.core.responses", "get_region")

    def apply(table, props):
        ttl = props.get("TimeToLiveSpecification")
        if not ttl and ttl_settings.get(table):
            ttl = {"AttributeName": ttl_settings[table]["AttributeName"], "Enabled": False}
        if ttl:
            call = {"TableName": table, "TimeToLiveSpecification": ttl}
            succeed(update_ttl(call), "AWS::DynamoDB::Table TimeToLiveSpecification")

        recovery = props.get("PointInTimeRecoverySpecification") or {
            "PointInTimeRecoveryEnabled": False
        }
        call = {"TableName": table, "PointInTimeRecoverySpecification": recovery}
        succeed(update_backups(call), "AWS::DynamoDB::Table PointInTimeRecoverySpecification")

        settings = {
            "TableName": table,
            "DeletionProtectionEnabled": bool(props.get("DeletionProtectionEnabled", False)),
        }
        encryption = props.get("SSESpecification")
        if encryption:
            settings["SSESpecification"] = {
                "Enabled": encryption.get("SSEEnabled", False),
                **{
                    name: encryption[name]
                    for name in ("SSEType", "KMSMasterKeyId")
                    if name in encryption
                },
            }
        succeed(update_table(settings), "AWS::DynamoDB::Table")

    def apply_replica(table, props):
        """A global table has, for each region, the properties that a table has itself."""
        replicas = {replica.get("Region"): replica for replica in props.get("Replicas") or []}
        replica = replicas.get(region_name(), {})
        encryption = {
            **(props.get("SSESpecification") or {}),
            **(replica.get("SSESpecification") or {}),
        }
        apply(table, {**props, **replica, "SSESpecification": encryption})

    after_change("AWS::DynamoDB::Table", apply)
    after_change("AWS::DynamoDB::GlobalTable", apply_replica)
