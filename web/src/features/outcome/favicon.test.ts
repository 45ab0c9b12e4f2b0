import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { faviconOf } from "./favicon";
import type { Sign } from "./sign";

const SIGNS: Sign[] = ["idle", "waiting", "running", "done", "failed", "cancelled"];

function drawn(address: string): Document {
  const svg = decodeURIComponent(address.replace("data:image/svg+xml,", ""));
  return new DOMParser().parseFromString(svg, "image/svg+xml");
}

test.each(SIGNS)("the icon of %s is a picture", (sign) => {
  const picture = drawn(faviconOf(sign));
  expect(picture.querySelector("parsererror")).toBeNull();
  expect(picture.documentElement.children.length).toBeGreaterThan(0);
});

test("no two signs look the same", () => {
  expect(new Set(SIGNS.map((sign) => faviconOf(sign))).size).toBe(SIGNS.length);
});

test.each([
  [0, "0.0 75.4"],
  [50, "37.7 75.4"],
  [54, "37.7 75.4"],
  [99, "71.6 75.4"],
])("at %i percent the ring is drawn as far, in steps", (percent, dashes) => {
  const arc = drawn(faviconOf("running", percent)).querySelectorAll("circle")[1];
  expect(arc?.getAttribute("stroke-dasharray")).toBe(dashes);
});

test("a window that has just been opened has the idle icon", () => {
  expect(readFileSync("index.html", "utf8")).toContain(`href="${faviconOf("idle")}"`);
});
