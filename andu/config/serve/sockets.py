"""Websockets, on the port after that of the pages: one process, one event loop."""

import uvicorn

from andu.config import env


def run() -> None:
    """Serve until stopped."""
    uvicorn.run(
        "andu.config.asgi:application",
        host=env.text("ANDU_HOST", "127.0.0.1"),
        port=env.number("ANDU_PORT", 8000) + 1,
        lifespan="on",
        ws_max_size=1 << 20,
        ws_max_queue=16,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
