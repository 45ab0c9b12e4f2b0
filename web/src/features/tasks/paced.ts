/**
 * Runs it at once, and again when it is wanted meanwhile, but with a rest in between. A run that
 * fails is not told here: the next one may succeed.
 */
export function paced(run: () => Promise<unknown>, restMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let isWanted = false;
  let isOver = false;

  async function go(): Promise<void> {
    isBusy = true;
    isWanted = false;
    await run().catch(() => undefined);
    if (isOver) return;
    timer = setTimeout(() => {
      isBusy = false;
      if (isWanted) void go();
    }, restMs);
  }

  return {
    want(): void {
      if (isBusy) isWanted = true;
      else void go();
    },
    stop(): void {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
