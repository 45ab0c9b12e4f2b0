import sys

from app.core.task import Usage
from app.executor.sampler import UsageSampler
from tests.executor.running import NOW, Lab


async def _usage(sampler: UsageSampler, lab: Lab, *, beyond: int) -> Usage:
    while True:
        for usage in (await sampler.sample()).values():
            if usage.cpu_ms >= beyond:
                return usage
        await lab.shell("sleep 0.02").ending()


async def test_a_running_tree_is_summed_up(lab: Lab) -> None:
    burn = "x = bytearray(30_000_000); print('ready', flush=True)\nwhile True: pass"
    command = f'{sys.executable} -I -S -c "{burn}"'
    started = lab.shell(f"setsid {command} & setsid {command} & wait")
    sampler = UsageSampler(lab.executor.runs, instance=lab.instance)
    await started.says("ready\nready")
    usage = await _usage(sampler, lab, beyond=50)
    assert usage.rss_peak_bytes > 60_000_000
    later = await _usage(sampler, lab, beyond=usage.cpu_ms + 20)
    assert later.rss_peak_bytes >= usage.rss_peak_bytes
    started.run.stop(grace=NOW)
    await started.ending()
    assert await sampler.sample() == {}
