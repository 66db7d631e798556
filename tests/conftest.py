"""What every test may rely on, however the run was started."""

from __future__ import annotations

import signal

if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # as under `nohup … &`: what a test starts would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
