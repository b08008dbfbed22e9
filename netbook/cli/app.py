"""The program's front door: finds the command, runs it, and turns errors into sentences and exit codes."""

from __future__ import annotations

import importlib
import io
import os
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from netbook.cli.catalogue import COMMANDS
from netbook.cli.options import CONTEXT, global_options, take_wishes
from netbook.cli.output import OutputProblem, ReaderGone
from netbook.cli.running import Run
from netbook.errors import NetbookError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

INTERRUPTED = 130
_QUOTED = re.compile(r"(?<!\w)'([^'\n]{1,300})'(?!\w)")


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and lists all from the catalogue."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        """Name the commands in the order of the catalogue."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — click's signature
        """Import a command's module and give its command; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"netbook.cli.commands.{'import_' if cmd_name == 'import' else cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, and say which one may be meant where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            close = get_close_matches(args[0][:40], COMMANDS, 1)
            sentence = f"there is no command “{args[0]}”."
            if close:
                sentence += f" Did you mean “{close[0]}”?"
            raise UsageProblem(sentence, f"netbook {close[0]} --help" if close else "netbook --help lists the commands")
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete command names from the catalogue, importing none of them."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 — click's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from netbook.cli.version import program_version

    click.echo(f"netbook {program_version()}")
    ctx.exit()


@click.group(
    "netbook",
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings=CONTEXT,
    epilog="A contact is named by handle, link, name, or the beginning of either. Everything can be undone: netbook undo.",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
@global_options
@click.pass_context
def netbook(ctx: click.Context, /, **wishes: Any) -> int | None:
    """Keep your network alive: whom you met, where, and who is going stale.

    Without a command, opens the screens on a terminal, and elsewhere prints whom to write to this week.
    """
    run = ctx.ensure_object(Run)
    take_wishes(run, wishes)
    if ctx.invoked_subcommand is not None:
        return None
    from netbook.tui.opening import can_draw

    if not (run.wishes.json or run.wishes.plain or run.wishes.no_input) and can_draw(os.environ):
        from netbook.cli.commands.tui import open_screens

        return open_screens(run)
    from netbook.cli.commands.review import print_review

    print_review(run)
    return None


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives the exit code."""
    this_run = Run()
    _make_streams_lenient()
    try:
        return _run_and_flush(arguments, this_run)
    finally:
        this_run.close_book()


def _run_and_flush(arguments: Sequence[str], this_run: Run) -> int:
    try:
        code = _run_command(arguments, this_run)
        _flush()
    except (BrokenPipeError, ReaderGone):
        _forget_output()
        return 0
    except OSError as error:
        _forget_output()
        problem = OutputProblem(f"the output cannot be written: {(error.strerror or str(error)).lower()}.")
        this_run.out.problem(problem)
        return problem.exit_code
    except OutputProblem as problem:
        return problem.exit_code
    return code


def _run_command(arguments: Sequence[str], this_run: Run) -> int:
    try:
        result = netbook.main(list(arguments), prog_name="netbook", standalone_mode=False, obj=this_run)
    except NetbookError as error:
        return _refuse(this_run, arguments, error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageProblem.exit_code
    except click.ClickException as error:
        return _refuse(this_run, arguments, _usage_problem(error))
    except click.Abort:  # what click makes of Ctrl-C, having ended the line
        return INTERRUPTED
    except (BrokenPipeError, ReaderGone):
        raise
    except Exception:  # noqa: BLE001 — a bug shows its traceback in the log, and says so
        from netbook.cli.bug import report_bug

        return report_bug(this_run)
    return result if isinstance(result, int) else 0


def _refuse(this_run: Run, arguments: Sequence[str], error: NetbookError) -> int:
    """Print an error; its form is that of --json even where the command line was not read to its end."""
    typed = arguments[: arguments.index("--")] if "--" in arguments else arguments
    this_run.out.as_json = this_run.wishes.json or "--json" in typed
    this_run.out.problem(error)
    return error.exit_code


def _usage_problem(error: click.ClickException) -> UsageProblem:
    """Put an error of the parser into netbook's form: a sentence in plain words, and where to look."""
    sentence = _QUOTED.sub("“\\1”", error.format_message())
    sentence = sentence[:1].lower() + sentence[1:]
    if isinstance(error, click.NoSuchOption):
        sentence = f"no such option “{error.option_name}”."
        close = sorted(error.possibilities or (), key=lambda name: (not name.startswith(error.option_name), name))
        sentence += f" Did you mean “{close[0]}”?" if close else ""
    context = getattr(error, "ctx", None)
    return UsageProblem(sentence, f"{context.command_path} --help" if context else "netbook --help")


def _make_streams_lenient() -> None:
    """Take undecodable input for U+FFFD, and print “?” where the terminal's encoding lacks a character of the help."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (stream is sys.stdin or stream.encoding.lower() != "utf-8"):
            stream.reconfigure(errors="replace")


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _forget_output() -> None:
    """Point the streams at nothing, so that leaving does not flush into what cannot be written."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            os.dup2(nothing, stream.fileno())
    os.close(nothing)
