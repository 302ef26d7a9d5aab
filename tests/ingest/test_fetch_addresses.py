"""Every spelling of an address comes to one form, and no spelling of a private one gets through."""

import pytest

from qawl.errors import FetchError, FetchReason
from qawl.ingest.addresses import check_address, follow_location, parse_address, private_network

PRIVATE = [
    "http://127.0.0.1/",
    "http://127.8.9.10/",
    "http://0.0.0.0/",
    "http://0/",
    "http://10.1.2.3/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://203.0.113.9/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7F.0.0.1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0300.0250.1.1/",
    "http://127.0.0.1./",
    "http://%31%32%37.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.0.0.1/",
    "http://１２７.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::808:808]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:1::1]/",
    "http://[2001:db8::1]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://admin.localhost/",
    "http://localhost.localdomain/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://router.home.arpa/",
    "http://intranet/",
    "http://db/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    address = parse_address(url)
    with pytest.raises(FetchError) as caught:
        check_address(address)
    assert caught.value.reason is FetchReason.PRIVATE_ADDRESS
    assert caught.value.url == address.url
    assert "allow private addresses" in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/",
        "http://8.8.8.8/",
        "http://172.15.0.1/",
        "http://172.32.0.1/",
        "http://100.63.255.255/",
        "http://100.128.0.1/",
        "http://[2a00:1450:4001::1]/",
        "http://[64:ff9b::8.8.8.8]/",
        "http://[::ffff:8.8.8.8]/",
        "http://134744072/",
        "http://local.example/",
        "http://news.example:8080/",
        "https://news.example:8443/",
    ],
)
def test_public_addresses_pass(url: str) -> None:
    check_address(parse_address(url))


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 11211, 9200])
def test_other_ports_than_those_of_the_web_are_refused(port: int) -> None:
    with pytest.raises(FetchError, match=f"port {port}") as caught:
        check_address(parse_address(f"http://news.example:{port}/"))
    assert caught.value.reason is FetchReason.BAD_ADDRESS


def test_every_private_network_of_python_is_private_here() -> None:
    from ipaddress import IPv4Address

    for number in range(0, 2**32, 2**32 // 4999):
        address = IPv4Address(number)
        if address.is_private or address.is_multicast or address.is_reserved or address.is_link_local:
            assert private_network(address), address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/1",
        "ftp://news.example/1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///1",
        "https://خبر خبر.example/",
        "http://a b.example/",
        "http://news.example:0x50/",
        "http://news.example:99999/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://08.1.1.1/",
        "http://-1.5/",
        "http://[::1/",
        "http://[::g]/",
        "http://[fe80::1%25eth0]/",
        "http://news..example/",
        "http://news.example\n/1",
        "http://news.example/a\r\nX: 1",
        "http://news.example/\ud800",
        "http://news.example\\@127.0.0.1/",
        "http://user@news.example/",
        f"http://{'a' * 64}.example/",
        "http://news.example/" + "ا" * 2000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        parse_address(url)
    assert caught.value.reason is FetchReason.BAD_ADDRESS
    assert len(str(caught.value)) < 500


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(FetchError) as caught:
        parse_address("https://zaynab:s3cret@news.example/1")
    assert "s3cret" not in str(caught.value) + caught.value.url
    assert "news.example/1" in str(caught.value)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://أخبار.example/خبر", "https://xn--igbicxr.example/%D8%AE%D8%A8%D8%B1"),
        ("HTTPS://News.EXAMPLE:443", "https://news.example/"),
        ("http://news.example.:80/1#c", "http://news.example/1"),
        ("\u200fhttps://news.example/1\u200e \n", "https://news.example/1"),
        ("https://news.example/a/../b/./%2e%2E/c/..", "https://news.example/"),
        ("https://news.example/../../1", "https://news.example/1"),
        ("https://news.example/50%?q=100%", "https://news.example/50%25?q=100%25"),
        ("https://news.example/%d8%ae", "https://news.example/%d8%ae"),
        ("https://news.example/?خ=«ب»", "https://news.example/?%D8%AE=%C2%AB%D8%A8%C2%BB"),
        ("http://[2A00::1]:8080/1", "http://[2a00::1]:8080/1"),
    ],
)
def test_an_address_comes_to_the_form_that_is_sent(written: str, sent: str) -> None:
    assert parse_address(written).url == sent


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/٢".encode(), "https://news.example/%D9%A2"),
        ("٢?س=١".encode(), "https://news.example/a/%D9%A2?%D8%B3=%D9%A1"),
        ("خبر".encode("windows-1256"), "https://news.example/a/%CE%C8%D1"),
        ("//أخبار.example/1".encode(), "https://xn--igbicxr.example/1"),
        (b"http://127.0.0.1/", "http://127.0.0.1/"),
        (b" ../x y ", "https://news.example/x%20y"),
        (b"?p=2#top", "https://news.example/a/b?p=2"),
    ],
)
def test_a_location_is_followed_whatever_its_bytes(location: bytes, url: str) -> None:
    assert follow_location(parse_address("https://news.example/a/b"), location).url == url
