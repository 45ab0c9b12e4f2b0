"""The launcher's entry: `python -I -S -E launcher.py <socket fd> <instance>`.

Started by app.executor.launchers. It imports as little as it can: its memory is
the cheapest place commands can be spawned from.
"""

import os
import sys

if __name__ == "__main__":
    here = os.path.abspath(__file__)
    sys.path.append(here[: -len("/app/executor/launcher.py")])
    from app.executor.launching import launch

    launch(int(sys.argv[1]))
