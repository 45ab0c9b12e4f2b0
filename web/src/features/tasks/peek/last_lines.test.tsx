import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "~/test/page";
import { serve } from "~/test/server";
import { aTask } from "~/test/tasks";
import { LastLines } from "./last_lines";

test.each([
  ["running", "No output yet."],
  ["completed", "It wrote nothing."],
  ["failed", "It wrote nothing."],
] as const)("of a silent task that is %s it says: %s", async (status, words) => {
  serve({ "GET /api/v1/tasks/{task_id}/logs": () => ({ logs: "" }) });
  show(<LastLines task={aTask({ status })} />);
  expect(await screen.findByText(words)).toBeInTheDocument();
});
