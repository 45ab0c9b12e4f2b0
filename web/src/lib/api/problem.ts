/** One member of a request that was refused; `pointer` is a JSON pointer such as "/command". */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/**
 * The server's refusal, RFC 9457, or that it could not be reached (`status` 0, code "unreachable").
 *
 * `message` is for people. `retryAfter` is in seconds.
 */
export class Problem extends Error {
  override name = "Problem";

  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly faults: readonly Fault[] = [],
    readonly requestId: string | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  /** What was said of one member, by its pointer: a sentence for below its field. */
  of(pointer: string): string | undefined {
    const detail = this.faults.find((fault) => fault.pointer === pointer)?.detail;
    return detail === undefined ? undefined : capital(detail);
  }
}

export function unreachable(): Problem {
  return new Problem("The server cannot be reached. Is it running?", 0, "unreachable");
}

interface Told {
  detail?: unknown;
  title?: unknown;
  code?: unknown;
  request_id?: unknown;
  errors?: Fault[];
}

/** `told` is the parsed body, whatever it was: a proxy in front may answer with a page. */
export function problemOf(response: Response, told: unknown): Problem {
  const body: Told = typeof told === "object" && told !== null ? told : {};
  const said = [body.detail, body.title].find((text) => typeof text === "string" && text !== "");
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new Problem(
    capital(typeof said === "string" ? said : `the server answered with ${response.status}`),
    response.status,
    typeof body.code === "string" ? body.code : "unknown",
    Array.isArray(body.errors) ? body.errors : [],
    typeof body.request_id === "string" ? body.request_id : null,
    Number.isFinite(seconds) ? seconds : null,
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
