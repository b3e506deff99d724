"""Replaces names inside MiniStack, and refuses to start if one is missing."""

import importlib
import sys
from collections.abc import Callable
from typing import Any


class MissingName(SystemExit):
    """The installed MiniStack no longer has a name that we extend."""

    def __init__(self, module: str, name: str) -> None:
        super().__init__(
            f"launcher: {module} has no '{name}'. The installed MiniStack is not the version that "
            "requirements.txt pins, or an upgrade moved the name: adapt the module of launcher/ "
            "that patches it, or delete that module if the gap is closed."
        )


def name_in(module_name: str, name: str) -> Any:
    """The object called `name` in a MiniStack module."""
    module = importlib.import_module(module_name)
    if not hasattr(module, name):
        raise MissingName(module_name, name)
    return getattr(module, name)


def wrap(module_name: str, name: str, make: Callable[[Any], Any]) -> None:
    """Replaces `name` by `make(original)`, also where it was imported from that module by name."""
    original = name_in(module_name, name)
    replacement = make(original)
    for loaded_name, loaded in list(sys.modules.items()):
        if loaded_name.startswith("ministack") and getattr(loaded, name, None) is original:
            setattr(loaded, name, replacement)
