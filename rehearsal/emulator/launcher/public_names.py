"""Translates the public names of distributions at the edge.

A page has the address http://<id>.cloudfront.localhost:<port>. Stacks and Lambda functions know it as
https://<id>.cloudfront.net, or by its alias. Origin and Referer become public in requests. Location and
Access-Control-Allow-Origin become local in answers.
"""

from launcher.inventory import aliases, all_distributions, local_host

INCOMING = {b"origin", b"referer"}
OUTGOING = {b"location", b"access-control-allow-origin"}


def incoming(headers, port: int):
    """Request headers with public names. If a distribution has aliases, its public name is the first one."""
    if not any(name in INCOMING and b".cloudfront.localhost" in value for name, value in headers):
        return headers
    names = {local: public[0] for local, public in _names(port).items()}
    return [
        (name, _replace(value, names) if name in INCOMING else value) for name, value in headers
    ]


def outgoing(headers, port: int):
    """Response headers with local names."""
    if not any(name.lower() in OUTGOING and value.startswith(b"http") for name, value in headers):
        return headers
    names = {public: local for local, publics in _names(port).items() for public in publics}
    return [
        (name, _replace(value, names) if name.lower() in OUTGOING else value)
        for name, value in headers
    ]


def _names(port: int) -> dict[str, list[str]]:
    """Local origin -> public origins, the alias first."""
    return {
        f"http://{local_host(distribution)}:{port}": [
            f"https://{name}"
            for name in [*aliases(distribution), distribution["DomainName"].lower()]
        ]
        for distribution in all_distributions()
    }


def _replace(value: bytes, names: dict[str, str]) -> bytes:
    text = value.decode("latin-1")
    for known, other in names.items():
        if text == known or text.startswith((f"{known}/", f"{known}?", f"{known}#")):
            return (other + text[len(known) :]).encode("latin-1")
    return value
