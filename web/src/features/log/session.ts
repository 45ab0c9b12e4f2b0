import type { Task } from "~/lib/api/types";
import { isFinal } from "~/lib/status";
import { Folds } from "./folds/folds";
import type { Range } from "./lines/line";
import { Log } from "./lines/log";
import { type LogServer, logServer } from "./lines/log_server";
import { centreOf } from "./scroll/place";
import { Reader } from "./scroll/reader";
import { Search } from "./search/search";
import { Store } from "./store";
import type { Saving } from "./take/save";
import type { Selected } from "./take/selection";
import { Kinds } from "./view/kinds";
import { Painter } from "./view/painter";

/** Everything that is known and chosen while one looks at a log. */
export class Session {
  readonly server: LogServer;
  readonly log: Log;
  readonly painter: Painter;
  readonly reader: Reader;
  readonly folds: Folds;
  readonly kinds: Kinds;
  readonly search: Search;
  /** The last row is in sight, followed or not. */
  readonly endInSight = new Store(true);
  /** The line one was sent to, until it is known whether it is shown. */
  readonly wanted = new Store<number | null>(null);
  /** The search bar is there. */
  readonly isSearching = new Store(false);
  /** Somebody types in it. */
  readonly isTyping = new Store(false);
  /** How often the search was called: its field gets the focus then. */
  readonly summoned = new Store(0);
  /** The lines that the address points at. */
  readonly picked = new Store<Range | null>(null);
  /** What of the text is selected. */
  readonly selected = new Store<Selected | null>(null);
  /** The file that is being made of lines. */
  readonly saving = new Store<Saving | null>(null);
  /** The line that is shown whole, in a dialog. */
  readonly long = new Store<number | null>(null);

  constructor(id: string) {
    this.server = logServer(id);
    this.log = new Log(this.server);
    this.painter = new Painter(this.log);
    this.reader = new Reader(() => ({ total: this.log.total, errors: this.log.errors }));
    this.folds = new Folds(this.server);
    this.kinds = new Kinds(this.server, this.log);
    this.search = new Search(this.server, this.log, () => this.log.changed());
    this.log.onLines((lines) => {
      this.folds.lines(lines);
      this.kinds.lines(lines);
    });
  }

  know(task: Task, buildkite: boolean): void {
    const { lines, bytes } = task.log;
    const final = isFinal(task);
    this.log.know({ lines, bytes, final, interrupted: task.reason === "interrupted" });
    const { finished_at: ended, status } = task;
    this.folds.know({ buildkite, ended, failed: status === "failed", total: this.log.total });
  }

  /** Goes to a line, and opens what hides it. */
  show(n: number): void {
    this.folds.reveal(n);
    this.wanted.set(n);
    this.reader.act({ do: "go", to: centreOf(n) });
  }

  summonSearch(): void {
    this.isSearching.set(true);
    this.summoned.set(this.summoned.get() + 1);
  }

  close(): void {
    this.search.close();
    this.kinds.close();
    this.log.close();
  }
}
