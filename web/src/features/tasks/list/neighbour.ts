/** What is nearest to a row that is gone: the next one that is still there, else one before it. */
export function neighbour(
  gone: string,
  before: readonly string[],
  now: readonly string[],
): string | null {
  const at = before.indexOf(gone);
  const left = new Set(now);
  const isLeft = (id: string) => left.has(id);
  return (
    before.slice(at + 1).find(isLeft) ?? before.slice(0, Math.max(at, 0)).findLast(isLeft) ?? null
  );
}
