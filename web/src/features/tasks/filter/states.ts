import type { Status } from "~/lib/api/types";

const WORK: readonly Status[] = ["unassigned", "pending", "in_progress"];

/** The states as people call them, and those the API may be asked for by. */
const WORDS: Record<string, readonly Status[]> = {
  queued: ["queued", "blocked"],
  running: ["running", "cancelling"],
  todo: WORK,
  completed: ["completed"],
  failed: ["failed"],
  cancelled: ["cancelled"],
  blocked: ["blocked"],
  waiting: ["blocked"],
  cancelling: ["cancelling"],
  unassigned: ["unassigned"],
  pending: ["pending"],
  in_progress: ["in_progress"],
  open: ["queued", "blocked", "running", "cancelling", ...WORK],
  done: ["completed"],
  success: ["completed"],
  canceled: ["cancelled"],
  killed: ["cancelled"],
};

export const STATE_WORDS = Object.keys(WORDS);

export function statesOf(word: string): readonly Status[] | undefined {
  return WORDS[word.toLowerCase()];
}

/** Whether only people's tasks can be in one of them. */
export function areOfPeople(states: readonly Status[]): boolean {
  return states.length > 0 && states.every((one) => WORK.includes(one));
}
