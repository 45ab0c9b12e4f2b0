import { describe, expect, it } from "vitest";
import { fuzzy } from "./fuzzy";

function best(wanted: string, ...texts: string[]): string | undefined {
  return texts
    .flatMap((text) => {
      const match = fuzzy(wanted, text);
      return match === null ? [] : [{ text, score: match.score }];
    })
    .sort((one, other) => other.score - one.score)[0]?.text;
}

describe("fuzzy", () => {
  it("finds the first letters of words", () => {
    expect(fuzzy("gti", "Go to Insights")?.at).toEqual([0, 3, 6]);
    expect(best("nt", "Density: compact", "Insights", "New task")).toBe("New task");
  });

  it("goes on within a word it has begun", () => {
    expect(fuzzy("netas", "New task")?.at).toEqual([0, 1, 4, 5, 6]);
  });

  it("prefers what begins with it, then the shorter", () => {
    expect(best("set", "Reset the filters", "Settings")).toBe("Settings");
    expect(best("task", "Tasks of everybody", "Tasks")).toBe("Tasks");
  });

  it("finds what is in the middle of a word", () => {
    expect(fuzzy("sight", "Insights")?.at).toEqual([2, 3, 4, 5, 6]);
  });

  it("takes no letters that are strewn about, missing or in another order", () => {
    expect(fuzzy("ogs", "Search or jump to something else")).toBeNull();
    expect(fuzzy("zz", "Settings")).toBeNull();
    expect(fuzzy("ksat", "Task")).toBeNull();
  });

  it("takes everything when nothing is wanted", () => {
    expect(fuzzy("  ", "Settings")).toMatchObject({ at: [] });
  });
});
