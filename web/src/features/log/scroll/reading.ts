import { END, type Place } from "./place";

/** What was written by when somebody stopped following. */
export interface Seen {
  total: number;
  errors: number;
}

export interface Reading {
  place: Place;
  /** Null while following. */
  seen: Seen | null;
}

export type Act =
  /** Scrolled: by hand, by keys, by the bar. */
  | { do: "move"; to: Place; atEnd: boolean; up: boolean; now: Seen }
  /** Sent to a line: by a link, a search, a fold. */
  | { do: "go"; to: Place; now: Seen }
  /** The pill, G, End. */
  | { do: "follow" }
  /** A text is selected, a search begun: what is read must not move. */
  | { do: "hold"; at: Place; now: Seen };

export const FOLLOWING: Reading = { place: END, seen: null };

/** Nothing but what somebody does starts or stops following; what is written does not. */
export function read(before: Reading, act: Act): Reading {
  switch (act.do) {
    case "move":
      // Down to the last line is asking for more; a step up from there is not.
      if (act.atEnd && !act.up) return FOLLOWING;
      return { place: act.to, seen: before.seen ?? act.now };
    case "go":
      return { place: act.to, seen: before.seen ?? act.now };
    case "hold":
      return before.seen === null ? { place: act.at, seen: act.now } : before;
    case "follow":
      return FOLLOWING;
  }
}
