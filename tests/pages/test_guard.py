"""Only public addresses are fetched from, however they are written or hidden in others."""

from __future__ import annotations

import ipaddress

import pytest

from detente.errors import InputError
from detente.pages.guard import Guard, is_public

PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
OTHER = {
    "loopback": "127.0.0.1 127.8.9.1 ::1 ::ffff:127.0.0.1",
    "private": "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fd00::1 fc00::1",
    "link-local": "169.254.169.254 fe80::1 fe80::1%eth0",
    "shared by carriers": "100.64.0.1 100.127.255.255",
    "multicast": "224.0.0.1 239.255.255.250 ff02::1",
    "reserved": "240.0.0.1 255.255.255.255 0.0.0.0 0.1.2.3 :: 192.0.0.1 192.88.99.1 5f00::1",
    "documentation": "192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1 198.18.0.1",
    "site-local": "fec0::1",
    "embedded": "::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: "
    "2002:a00:1:: 2001::1 ::127.0.0.1 ::7f00:1",
    "no address": "localhost 127.1 0x7f.1",
}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    assert Guard(resolve=lambda host, port: [address]).addresses("host", 80) == [address]


@pytest.mark.parametrize("address", " ".join(OTHER.values()).split())
def test_all_others_are_refused_by_what_the_name_resolves_to(address: str) -> None:
    guard = Guard(resolve=lambda host, port: [address])
    with pytest.raises(InputError, match="not a public address"):
        guard.addresses("news.example", 443)


def test_one_address_that_is_not_public_spoils_the_name() -> None:
    guard = Guard(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(InputError, match=r"news\.example is 10\.0\.0\.1"):
        guard.addresses("news.example", 443)


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "localhost"])
def test_other_ways_to_write_this_machine_are_seen_through(host: str) -> None:
    with pytest.raises(InputError):
        Guard().addresses(host, 80)


def test_a_name_that_is_not_known_is_told() -> None:
    def none(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    with pytest.raises(InputError, match="not known"):
        Guard(resolve=none).addresses("nowhere.invalid", 80)


def test_what_is_allowed_by_hand_passes_and_nothing_beside_it() -> None:
    guard = Guard(allowed=["10.1.0.0/16"], resolve=lambda host, port: [host])
    assert guard.addresses("10.1.2.3", 80) == ["10.1.2.3"]
    with pytest.raises(InputError):
        guard.addresses("10.2.0.1", 80)
