import { describe, expect, it } from "vitest";
import { hashOf, picked, pickedIn } from "./permalink";

describe("an address", () => {
  it.each([
    ["#L120", { from: 120, to: 120 }],
    ["#L120-L135", { from: 120, to: 135 }],
    ["#L135-L120", { from: 120, to: 135 }],
    ["#L120-135", { from: 120, to: 135 }],
    ["#L0", null],
    ["#L", null],
    ["#L12x", null],
    ["#L99999999999999999999", null],
    ["", null],
    ["#page", null],
  ])("%j points at %j", (hash, range) => expect(pickedIn(hash)).toEqual(range));

  it("is made of what is picked", () => {
    expect(hashOf({ from: 7, to: 7 })).toBe("#L7");
    expect(hashOf({ from: 7, to: 9 })).toBe("#L7-L9");
  });
});

describe("clicking numbers", () => {
  it("picks a line, and picks it no more", () => {
    expect(picked(null, 5, false)).toEqual({ from: 5, to: 5 });
    expect(picked({ from: 5, to: 5 }, 5, false)).toBeNull();
    expect(picked({ from: 5, to: 9 }, 5, false)).toEqual({ from: 5, to: 5 });
  });

  it("picks all lines up to another with Shift", () => {
    expect(picked(null, 5, true)).toEqual({ from: 5, to: 5 });
    expect(picked({ from: 5, to: 5 }, 9, true)).toEqual({ from: 5, to: 9 });
    expect(picked({ from: 5, to: 9 }, 7, true)).toEqual({ from: 5, to: 7 });
    expect(picked({ from: 5, to: 9 }, 2, true)).toEqual({ from: 2, to: 9 });
  });
});
