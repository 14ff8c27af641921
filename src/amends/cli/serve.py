"""``amends serve``: the site on this machine, with gunicorn."""

from __future__ import annotations

from typing import Any

import click

from amends.cli.office import open_office, prepare_database


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--threads", default=8, show_default=True, help="Requests answered at a time.")
@click.option("--workers", default=1, show_default=True, help="Processes; one suits SQLite.")
def serve(bind: str, threads: int, workers: int) -> None:
    """Serve the office's site until stopped with Ctrl-C."""
    open_office()
    prepare_database()
    gather_static_files()
    click.echo(f"amends is at http://{bind}/  (Ctrl-C stops it)")
    run_gunicorn(bind, threads, workers)


def gather_static_files() -> None:
    """Collect style sheets and scripts, with their digests in their names."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def run_gunicorn(bind: str, threads: int, workers: int) -> None:
    """Run the web server in this process until it is stopped."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from amends.office.log.lines import DiscreetFormatter
    from amends.office.wsgi import application

    class DiscreetLogger(Logger):  # type: ignore[misc]  # gunicorn has no stubs
        """Gunicorn's log, without addresses that must stay secret."""

        def setup(self, cfg: Any) -> None:
            """Put the formatter on whatever handlers gunicorn chose."""
            super().setup(cfg)
            for handler in self.error_log.handlers:
                handler.setFormatter(DiscreetFormatter(self.error_fmt, self.datefmt))

    class Site(BaseApplication):  # type: ignore[misc]  # gunicorn has no stubs
        """The office as a gunicorn application."""

        def load_config(self) -> None:
            """Set the few options that matter."""
            options: dict[str, Any] = {
                "bind": bind,
                "threads": threads,
                "workers": workers,
                "worker_class": "gthread",
                "timeout": 120,
                "loglevel": "warning",
                "logger_class": DiscreetLogger,
                "proc_name": "amends",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Return the WSGI application."""
            return application

    Site().run()
