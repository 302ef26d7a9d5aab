"""Bytes of pages and texts, whatever charset they declare, become the text that was written."""

import pytest
from tests.ingest.page_making import BODY, HEADLINE, paragraphs

from qawl.errors import InputError
from qawl.ingest.decoding import decode, decode_page

TEXT = "\n".join((HEADLINE, *BODY))
PLAIN = TEXT.replace("«", '"').replace("»", '"')


def declared(charset: str) -> str:
    """A page that declares ``charset``."""
    return f'<html><head><meta charset="{charset}"><title>{HEADLINE}</title></head><body>{paragraphs()}</body></html>'


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6", "iso-8859-1", "nonsense", "utf-16"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_what_a_page_declares_does_not_matter(encoding: str, charset: str) -> None:
    assert decode(declared(charset).encode(encoding)) == declared(charset)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_needs_no_declaration(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_without_its_mark_is_read(encoding: str) -> None:
    assert decode(declared("utf-8").encode(encoding)) == declared("utf-8")


@pytest.mark.parametrize("encoding", ["iso8859_6", "mac_arabic"])
def test_older_charsets_are_told_apart_by_their_words(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding)) == PLAIN


def test_a_short_text_in_windows_1256_is_read() -> None:
    assert decode("قال الناطق إن الجسر مفتوح.".encode("cp1256")) == "قال الناطق إن الجسر مفتوح."


def test_broken_utf_8_is_told_with_its_place() -> None:
    content = TEXT.encode() + b"\xd8\n" + LINE
    with pytest.raises(InputError, match=r"broken UTF-8: byte 0xd8 at offset \d+, line 7"):
        decode(content)


LINE = "وتوقفت الحركة عند المدخل.".encode()


def test_a_page_with_one_broken_letter_is_read_all_the_same() -> None:
    content = declared("utf-8").encode().replace("الشاحنات".encode(), "الشاحنا".encode() + b"\xd8", 1)
    assert decode_page(content).count("\ufffd") == 1


def test_a_page_with_many_broken_letters_is_refused() -> None:
    content = declared("utf-8").encode().replace("ا".encode(), b"\xd8")
    with pytest.raises(InputError, match="broken UTF-8"):
        decode_page(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"PK\x03\x04x", b"\x1f\x8bx", b"\x89PNG\r\n"])
def test_what_is_no_text_is_named(content: bytes) -> None:
    with pytest.raises(InputError, match="not text"):
        decode_page(content)


def test_bytes_in_no_arabic_charset_are_refused() -> None:
    with pytest.raises(InputError, match="Save it again as UTF-8"):
        decode("Привет, это русский текст без единой арабской буквы.".encode("koi8_r"))
