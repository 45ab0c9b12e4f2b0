import { expect, it } from "vitest";
import { pointsChange, relativeChange } from "./delta";

it("is signed, and says whether it is good", () => {
  expect(relativeChange(112, 100, "less")).toEqual({ text: "+12 %", tone: "worse" });
  expect(relativeChange(50, 100, "less")).toEqual({ text: "−50 %", tone: "better" });
  expect(relativeChange(3000, 100, "neither")).toEqual({ text: "+2,900 %", tone: "same" });
  expect(pointsChange(0.962, 0.974, "more")).toEqual({ text: "−1.2 points", tone: "worse" });
});

it("says so when nothing changed, or there was nothing before", () => {
  expect(relativeChange(100.2, 100, "less")).toEqual({ text: "as before", tone: "same" });
  expect(relativeChange(0, 0, "less").text).toBe("as before");
  expect(relativeChange(7, 0, "less")).toEqual({ text: "was none", tone: "worse" });
  expect(pointsChange(0.5, 0.5, "more").text).toBe("as before");
});
