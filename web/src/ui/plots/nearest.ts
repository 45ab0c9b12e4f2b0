import type { Area } from "./box";

const REACH = 12;

/** What is pointed at: of several that lie over each other the one whose middle is nearest. */
export function nearest<Mark extends { area: Area }>(
  marks: readonly Mark[],
  x: number,
  y: number,
): Mark | null {
  let best: Mark | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    if (beside(mark.area, x, y) > REACH) continue;
    const { area } = mark;
    // Beside all of them, their edges tell; within, their middles.
    const far =
      1000 * beside(area, x, y) +
      Math.hypot(x - area.x - area.width / 2, y - area.y - area.height / 2);
    if (far < least) [best, least] = [mark, far];
  }
  return best;
}

/** How far it is from the edge; within it is nothing. */
function beside({ x, y, width, height }: Area, px: number, py: number): number {
  return Math.max(x - px, px - x - width, y - py, py - y - height, 0);
}
