"""Where the commands about runs find and put things: folders, or addresses of them."""

from typing import Annotated

import typer

_FOLDER = "A folder, or the address of one (s3://…); empty: the project's own."

Raw = Annotated[str, typer.Option(envvar="RENKEI_RAW", help=f"The inputs. {_FOLDER}")]
Processed = Annotated[
    str,
    typer.Option(envvar="RENKEI_PROCESSED", help=f"Frames and executed notebooks. {_FOLDER}"),
]
Reports = Annotated[str, typer.Option(envvar="RENKEI_REPORTS", help=f"The decks. {_FOLDER}")]
