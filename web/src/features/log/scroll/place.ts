/** Where somebody reads: at the end, whatever comes, or at a line. */
export type Place =
  | { readonly at: "end" }
  | {
      readonly at: "line";
      readonly n: number;
      /** How much of its row is above the upper edge, in pixels; nothing when it is to be centred. */
      readonly above: number | "centred";
    };

export const END: Place = { at: "end" };

export function topOf(n: number): Place {
  return { at: "line", n, above: 0 };
}

export function centreOf(n: number): Place {
  return { at: "line", n, above: "centred" };
}
