"""How gunicorn serves the archive: `gunicorn -c deploy/gunicorn.conf.py newsroom.wsgi`."""

import os
from pathlib import Path

from prometheus_client.multiprocess import mark_process_dead

bind = "127.0.0.1:8000"
workers = 3
threads = 4
# Seconds that a worker may take to finish what it was asked before it is replaced.
graceful_timeout = 30
# Characters of an address: a filter may name many people.
limit_request_line = 8190

COUNTS = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")

if os.environ.get("LOG_FORMAT") == "json":
    logconfig_dict = {
        "formatters": {"json": {"()": "newsroom.logs.JsonFormatter"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    }


def on_starting(server):
    """Begin to count anew: what workers of another start counted is told no more."""
    for path in Path(COUNTS).glob("*.db") if COUNTS else ():
        path.unlink()


def child_exit(server, worker):
    if COUNTS:
        mark_process_dead(worker.pid)
