import { clamp } from "../lines/line";

/** What the scrollbar stands for: of `total` rows, the first and how many are in sight. */
export interface Sight {
  total: number;
  first: number;
  visible: number;
  atEnd: boolean;
}

const LEAST_THUMB = 28;

/** Where the thumb is on a track, in pixels. */
export function thumb({ total, first, visible, atEnd }: Sight, track: number) {
  if (total <= visible || track <= LEAST_THUMB) return null;
  const size = Math.max(LEAST_THUMB, (track * visible) / total);
  const share = atEnd ? 1 : clamp(first / (total - visible), 0, 1);
  return { size, top: share * (track - size) };
}

/** The row that is first when the thumb is dragged to `top`; beyond the last one, it is the end. */
export function rowAt(top: number, sight: Sight, track: number): number | "end" {
  const size = thumb(sight, track)?.size ?? track;
  const share = clamp(top / Math.max(1, track - size), 0, 1);
  return share >= 1 ? "end" : Math.round(share * (sight.total - sight.visible));
}
