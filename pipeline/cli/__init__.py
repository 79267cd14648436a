"""The command `kerropois`.

Exit codes: 0 done, 1 the input or the installation has to be mended (reasons on stderr), 2 wrong
usage. Nothing heavy is imported before a verb needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from pipeline import VERSION
from pipeline.errors import KerroPoisError

#: Verb → where its command lives, in the order of `--help`.
_VERBS = {
    "demo": "pipeline.cli.run:demo",
    "run": "pipeline.cli.run:run",
    "export": "pipeline.cli.run:export",
    "inspect": "pipeline.cli.inspect:inspect",
    "browse": "pipeline.cli.later:browse",
    "serve": "pipeline.cli.later:serve",
    "lemmatize": "pipeline.cli.stages:lemmatize",
    "pseudonymise": "pipeline.cli.stages:pseudonymise",
    "topics": "pipeline.cli.topics:topics",
    "tag": "pipeline.cli.stages:tag",
    "evaluate": "pipeline.cli.evaluate:evaluate",
    "code": "pipeline.cli.code:code",
    "masked": "pipeline.cli.privacy:masked",
    "mask": "pipeline.cli.privacy:mask",
    "unmask": "pipeline.cli.privacy:unmask",
    "forget": "pipeline.cli.forget:forget",
    "audit": "pipeline.cli.forget:audit",
    "train": "pipeline.cli.train:train",
    "prepare": "pipeline.cli.doctor:prepare",
    "doctor": "pipeline.cli.doctor:doctor",
}


class _Verbs(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _VERBS:
            return None
        module, _, attribute = _VERBS[name].partition(":")
        return getattr(import_module(module), attribute)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", metavar="FILE", help="config.yaml [default: $KERROPOIS_CONFIG, ./, shipped]"
)
@click.version_option(VERSION, prog_name="kerropois")
@click.pass_context
def kerropois(context: click.Context, config: str | None) -> None:
    """Finds the topics and development themes in residents' open survey answers."""
    context.obj = config


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; errors that the user can mend come without a traceback.

    Args:
        arguments: in place of the process's own.

    Raises:
        SystemExit: with the exit code, unless it is 0.
    """
    try:
        kerropois(arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)
    except KerroPoisError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has enough (`| head`): not an error, and nothing left to flush.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"Error: {error.strerror or error}", err=True)
        sys.exit(1)
