/** The place a plot has: all of it, and between its axes. Pixels from the upper left. */
export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const DIGIT = 7;

/** How wide the labels of an axis are. */
export function widthOf(labels: readonly string[]): number {
  return Math.max(0, ...labels.map((label) => label.length)) * DIGIT + 8;
}

/** A line through points; where one is null it is broken. */
export function pathOf(points: readonly (readonly [x: number, y: number] | null)[]): string {
  let open = false;
  let path = "";
  for (const point of points) {
    if (point === null) open = false;
    else {
      const place = `${round(point[0])} ${round(point[1])}`;
      // A point alone is a line of no length: its round ends make it a dot.
      path += open ? `L${place}` : `M${place}l0 0`;
      open = true;
    }
  }
  return path;
}

/** Halves are kept: lines of one pixel are sharp there. */
export function round(pixels: number): number {
  return Math.round(pixels * 2) / 2;
}
