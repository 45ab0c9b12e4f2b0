import type { Fault } from "~/lib/api/problem";

/** The members that have a field of their own in the form; what is below one belongs to it. */
const PLACES = [
  "/name",
  "/command",
  "/argv",
  "/shell",
  "/cwd",
  "/env",
  "/umask",
  "/nice",
  "/timeout_ms",
  "/grace_ms",
  "/on_interrupt",
  "/priority",
  "/tags",
  "/external_id",
  "/after",
  "/after_policy",
  "/on_failure/name",
  "/on_failure/assign_to",
  "/deadline",
  "/checklist",
  "/assigned_to",
  "/description",
];

/** What is wrong with a member, or with a part of it. */
export function at(faults: readonly Fault[], pointer: string): string | undefined {
  const found = faults.filter((fault) => isAt(fault, pointer));
  return found.length === 0 ? undefined : found.map((fault) => said(fault, pointer)).join(" ");
}

/** What has no field: it is told above the form. */
export function elsewhere(faults: readonly Fault[]): Fault[] {
  return faults.filter((fault) => !PLACES.some((place) => isAt(fault, place)));
}

function isAt({ pointer }: Fault, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** Of a part it says which: "DAY: Must be a text". */
function said({ pointer, detail }: Fault, place: string): string {
  const part = pointer.slice(place.length + 1).split("/")[0] ?? "";
  if (part === "") return detail;
  const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
  return `${/^\d+$/.test(name) ? `No. ${Number(name) + 1}` : name}: ${detail}`;
}
