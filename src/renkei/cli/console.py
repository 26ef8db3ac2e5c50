"""What every command shares: the two consoles, and errors told in one line with an exit code."""

import atexit
import gc
import logging
import signal
import traceback
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

import renkei
from renkei.errors import RenkeiError, UsageError, WriteError

# A command leaves little to collect. Looking for it again and again while all is imported, and
# once more as the process ends, takes about half a second of a run.
gc.set_threshold(50_000)
atexit.register(gc.freeze)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Returns in, briefing out: the reporting pipeline of a joint campaign.",
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code (sysexits.h; 130/143 when interrupted)."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    # What an exporter warns of is told once, with the area it belongs to, at the end of a run.
    logging.getLogger("renkei").addHandler(logging.NullHandler())
    try:
        code = app(args=arguments, standalone_mode=False)
        return code if isinstance(code, int) else 0
    except typer.TyperException as error:
        err.print(_usage(error), markup=False)
        return UsageError.exit_code
    except RenkeiError as error:
        err.print(str(error), style="red", markup=False)
        return error.exit_code
    except _Ended as ended:
        err.print(f"{ended}: a result is put in place whole or not at all", style="red")
        return 128 + ended.number
    except OSError as error:
        err.print(f"{error.filename or 'input or output'}: {error.strerror}", markup=False)
        return WriteError.exit_code
    except Exception:
        traceback.print_exc()
        err.print("this is a fault of Renkei itself, not of its inputs: please report it")
        return RenkeiError.exit_code


def _usage(error: typer.TyperException) -> str:
    message = getattr(error, "format_message", lambda: str(error))()
    return f"{message}\nrenkei --help lists the commands and their options"


class _Ended(Exception):
    """The user or the system asked this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__("interrupted" if number == signal.SIGINT else "ended")
        self.number = number


def _end(number: int, frame: FrameType | None) -> None:
    raise _Ended(number)


def _version(asked: bool) -> None:
    if asked:
        out.print(renkei.__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    pass


def near(path: Path) -> Path:
    """A path from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
