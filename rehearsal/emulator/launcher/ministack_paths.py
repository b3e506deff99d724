"""MiniStack's own paths, which need no credentials. They are closed, except those that a stack needs.

Lambda functions and builds share the port. With these paths, they could empty every account (reset),
switch recording off (config), or read each other's mails, messages and code.
"""

from launcher.json_answer import send_json

PREFIX = "/_ministack/"
# Everybody with the URL of a custom resource or a wait condition may answer. On AWS, it is presigned.
OPEN = (f"{PREFIX}cfn-response/", f"{PREFIX}cfn-signal/")
STATUS = (f"{PREFIX}health", f"{PREFIX}ready")


def is_closed(path: str) -> bool:
    return path.startswith(PREFIX) and not path.startswith(OPEN) and path not in STATUS


async def refuse(scope, send) -> None:
    reason = (
        f"{scope['method']} {scope['path']} is a path of the emulator's own and closed: "
        "AWS has nothing like it, so ask the service's API"
    )
    await send_json(send, 403, {"error": reason})
