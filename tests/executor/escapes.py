"""Ways for a process to get away from who started it. Each says `ready` once it has."""

import sys

# `$0` of each script is the marker; so is the last word of every command line it leaves.
_LOOP = 'exec sh -c "while :; do sleep 0.02; done" $0'
_STUBBORN = "sh -c \"trap '' TERM HUP INT; while :; do sleep 0.02; done\" $0"
_DAEMON = """
import os, sys, time
if os.fork(): os._exit(0)
os.setsid()
if os.fork(): os._exit(0)
os.closerange(0, 64)
while True: time.sleep(0.02)
"""
_DOUBLE_FORK = """
import os, sys, time
if os.fork() == 0:
    if os.fork() == 0:
        while True: time.sleep(0.02)
    os._exit(0)
os.wait()
print("ready", flush=True)
while True: time.sleep(0.02)
"""
_OTHER_TAG = """
import os, resource, signal, sys, time
resource.setrlimit(10, (12345, resource.RLIM_INFINITY))
if os.fork(): os._exit(0)
os.setsid()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True: time.sleep(0.02)
"""
_FIRST_THREAD_GONE = """
import ctypes, os, signal, sys, threading, time
if os.fork(): os._exit(0)
os.setsid()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
threading.Thread(target=time.sleep, args=(60,)).start()
ctypes.CDLL(None).syscall(60 if os.uname().machine == "x86_64" else 93, 0)
"""


def _python(script: str) -> str:
    return f"{sys.executable} -I -S -c '{script}' $0"


ESCAPES = {
    "plain": f"echo ready; {_LOOP}",
    "pipeline": f"{_STUBBORN} | {_STUBBORN} | {_STUBBORN} & echo ready; wait",
    "background": f"{_STUBBORN} & {_STUBBORN} & echo ready; wait",
    "setsid": f"setsid {_STUBBORN} & sleep 0.05; echo ready; wait",
    "double fork": _python(_DOUBLE_FORK),
    "nohup": f"nohup {_STUBBORN} >/dev/null 2>&1 & echo ready; wait",
    "TERM ignored": f"echo ready; exec {_STUBBORN}",
    "python daemon": f"{_python(_DAEMON)}; sleep 0.05; echo ready; {_LOOP}",
    "closed descriptors": f"{_STUBBORN} </dev/null >&- 2>&- & echo ready; exec >&- 2>&-; {_LOOP}",
    "stopped child": (
        'sh -c "kill -STOP \\$\\$; while :; do sleep 0.02; done" $0 & sleep 0.05; echo ready; wait'
    ),
    "env -i setsid": f"env -i setsid {_STUBBORN} & sleep 0.05; echo ready; wait",
    "first thread gone": f"{_python(_FIRST_THREAD_GONE)}; sleep 0.1; echo ready; {_LOOP}",
    "other tag": f"{_python(_OTHER_TAG)}; sleep 0.05; echo ready; {_LOOP}",
}
