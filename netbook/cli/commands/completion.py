"""``netbook completion``: the script that makes a shell complete commands and options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import ShellComplete, get_completion_class

from netbook.cli.options import netbook_command
from netbook.errors import UsageProblem

if TYPE_CHECKING:
    from netbook.cli.running import Run


@netbook_command("completion", short_help="Print the completion script for your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(run: Run, shell: str) -> None:
    """Print the completion script for your shell.

    \b
    bash: netbook completion bash > ~/.local/share/bash-completion/completions/netbook
    zsh:  netbook completion zsh > a file called _netbook in a folder of $fpath
    fish: netbook completion fish > ~/.config/fish/completions/netbook.fish
    """
    found = get_completion_class(shell)
    if found is None:
        raise UsageProblem(f"there is no completion for “{shell}”.")
    program = click.get_current_context().find_root().command
    # The source of the base class: bash's own would start a bash to ask for its version.
    run.out.line(ShellComplete.source(found(program, {}, "netbook", "_NETBOOK_COMPLETE")).strip())
