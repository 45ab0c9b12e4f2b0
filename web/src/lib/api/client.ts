import createClient from "openapi-fetch";
import { BASE } from "../base";
import { type Problem, problemOf, unreachable } from "./problem";
import type { paths } from "./schema";

/** Who asks is told by the cookie; the browser adds it by itself. */
export const api = createClient<paths>({ baseUrl: BASE, credentials: "same-origin" });

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

let onSignedOut: () => void = () => undefined;

/** Called when the server no longer knows who asks. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** What was answered; throws a Problem for anything but a success. */
export async function take<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    // fetch says TypeError when nobody answered; an abort is the caller's own.
    throw cause instanceof TypeError ? unreachable() : cause;
  });
  if (response.ok) return data as Data;
  if (response.status === 401) onSignedOut();
  throw problemOf(response, error);
}

export function isProblem(error: unknown, code?: Problem["code"]): error is Problem {
  return (
    error instanceof Error &&
    error.name === "Problem" &&
    (code === undefined || (error as Problem).code === code)
  );
}

/** The address of a path below /api/v1, for streams, downloads and links. */
export function apiUrl(path: string): string {
  return `${BASE}/api/v1${path}`;
}
