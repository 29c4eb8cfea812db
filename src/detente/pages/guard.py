"""Which network addresses may be fetched from: public ones alone.

A page, a feed or a redirect may name any host, also one that only this machine can reach. So names
are resolved first, each address is judged, and the connection is made to the very address that was
judged: a name that answers otherwise the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable

from detente.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""Gives the addresses of a host, and raises `OSError` where it has none."""

# Unicast addresses that are given out (RFC 4291, RFC 3587), and those among them that are not.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_UNUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.88.99.0/24",  # 6to4 relays, withdrawn (RFC 7526)
        "3fff::/20",  # documentation (RFC 9637); not known to older Pythons
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


class HostError(InputError):
    """A host has no address, or one that is not fetched from: nothing of it need be asked."""


class Guard:
    """Resolves a host and lets only public addresses pass.

    Args:
        allowed: networks that pass although they are not public, such as `127.0.0.1` for a server
            of one's own or `10.1.0.0/16` for an archive in the house. Said in code alone: there is
            no option and no variable for it, which a page or a script around it could set.
        resolve: gives the addresses of a host; by default the system does.

    """

    def __init__(self, *, allowed: Iterable[str] = (), resolve: Resolve | None = None) -> None:
        self._allowed = tuple(ipaddress.ip_network(network) for network in allowed)
        self._resolve = resolve or _of_the_system

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all of which may be connected to.

        Raises:
            HostError: it has none, or one that is not public.

        """
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError):
            found = []
        if not found:
            raise HostError(f"the host {host} is not known")
        for address in found:
            if not self._passes(address):
                leads = "" if address == host else f"{address}, which is "
                raise HostError(
                    f"{host} is {leads}not a public address but one of this machine, of a local "
                    "network or of a special kind"
                )
        return found

    def _passes(self, written: str) -> bool:
        try:
            address = ipaddress.ip_address(written)
        except ValueError:
            return False
        return any(address in network for network in self._allowed) or is_public(address)


def is_public(address: Address) -> bool:
    """Whether an address is one of the open network's, for one host.

    An IPv4 address within an IPv6 address (mapped, 6to4, NAT64) is judged by itself.
    """
    inner = _embedded(address)
    if inner is not None:
        return is_public(inner)
    if isinstance(address, ipaddress.IPv6Address) and address not in _GIVEN_OUT:
        return False
    if any(address in network for network in _UNUSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


def _of_the_system(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))
