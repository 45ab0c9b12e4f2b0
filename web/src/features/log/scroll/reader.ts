import { Store } from "../store";
import { type Act, FOLLOWING, type Reading, read, type Seen } from "./reading";

type Done = Act extends infer One ? (One extends { now: Seen } ? Omit<One, "now"> : One) : never;

/** Where somebody is in a log, for all who show a part of it. */
export class Reader extends Store<Reading> {
  constructor(private readonly now: () => Seen) {
    super(FOLLOWING);
  }

  act(done: Done): void {
    this.set(read(this.get(), { ...done, now: this.now() } as Act));
  }
}
