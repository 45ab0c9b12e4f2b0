import { expect, test } from "vitest";
import { aTask } from "~/test/tasks";
import { rightsOf } from "./session";

const mine = aTask({ created_by: { id: "7", name: "Amina" } });
const others = aTask({ created_by: { id: "2", name: "Ben" } });
const given = aTask({ ...others, kind: "person", assigned_to: { id: "7", name: "Amina" } });

test("a viewer only looks, also at what they made once", () => {
  const rights = rightsOf({ id: "7", role: "viewer" });
  expect([rights.create, rights.control(mine), rights.work(given)]).toEqual([false, false, false]);
  expect(rights.seeAll).toBe(true);
});

test("a user acts on their own, and works on what was given to them", () => {
  const rights = rightsOf({ id: "7", role: "user" });
  expect([rights.control(mine), rights.control(others)]).toEqual([true, false]);
  expect([rights.work(given), rights.assign(given), rights.control(given)]).toEqual([
    true,
    false,
    false,
  ]);
});

test("an operator acts on all, and administers nobody", () => {
  const rights = rightsOf({ id: "7", role: "operator" });
  expect([rights.control(others), rights.assign(given), rights.administer]).toEqual([
    true,
    true,
    false,
  ]);
  expect(rightsOf({ id: "7", role: "admin" }).administer).toBe(true);
});
