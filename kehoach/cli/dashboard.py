"""`kehoach dashboard`: serves the dashboard to this machine alone, until Ctrl-C."""

import errno
import os
import socket
import sys
from contextlib import redirect_stdout, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from kehoach.cli.console import READ, output, plain, refuse
from kehoach.cli.stores import existing_store
from schemas.language import gettext as _
from schemas.language import speak

_SCHEME: Final = "http://"
HOST: Final = "127.0.0.1"
PORT: Final = 8501
"""Streamlit's own; the next free one where it is taken."""

# How many ports are tried after the first.
_MORE_PORTS: Final = 50

# So dark that what Streamlit writes paler (six tenths of it) still stands off from white by 4.5:1.
_TEXT: Final = "#0B1118"
# Titles of pages and of their parts, beside tables and charts of 14 pixels.
_HEADINGS: Final = ("30px", "22px", "18px")


def run(store: str, port: int | None, language: str, *, browser: bool) -> int:
    """Serve the store's dashboard until it is stopped; the exit code. Wrong use where a port that was asked
    for is taken or Streamlit is not installed."""
    if find_spec("streamlit") is None:
        refuse(_("the dashboard needs Streamlit; install it in kehoach's folder: pip install '.[dashboard]'"))
    speak(language)
    port = _free_port(port)
    existing_store(store)
    import dashboards
    from dashboards import watched

    # What is slow begins before anybody looks; what goes wrong is told on the page.
    with suppress(Exception):
        watched.watch(store).look()
    url = _SCHEME + HOST + f":{port}"
    console = output()
    said = _("the dashboard of {store} is at {url} (only on this machine); Ctrl-C ends it")
    console.print(plain(said.format(store=store, url=url)), soft_wrap=True)
    _serve(str(Path(dashboards.__file__).with_name("app.py")), port, browser=browser)
    return READ


def options(port: int, *, browser: bool) -> dict[str, Any]:
    """How Streamlit is to run: for this machine alone, telling nobody of it, watching no files."""
    return {
        "server_address": HOST,
        "server_port": port,
        "server_headless": not browser,
        "server_allowedHosts": [HOST, "localhost"],
        "server_enableCORS": True,
        "server_enableXsrfProtection": True,
        "server_enableStaticServing": False,
        "server_fileWatcherType": "none",
        "server_runOnSave": False,
        "browser_gatherUsageStats": False,
        "browser_serverAddress": HOST,
        "client_toolbarMode": "minimal",
        "client_showErrorDetails": "none",
        "client_showErrorLinks": False,
        # Its own files of tables would hand formulas on; those of `dashboards.tables` do not.
        "client_disableDataExport": True,
        "logger_level": "error",
        "logger_hideWelcomeMessage": True,
        "runner_magicEnabled": False,
        "theme_base": "light",
        "theme_primaryColor": "#1F5FA8",
        "theme_textColor": _TEXT,
        "theme_backgroundColor": "#FFFFFF",
        "theme_secondaryBackgroundColor": "#F3F5F8",
        "theme_font": "sans-serif",
        "theme_headingFontSizes": _HEADINGS,
    }


def _serve(app: str, port: int, *, browser: bool) -> None:
    from streamlit import config
    from streamlit.logger import set_log_level
    from streamlit.web import bootstrap

    known = {option.replace(".", "_") for option in config.get_config_options()}
    flags = {name: value for name, value in options(port, browser=browser).items() if name in known}
    # It would say that options changed since it was imported.
    set_log_level("ERROR")
    bootstrap.load_config_options(flags)
    # "Stopping…", in English: who pressed Ctrl-C knows.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        bootstrap.run(app, False, [], flags)
    # Nobody waits for what is still being read of a large store, and nothing is being written.
    sys.stdout.flush()
    os._exit(READ)


def _free_port(asked: int | None) -> int:
    """The port that was asked for, else the first free one; wrong use where it is taken."""
    if asked is not None:
        if not _is_free(asked):
            refuse(_("port {port} is taken; name another one: --port").format(port=asked))
        return asked
    free = next((port for port in range(PORT, PORT + _MORE_PORTS) if _is_free(port)), None)
    if free is None:
        refuse(_("no port is free from {first} on; name one: --port").format(first=PORT))
    return free


def _is_free(port: int) -> bool:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True
