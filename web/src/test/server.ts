import { vi } from "vitest";
import { api } from "~/lib/api/client";
import type { Fault } from "~/lib/api/problem";

export interface Sent {
  /** "PATCH /api/v1/users/{user_id}". */
  call: string;
  path: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

/** What the server answers when it will not. */
export class Refused {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: readonly Fault[] = [],
  ) {}
}

type Answer = (sent: Sent) => unknown;

/** Answers in the place of the server; gives what was sent, which grows. */
export function serve(answers: Record<string, Answer>): Sent[] {
  const all: Sent[] = [];
  for (const method of ["GET", "POST", "PATCH", "DELETE"] as const) {
    vi.spyOn(api, method).mockImplementation((async (path: string, init: Init = {}) => {
      const call = `${method} ${path}`;
      const { params, body } = init;
      const sent = { call, path: params?.path ?? {}, query: params?.query ?? {}, body };
      all.push(sent);
      const answer = answers[call];
      if (answer === undefined) throw new Error(`nobody answers ${call}`);
      return replied(answer(sent));
    }) as never);
  }
  return all;
}

interface Init {
  params?: { path?: Record<string, string>; query?: Record<string, unknown> };
  body?: unknown;
}

function replied(data: unknown) {
  if (!(data instanceof Refused)) return { data, response: new Response(null) };
  const { status, detail, errors } = data;
  return { error: { detail, errors }, response: new Response(null, { status }) };
}
