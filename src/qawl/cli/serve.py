"""``qawl serve``: the workbench in the browser."""

from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import LedgerArgument
from qawl.cli.output import say


def run(
    ledger: LedgerArgument,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")] = 8700,
    login: Annotated[bool, typer.Option("--login", help="Ask for a log-in on this machine too.")] = False,
    allowed_hosts: Annotated[
        list[str] | None, typer.Option("--allowed-host", help="A further name of this server; may be repeated.")
    ] = None,
    no_fetch: Annotated[
        bool, typer.Option("--no-fetch", help="Fetch nothing: only texts and files can be added.")
    ] = False,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Start no worker; jobs wait for `qawl work`.")] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the browser.")] = False,
) -> None:
    """Serve map, timeline, reader and review of a ledger in the browser, and the REST API under them."""
    import socket
    import webbrowser
    from contextlib import ExitStack

    import uvicorn

    from qawl.api.bench import Desk
    from qawl.auth.entering import open_access
    from qawl.employing import Employer
    from qawl.errors import UsageError
    from qawl.settings import load_settings
    from qawl.web.app import create_app

    with open_ledger(ledger) as opened, ExitStack() as stack:
        access = open_access(opened, host=host, allowed_hosts=allowed_hosts or (), login=login)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise UsageError(f"{host}:{port}: cannot listen there ({error.strerror}). Give another --port.") from error
        bound = listener.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{bound}/"
        say(f"Qawl serves {ledger} at {address}  (Ctrl+C ends it)")
        if open_browser:
            webbrowser.open(address)
        settings = load_settings()
        desk = Desk(may_fetch=not no_fetch, has_worker=lambda: False)
        if not no_worker:
            employer = stack.enter_context(Employer(opened, settings, may_fetch=not no_fetch))
            desk = Desk(may_fetch=not no_fetch, has_worker=lambda: employer.worker_id is not None)
        config = uvicorn.Config(
            create_app(opened, settings, access, desk=desk), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listener])
