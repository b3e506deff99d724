"""Keeps the cloud in a folder, and continues it at the next start.

MiniStack can do it for its services. But it only logs what it cannot save or restore, and continues
without it. Here both are errors: nobody would notice that the cloud lacks something. This module also
keeps what MiniStack forgets, and our own data.
"""

import asyncio
import json
import os
import time
from pathlib import Path

from launcher.patching import name_in, wrap

OWN = "waypost"
POLL_SECONDS = 0.1
# A background thread may change data during the copy.
TRIES = 5

APP = "ministack.app"
PERSISTENCE = "ministack.core.persistence"


class Refused(Exception):
    """The cloud cannot be kept in its present state."""


def install() -> None:
    """Keeps the cloud if the environment names a folder. Otherwise nothing is kept."""
    if not name_in(PERSISTENCE, "PERSIST_STATE"):
        return
    wrap(APP, "_load_persisted_state", lambda _load: _restore)


async def save(patience_seconds: float) -> None:
    """Waits until no stack is being changed: a kept stack would never finish its change. Raises Refused."""
    deadline = time.monotonic() + patience_seconds
    while busy := _busy_stack():
        if time.monotonic() > deadline:
            raise Refused(f"the stack {busy} is still being changed")
        await asyncio.sleep(POLL_SECONDS)
    services = name_in(APP, "_build_persistence_save_dict")()
    for service, state_of in {**services, OWN: _own_state}.items():
        _write(service, _unless_changing(state_of))


def _busy_stack() -> str | None:
    stacks = name_in("ministack.services.cloudformation", "_stacks")
    for _, stack in list(stacks.all_items()):
        status = stack["StackStatus"]
        # A stack in review only has a change set, which may never be executed.
        if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
            return stack["StackName"]
    return None


def _unless_changing(state_of):
    for left in reversed(range(TRIES)):
        try:
            return state_of()
        except RuntimeError:
            if left == 0:
                raise


def _write(service: str, state) -> None:
    # A module that was never loaded has no state.
    if state is None:
        return
    kept = {
        "__ministack_format__": name_in(PERSISTENCE, "_state_format_version")(service),
        "payload": state,
    }
    text = json.dumps(kept, default=name_in(PERSISTENCE, "_json_default"))
    file = _file(service)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _restore() -> None:
    try:
        for service, module in name_in(APP, "_state_map").items():
            state = _read(service)
            if state:
                name_in(APP, "_get_module")(module).load_persisted_state(state)
        own = _read(OWN)
        if own:
            _restore_own(own)
    except Exception as fault:
        # The server would only log it, and continue.
        print(f"launcher: the kept cloud cannot be restored: {fault!r}", flush=True)
        os._exit(1)


def _read(service: str):
    if not _file(service).exists():
        return None
    state = name_in(PERSISTENCE, "load_state")(service)
    if state is None:
        raise ValueError(f"{_file(service)} cannot be read")
    return state


def _file(service: str) -> Path:
    return Path(name_in(PERSISTENCE, "STATE_DIR"), f"{service}.json")


def _own_state() -> dict:
    from launcher.code_pipeline import history
    from launcher.gaps import topic_mail
    from launcher.resource_types import pipeline

    return {
        # MiniStack forgets them.
        "sentMails": name_in("ministack.services.ses", "_sent_emails"),
        "topicMails": topic_mail.SENT,
        "pipelineVersions": list(pipeline._versions.items()),
        "executions": list(history._executions.items()),
    }


def _restore_own(state: dict) -> None:
    from launcher.code_pipeline import history
    from launcher.gaps import topic_mail
    from launcher.resource_types import pipeline

    name_in("ministack.services.ses", "_sent_emails").update(state["sentMails"])
    topic_mail.SENT.extend(tuple(mail) for mail in state["topicMails"])
    pipeline._versions.update((tuple(key), value) for key, value in state["pipelineVersions"])
    history._executions.update((tuple(key), value) for key, value in state["executions"])
