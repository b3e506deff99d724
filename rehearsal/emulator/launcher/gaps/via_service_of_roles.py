"""Gap: `aws:ViaAWSService` is not known, and `Bool` compares texts.

The CDK wrote `Bool: {aws:ViaAWSService: codepipeline.amazonaws.com}` into the trust of the role that starts the
builds of a pipeline (such as 2.30 and 2.70), and those pipelines run: the key is `false` for a role that
calls by itself, and what is not `true` counts as `false`.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
"""

from launcher.patching import name_in, wrap

EVALUATOR = "ministack.core.iam_evaluator"


def install() -> None:
    def make(resolve):
        def resolve_condition_key(key, ctx):
            found = resolve(key, ctx)
            return "false" if found is None and key.lower() == "aws:viaawsservice" else found

        return resolve_condition_key

    wrap(EVALUATOR, "_resolve_condition_key", make)
    operators = name_in(EVALUATOR, "_CONDITION_OPS")
    operators["bool"] = lambda actual, expected: str(actual).lower() == str(_is_true(expected)).lower()


def _is_true(value) -> bool:
    return str(value).lower() == "true"
