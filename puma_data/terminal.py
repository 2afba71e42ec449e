"""What the commands of the project share: their look, and errors that are one line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, NoReturn, cast

import typer

from puma_data.errors import PumaError

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as JSON, and only that.")]


def application(told: str, example: str) -> typer.Typer:
    """A command with subcommands, described by `told`."""
    return typer.Typer(
        help=told,
        epilog=f"Example: {example}",
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def start(app: typer.Typer, name: str) -> NoReturn:
    """Run the command line. What the user mistyped is one line too."""
    # UsageError is click's, or that of the copy of click that newer typers carry.
    misuse = cast("type[Exception]", typer.BadParameter.__mro__[1])
    try:
        code = app(sys.argv[1:] or ["--help"], prog_name=name, standalone_mode=False)
    except misuse as error:
        message = str(getattr(error, "format_message", error.__str__)())
        if message.startswith("No such command") and message.endswith("."):  # none is near
            commands = [one.name or one.callback.__name__ for one in app.registered_commands if one.callback]
            message += f" Known: {', '.join(commands)}"
        code = _say(message, 2)
    except (typer.Abort, KeyboardInterrupt):
        code = _say("interrupted", 130)
    sys.exit(code)


def fail(message: str, code: int) -> NoReturn:
    """End the command with one line."""
    raise typer.Exit(_say(message, code))


def literal(text: str) -> Any:
    """Text in which square brackets are no markup."""
    from rich.text import Text

    return Text(text)


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Errors a user can mend are one line and exit code 2."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except PumaError as error:
            fail(str(error), 2)
        except KeyboardInterrupt:
            fail("interrupted", 130)

    return wrapped


def _say(message: str, code: int) -> int:
    from rich.console import Console

    Console(stderr=True, soft_wrap=True, highlight=False).print("[bold red]error:[/]", literal(message))
    return code
