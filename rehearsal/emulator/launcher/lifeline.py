"""Ends this process group when its parent process has ended."""

import os
import signal
import sys
import threading


def read_token_and_watch() -> str:
    """Returns the control token, the first line of standard input.

    The pipe stays open as long as the parent lives. When it closes, even by SIGKILL, the whole group
    ends. Otherwise a Lambda worker would stay, with its port and its memory.
    """
    token = sys.stdin.readline().strip()
    if not token:
        sys.exit("launcher: no control token on standard input; start it through emulator.ts")
    threading.Thread(target=_wait_for_end_of_input, daemon=True, name="lifeline").start()
    return token


def _wait_for_end_of_input() -> None:
    while sys.stdin.read(4096):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)
