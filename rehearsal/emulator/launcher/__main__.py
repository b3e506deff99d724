"""Starts MiniStack with Waypost's extensions: `python -m launcher`, by emulator.ts."""

from launcher.lifeline import read_token_and_watch


def main() -> None:
    token = read_token_and_watch()

    from launcher import (
        calls,
        code_pipeline,
        control,
        decisions,
        edge,
        faults,
        gaps,
        kept,
        properties,
        resource_types,
    )
    from launcher.patching import name_in

    decisions.install()
    calls.install()
    gaps.install()
    resource_types.install()
    properties.install()
    code_pipeline.install()
    kept.install()
    faults.install()
    control.set_token(token)
    edge.install()
    name_in("ministack.app", "main")()


main()
