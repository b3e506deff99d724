"""Name servers of a hosted zone: makes the attribute equal to the zone's own NS record."""

from launcher.patching import name_in
from launcher.resource_types import after_change


def install() -> None:
    records = name_in("ministack.services.route53", "_records")
    zones = name_in("ministack.services.route53", "_zones")

    def read_name_servers(zone_id, _props):
        apex = zones[zone_id]["name"]
        served = next(r for r in records[zone_id] if r["Type"] == "NS" and r["Name"] == apex)
        return {"NameServers": [name.rstrip(".") for name in served["ResourceRecords"]]}

    after_change("AWS::Route53::HostedZone", read_name_servers)
