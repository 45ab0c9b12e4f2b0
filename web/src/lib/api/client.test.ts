import { afterEach, expect, test, vi } from "vitest";
import { isProblem, take, whenSignedOut } from "./client";
import type { Problem } from "./problem";

afterEach(() => whenSignedOut(() => undefined));

function answered(status: number, error: unknown, headers: Record<string, string> = {}) {
  return Promise.resolve({ error, response: new Response(null, { status, headers }) });
}

async function refusal(asked: Promise<{ response: Response }>): Promise<Problem> {
  const error = await take(asked).catch((thrown: unknown) => thrown);
  if (!isProblem(error)) throw new Error(`no problem: ${String(error)}`);
  return error;
}

test("a refusal says what the server said, member by member", async () => {
  const told = {
    detail: "the task is not valid",
    code: "validation",
    request_id: "r1",
    errors: [{ pointer: "/command", code: "required", detail: "is needed" }],
  };
  const problem = await refusal(answered(422, told));
  expect(problem.message).toBe("The task is not valid");
  expect(problem.of("/command")).toBe("Is needed");
  expect(problem.of("/name")).toBeUndefined();
  expect(problem.requestId).toBe("r1");
});

test("a proxy's page of error is no riddle", async () => {
  const problem = await refusal(answered(502, "<html>Bad gateway</html>"));
  expect(problem.message).toBe("The server answered with 502");
  expect(problem.code).toBe("unknown");
});

test("a server that does not answer is told as that", async () => {
  const problem = await refusal(Promise.reject(new TypeError("Failed to fetch")));
  expect(problem.code).toBe("unreachable");
});

test("what the caller gave up is not the server's fault", async () => {
  const abort = new DOMException("aborted", "AbortError");
  await expect(take(Promise.reject(abort))).rejects.toBe(abort);
});

test("a wait is told in seconds", async () => {
  const problem = await refusal(answered(429, {}, { "Retry-After": "17" }));
  expect(problem.retryAfter).toBe(17);
});

test("who is not known any more is shown the way in", async () => {
  const out = vi.fn();
  whenSignedOut(out);
  await refusal(answered(401, {}));
  expect(out).toHaveBeenCalledOnce();
});
