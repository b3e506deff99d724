"""Gap: `Fn::GetStackOutput` ignores `Region`, which CDK's weak cross-region references have."""

from launcher.patching import name_in, wrap

ENGINE = "ministack.services.cloudformation.engine"


def install() -> None:
    in_region = name_in("ministack.core.responses", "request_scope")
    account_id = name_in("ministack.core.responses", "get_account_id")

    def make(resolve):
        def resolve_refs(value, *context):
            if isinstance(value, dict) and isinstance(value.get("Fn::GetStackOutput"), dict):
                spec = resolve(value["Fn::GetStackOutput"], *context)
                region = spec.pop("Region", None)
                lookup = {"Fn::GetStackOutput": spec}
                if region:
                    with in_region(account_id(), str(region)):
                        return resolve(lookup, *context)
                return resolve(lookup, *context)
            return resolve(value, *context)

        return resolve_refs

    wrap(ENGINE, "_resolve_refs", make)
