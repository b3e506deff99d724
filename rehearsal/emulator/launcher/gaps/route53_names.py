"""Gap: names of records are kept as they were written.

Route 53 keeps them in small letters, with octal escapes (`\\052` for the `*` of a wildcard), whichever
of the two forms it was given.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
"""

import re

from launcher.patching import wrap


def install() -> None:
    wrap("ministack.services.route53", "_normalise_name", _with_escapes)


def _with_escapes(normalise):
    def normalise_and_escape(name):
        plain = re.sub(r"\\([0-7]{3})", _unescaped, normalise(name))
        return re.sub(r"[^a-z0-9._\\-]|\\(?!056)", _escaped, plain.lower())

    return normalise_and_escape


def _unescaped(escape: re.Match) -> str:
    character = chr(int(escape[1], 8))
    # A dot that separates no labels.
    return escape[0] if character == "." else character


def _escaped(character: re.Match) -> str:
    return "".join(f"\\{byte:03o}" for byte in character[0].encode())
