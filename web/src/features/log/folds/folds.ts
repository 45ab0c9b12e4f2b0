import type { Line } from "../lines/line";
import type { LogServer } from "../lines/log_server";
import { Ranges } from "../lines/ranges";
import { Store } from "../store";
import { type Group, groupsOf, type Marked } from "./groups";
import { markOf, markPattern } from "./marks";

const AT_ONCE = 1_000;
/** A log of more markers than this is not made to be folded. */
const MOST = 20_000;

export interface Folded {
  groups: readonly Group[];
  /** By the line of its heading. */
  at: ReadonlyMap<number, Group>;
  isFolded(group: Group): boolean;
  /** What is not shown. */
  hidden: Ranges;
}

const NO_GROUPS: Folded = {
  groups: [],
  at: new Map(),
  isFolded: () => false,
  hidden: new Ranges(),
};

interface Facts {
  buildkite: boolean;
  /** When it ended, or null. */
  ended: string | null;
  failed: boolean;
  total: number;
}

/**
 * The groups of a log and which of them are folded.
 *
 * A marker that is seen means that there may be more: the server is asked for all of them, so that a
 * group can be folded whose end is millions of lines away. Most logs have none and ask nothing.
 */
export class Folds extends Store<Folded> {
  #facts: Facts = { buildkite: false, ended: null, failed: false, total: 0 };
  #marks: Marked[] = [];
  /** All marks are known up to this line. */
  #upTo = 0;
  #lastTime = "";
  #asking = false;
  /** Groups that were over when one first saw the log: what ends later is being read. */
  #wereOver = new Set<number>();
  #chosen = new Map<number, boolean>();
  /** The line that was wanted last. */
  #revealed = 0;

  constructor(private readonly server: Pick<LogServer, "search">) {
    super(NO_GROUPS);
  }

  know(facts: Facts): void {
    const { buildkite, ended } = this.#facts;
    this.#facts = facts;
    if (facts.buildkite !== buildkite) this.#forget();
    else if (facts.ended !== ended && this.#marks.length > 0) this.#tell();
  }

  /** Lines that came from the server, wherever they are. */
  lines(lines: readonly Line[]): void {
    const marks = lines.flatMap((line) => this.#marked(line));
    const first = lines[0]?.n ?? 0;
    const last = lines.at(-1);
    if (last === undefined) return;
    if (this.#upTo > 0 && first <= this.#upTo + 1 && !this.#asking) {
      if (last.n <= this.#upTo) return;
      const news = marks.filter(({ n }) => n > this.#upTo);
      this.#upTo = last.n;
      this.#lastTime = last.t;
      this.#marks.push(...news);
      if (news.length > 0 || this.#foldsTheLast()) this.#tell();
    } else if (marks.some(({ n }) => n > this.#upTo)) void this.#ask();
  }

  toggle(from: number): void {
    const group = this.get().at.get(from);
    if (group === undefined) return;
    this.#chosen.set(from, !this.get().isFolded(group));
    this.#tell();
  }

  all(how: "folded" | "unfolded"): void {
    for (const { from } of this.get().groups) this.#chosen.set(from, how === "folded");
    this.#tell();
  }

  /** Opens what the line is in, also when that is only known later. */
  reveal(n: number): void {
    this.#revealed = n;
    const group = this.get().groups.find((one) => isIn(n, one));
    if (group === undefined || !this.get().isFolded(group)) return;
    this.#chosen.set(group.from, false);
    this.#tell();
  }

  #marked({ n, t, text }: Pick<Line, "n" | "t" | "text">): Marked[] {
    const mark = markOf(text, this.#facts.buildkite);
    return mark === null ? [] : [{ n, t, mark }];
  }

  #forget(): void {
    this.#marks = [];
    this.#upTo = 0;
    this.#wereOver.clear();
    this.#chosen.clear();
    this.set(NO_GROUPS);
  }

  async #ask(): Promise<void> {
    if (this.#asking || this.#marks.length >= MOST) return;
    this.#asking = true;
    const { signal } = new AbortController();
    const pattern = { q: markPattern(this.#facts.buildkite), regex: true, case: true };
    try {
      for (;;) {
        const where = { after_line: this.#upTo, limit: AT_ONCE, count: false };
        const reply = await this.server.search({ ...pattern, ...where }, signal);
        this.#marks.push(...reply.matches.flatMap((match) => this.#marked(match)));
        const before = this.#upTo;
        this.#upTo = Math.max(before, reply.next_line ?? reply.to_line);
        if (this.#upTo === before || this.#marks.length >= MOST) break;
        if (reply.next_line === null && reply.complete) break;
      }
    } catch {
      return; // nothing is folded then; the next marker that is seen asks again
    } finally {
      this.#asking = false;
    }
    for (const group of this.#groups()) {
      if (group.isOver) this.#wereOver.add(group.from);
      if (isIn(this.#revealed, group)) this.#chosen.set(group.from, false);
    }
    this.#tell();
  }

  /** What is written goes on disappearing in a group that was folded before its end. */
  #foldsTheLast(): boolean {
    const last = this.get().groups.at(-1);
    return last !== undefined && !last.isOver && this.get().isFolded(last);
  }

  #groups(): Group[] {
    const { ended, total } = this.#facts;
    const last = ended === null ? this.#upTo : Math.max(this.#upTo, total);
    const time = ended ?? (this.#lastTime || (this.#marks.at(-1)?.t ?? ""));
    return groupsOf(this.#marks, last, time);
  }

  #tell(): void {
    const groups = this.#groups();
    const lastOne = groups.at(-1)?.from;
    const isFolded = (group: Group) =>
      this.#chosen.get(group.from) ??
      (this.#wereOver.has(group.from) &&
        !group.open &&
        !(this.#facts.failed && group.from === lastOne));
    const hidden = new Ranges();
    const ends = new Set(this.#marks.filter(({ mark }) => mark.kind === "end").map(({ n }) => n));
    for (const group of groups) {
      const first = isFolded(group) ? group.from + 1 : ends.has(group.to) ? group.to : null;
      if (first !== null) hidden.add({ from: first, to: group.to });
    }
    this.set({ groups, at: new Map(groups.map((group) => [group.from, group])), isFolded, hidden });
  }
}

function isIn(n: number, { from, to }: Group): boolean {
  return from < n && n <= to;
}
