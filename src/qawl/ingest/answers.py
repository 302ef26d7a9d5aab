"""What the status, the headers and the failures of an answer mean for who asked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qawl.errors import FetchError, FetchReason
from qawl.settings import FetchSettings

if TYPE_CHECKING:
    import httpx

PAGES = frozenset({200, 203})
NOT_MODIFIED = 304

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers of one hop, and where it leads."""

    status: int
    headers: tuple[tuple[str, str], ...]
    location: bytes | None

    @classmethod
    def of(cls, response: "httpx.Response") -> "Answer":
        """Headers are read as UTF-8 and, where they are not, as Latin-1; a location stays bytes."""
        raw = response.headers.raw
        location = next((value for name, value in raw if name.lower() == b"location"), None)
        return cls(
            status=response.status_code,
            headers=tuple((name.decode("latin-1"), _decode_header(value)) for name, value in raw),
            location=location if response.status_code in _REDIRECTS else None,
        )

    def header(self, name: str) -> str:
        """The first header of that lower-case name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def check_status(answer: Answer, *, conditional: bool) -> None:
    """Pass pages, redirects, and 304 where it was asked for; tell all else apart.

    Raises:
        FetchError: NOT_FOUND, GONE, RATE_LIMITED, SERVER_ERROR, or REFUSED for all others.
    """
    status = answer.status
    if status in PAGES or answer.location is not None or (status == NOT_MODIFIED and conditional):
        return
    if status == 404:
        raise FetchError(
            FetchReason.NOT_FOUND, "the site has no such page (404). Check the address; it may have been taken down."
        )
    if status == 410:
        raise FetchError(FetchReason.GONE, "the site took this page down (410). Leave it out, or look in an archive.")
    if status == 429:
        raise FetchError(FetchReason.RATE_LIMITED, "the site says that it is asked too often (429). Ask again later.")
    if status == 408 or status >= 500:
        raise FetchError(FetchReason.SERVER_ERROR, f"the site is out of order ({status}). Ask again later.")
    raise FetchError(
        FetchReason.REFUSED,
        f"the site does not give this page ({status}). Qawl does not go around that: if you may read it, save it with "
        "a browser and give the file.",
    )


def transport_error(
    error: "httpx.TransportError", settings: FetchSettings, *, seconds: float, reading: bool
) -> FetchError:
    """What went wrong on the way, as one of the reasons; ``reading`` is True once a body was being received."""
    import httpx

    if isinstance(error, httpx.TimeoutException):
        what = (
            f"no complete answer in time ({settings.connect_seconds:g} s to connect, {settings.read_seconds:g} s "
            f"between pieces, {seconds:g} s for all). Ask again later, or raise the limits in [fetch]."
        )
        return FetchError(FetchReason.TIMEOUT, what)
    certificate = _certificate_problem(error)
    if certificate:
        what = f"its certificate cannot be trusted ({certificate}). Check the address and the date of this machine."
        return FetchError(FetchReason.BAD_CERTIFICATE, what)
    if reading:
        return FetchError(FetchReason.TRUNCATED, f"the answer broke off in the middle ({error}). Ask again later.")
    what = f"no connection, or none that holds ({error}). Check the address, or ask again later."
    return FetchError(FetchReason.CONNECTION, what)


def _certificate_problem(error: BaseException | None) -> str:
    """What TLS has against the certificate, looked for among the causes."""
    import ssl

    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message or str(error)
        error = error.__cause__ or error.__context__
    return ""


def _decode_header(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
