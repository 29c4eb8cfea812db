"""The address of a record on a server: what people may see of it, and the password."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode

_PASSWORD = "password"  # noqa: S105  the name of a setting of libpq's
_SECRETS = (_PASSWORD, "sslpassword")


def shown(url: str) -> str:
    """A path, or a URL without its passwords, for people and logs."""
    if "://" not in url:
        return url
    parts = _parts(url)
    given = parse_qsl(parts.query, keep_blank_values=True)
    public = [(key, value) for key, value in given if key not in _SECRETS]
    query = parts.query if public == given else urlencode(public, safe="/")
    user = f"{parts.user}@" if parts.user is not None else ""
    return f"{parts.scheme}://{user}{parts.place}{'?' if query else ''}{query}"


def password_of(url: str) -> str | None:
    """The password that a URL holds; None for none."""
    parts = _parts(url)
    if parts.password is not None:
        return unquote(parts.password)
    return dict(parse_qsl(parts.query)).get(_PASSWORD)


class _Parts(NamedTuple):
    """A URL cut up without judging it; `place` is host, port and database."""

    scheme: str
    user: str | None
    password: str | None
    place: str
    query: str


def _parts(url: str) -> _Parts:
    scheme, _, rest = url.partition("://")
    place, _, query = rest.partition("?")
    host, slash, database = place.partition("/")
    if "@" in host:
        login, _, host = host.rpartition("@")
        place = host + slash + database
    elif "@" in database and not host.rpartition(":")[2].isdigit():
        # A password with a slash that is not escaped, which is not to be shown either.
        login, _, place = place.rpartition("@")
    else:
        return _Parts(scheme, None, None, place, query)
    user, colon, password = login.partition(":")
    return _Parts(scheme, user, password if colon else None, place, query)
