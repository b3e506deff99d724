"""Where Lambda sends the events that a function has failed to process (launcher/gaps/asynchronous_invocations.py)."""

from launcher.patching import name_in
from launcher.resource_types import after_change


def install() -> None:
    functions = name_in("ministack.services.lambda_svc", "_functions")

    def remember_dead_letters(name, props):
        configuration = functions[name]["config"]
        configuration.pop("DeadLetterConfig", None)
        if "DeadLetterConfig" in props:
            configuration["DeadLetterConfig"] = props["DeadLetterConfig"]

    after_change("AWS::Lambda::Function", remember_dead_letters)
