"""Gap: MiniStack keeps names of records as they were written.

Route 53 keeps them in small letters, with octal escapes (`\\052` for the `*` of a wildcard), in whatever
form it got them.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
"""

import re

from launcher.patching import wrap


def install() -> None:
    wrap("ministack.services.route53", "_normalise_name", _with_escapes)


def _with_escapes(normalise):
    def normalise_and_escape(name):
        # Bytes: two escapes may be one character of UTF-8, and only ASCII letters become small.
        plain = re.sub(rb"\\([0-7]{3})", _unescaped, normalise(name).encode())
        return re.sub(rb"[^a-z0-9._\\-]|\\(?!056)", _escaped, plain.lower()).decode()

    return normalise_and_escape


def _unescaped(escape: re.Match) -> bytes:
    byte = int(escape[1], 8) & 0xFF
    # A dot that does not separate labels.
    return escape[0] if byte == ord(".") else bytes([byte])


def _escaped(byte: re.Match) -> bytes:
    return b"\\%03o" % byte[0][0]
