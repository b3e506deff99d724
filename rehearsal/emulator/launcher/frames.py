"""Not a gap: the delivered pages forbid every page to frame them. The console may, so that it can show them.

Only the answer to a frame's own navigation changes, and only who may frame it: `frame-ancestors` names the console,
`X-Frame-Options`, which can name nobody, is left out. https://www.w3.org/TR/CSP3/#directive-frame-ancestors
"""

DIRECTIVE = "frame-ancestors"

_origins: tuple[str, ...] = ()


def admit(origins: list[str]) -> None:
    global _origins
    _origins = tuple(origins)


def outgoing(request_headers, headers):
    """The headers of an answer, for the frame that asks."""
    if not _origins or (b"sec-fetch-dest", b"iframe") not in request_headers:
        return headers
    return [
        (name, _policy(value) if name.lower() == b"content-security-policy" else value)
        for name, value in headers
        if name.lower() != b"x-frame-options"
    ]


def _policy(value: bytes) -> bytes:
    directives = [one.strip() for one in value.decode("latin-1").split(";")]
    return "; ".join(
        " ".join((DIRECTIVE, *_origins)) if one.split(" ")[0].lower() == DIRECTIVE else one
        for one in directives
    ).encode("latin-1")
