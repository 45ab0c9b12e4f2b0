import type { BulkResult } from "~/lib/api/types";
import { count, counted } from "~/lib/size";
import { confirmed } from "~/ui/dialogs";
import { failed, told } from "~/ui/toast";
import { whom } from "./assign_dialog";
import { type BulkAction, bulk, type Which } from "./verbs";

const VERBS: Record<BulkAction, string> = {
  cancel: "Cancel",
  rerun: "Re-run",
  delete: "Delete",
  assign: "Assign",
};
const DONE: Record<BulkAction, string> = {
  cancel: "Cancelled",
  rerun: "Re-run",
  delete: "Deleted",
  assign: "Assigned",
};
const WARNINGS: Partial<Record<BulkAction, string>> = {
  cancel: "What is running is stopped, and does not go on.",
  delete: "All output goes too. This cannot be undone.",
};
const NAMED = 3;

/** Does it to many tasks; whether it was tried. `total` is how many they are. */
export async function doToMany(action: BulkAction, which: Which, total: number): Promise<boolean> {
  const what = `${VERBS[action]} ${counted(total, "task")}`;
  const person = action === "assign" ? await whom(what) : undefined;
  if (person === null) return false;
  const text = WARNINGS[action];
  if (text !== undefined && !(await confirmed({ title: `${what}?`, text, verb: what })))
    return false;
  try {
    tell(action, await bulk(action, which, person?.id), total);
  } catch (error) {
    failed(error);
  }
  return true;
}

function tell(action: BulkAction, result: BulkResult, total: number): void {
  const done = result.results.length;
  const rest = done < total ? ` ${counted(total - done, "task")} more to go.` : "";
  if (result.failed === 0) told(`${DONE[action]} ${counted(done, "task")}.${rest}`);
  else failed(new Error(`${refusals(action, result)}${rest}`));
}

/** "Cancelled 10 of 12 tasks. Not #4: it has ended; #7: …; 3 more." */
export function refusals(action: BulkAction, { results, succeeded }: BulkResult): string {
  const refused = results.filter((one) => !one.ok);
  const named = refused.slice(0, NAMED).map(({ id, detail }) => `#${id}: ${detail}`);
  const more = refused.length > NAMED ? [`${count(refused.length - NAMED)} more`] : [];
  const all = counted(results.length, "task");
  return `${DONE[action]} ${count(succeeded)} of ${all}. Not ${[...named, ...more].join("; ")}.`;
}
