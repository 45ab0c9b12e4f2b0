import { coalesced, type Fact, type LiveState, type Phase, type Told } from "./facts";

const GATHER_MS = 100;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** The server pings every 15 s by a comment, which nobody sees; a stream that is open is trusted. */
const TRIES_BEFORE_ASKING = 3;

/**
 * One stream of events, for as many tabs as there are.
 *
 * `api` is the address of /api/v1. It comes back by itself after any failure, goes on after the
 * last event it saw, and says what it is doing.
 */
export class Source {
  state: LiveState = { phase: "signed-out", since: Date.now(), retryAt: null, build: null };
  #stream: EventSource | null = null;
  #lastId: string | null = null;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gathered: Fact[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: string,
    private readonly tell: (told: Told) => void,
  ) {}

  start(): void {
    if (this.#stream === null && this.#timer === undefined) this.#open("connecting");
  }

  retry(): void {
    if (this.state.phase === "live") return;
    this.#close();
    this.#open("connecting");
  }

  /** Nobody is signed in any more: what the next one may see begins anew. */
  stop(): void {
    this.#close();
    this.#lastId = null;
    this.#tries = 0;
    this.#become("signed-out");
  }

  #open(phase: Phase): void {
    this.#become(phase);
    const after = this.#lastId === null ? "" : `?last_event_id=${this.#lastId}`;
    const stream = new EventSource(`${this.api}/events${after}`);
    this.#stream = stream;
    stream.addEventListener("hello", (event) => this.#begun(JSON.parse(event.data), after === ""));
    stream.addEventListener("reset", () => this.tell({ kind: "fresh" }));
    stream.addEventListener("bye", (event) => this.#ended(JSON.parse(event.data)));
    stream.onmessage = (event) => this.#heard(event);
    stream.onerror = () => this.#failed();
  }

  #begun(hello: { cursor: string; build?: string }, fresh: boolean): void {
    this.#tries = 0;
    this.#lastId ??= hello.cursor;
    this.#become("live", null, hello.build ?? null);
    if (fresh) this.tell({ kind: "fresh" });
  }

  #ended(bye: { reason: string }): void {
    if (bye.reason === "access_ended") this.stop();
    // Their role may be another one now: what they see is listed anew.
    if (bye.reason === "access_changed") this.#lastId = null;
  }

  #heard(event: MessageEvent<string>): void {
    if (event.lastEventId !== "") this.#lastId = event.lastEventId;
    this.#gathered.push(JSON.parse(event.data));
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      const facts = coalesced(this.#gathered);
      this.#gathered = [];
      this.tell({ kind: "facts", facts });
    }, GATHER_MS);
  }

  // Our own waiting instead of the browser's: it gives up for good at a 503, and says nothing.
  #failed(): void {
    if (this.#stream === null) return;
    this.#close();
    this.#tries += 1;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#tries - 1));
    const retryAt = Date.now() + wait;
    const patient = this.state.phase === "polling" || this.state.phase === "offline";
    this.#become(patient ? this.state.phase : "retrying", retryAt);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#open(this.state.phase);
    }, wait);
    void this.#ask(retryAt);
  }

  /** Why it fails: an EventSource does not say. */
  async #ask(retryAt: number): Promise<void> {
    const answer = await fetch(`${this.api}/auth/me`, { credentials: "same-origin" }).catch(
      () => null,
    );
    if (this.#timer === undefined) return;
    if (answer?.status === 401) this.stop();
    else if (this.#tries >= TRIES_BEFORE_ASKING)
      this.#become(answer?.ok ? "polling" : "offline", retryAt);
  }

  #become(phase: Phase, retryAt: number | null = null, build = this.state.build): void {
    const since = phase === this.state.phase ? this.state.since : Date.now();
    this.state = { phase, since, retryAt, build };
    this.tell({ kind: "state", state: this.state });
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stream?.close();
    this.#stream = null;
  }
}
