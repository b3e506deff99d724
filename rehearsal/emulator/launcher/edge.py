"""The ASGI application in front of MiniStack's: every request passes through here once."""

from launcher import control
from launcher.patching import wrap


def install() -> None:
    wrap("ministack.app", "app", _edge)


def _edge(ministack):
    async def app(scope, receive, send):
        if scope["type"] == "http" and scope["path"].startswith(control.PREFIX):
            await control.answer(scope, receive, send)
            return
        await ministack(scope, receive, send)

    return app
