"""`python -m tests.targets.killed_run BAG TARGET STATE MOMENT [KEY=VALUE ...]`: a deposit that SIGKILLs itself at a moment."""

import os
import signal
import sys
from pathlib import Path

from archive.workflows import deposit
from tests.targets.moments import CLOCK, Watched


def main(bag, target, state, moment, *options):
    opened = deposit.open_target

    def watched(*args):
        return Watched(opened(*args), moment, lambda _: os.kill(os.getpid(), signal.SIGKILL))

    deposit.open_target = watched
    order = deposit.DepositOrder(
        bags=(Path(bag),), target=target, clock=CLOCK, environ=os.environ, state=Path(state),
        options=dict(option.split("=", 1) for option in options),
    )  # fmt: skip
    with deposit.open_deposit_run(order) as run:
        for outcome in run.outcomes:
            sys.stdout.write(f"{outcome}\n")  # the moment was not met


if __name__ == "__main__":
    main(*sys.argv[1:])
