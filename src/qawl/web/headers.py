"""Headers that every answer bears: they keep pages at home, and other sites out of them.

The content-security policy allows this server alone, no script or style inside a page, and no frame around one. The
referrer stays with this site; it is not left out altogether, because browsers then send forms without an origin too.
"""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_A_YEAR = "public, max-age=31536000, immutable"


class SafeHeaders:
    """Adds them to every answer that does not bring its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_file = scope["path"].startswith("/static/")
        is_named = scope["path"].startswith("/static/v-")
        is_kept = is_file and (is_named or scope["query_string"].startswith(b"v="))

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if is_kept and message["status"] == 200:
                    headers["Cache-Control"] = _A_YEAR
            await send(message)

        await self._app(scope, receive, send_on)


def with_headers(response: Response) -> Response:
    """The same for the answer to what nobody expected, which is made outside of everything else."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
