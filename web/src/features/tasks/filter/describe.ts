import { type Term, termsOf } from "~/lib/terms";
import { areOfPeople, statesOf } from "./states";

/** What a filter looks for, in words: "failed tasks in the last 24 h". */
export function describe(text: string): string {
  const terms = termsOf(text);
  const values = (key: string) =>
    terms.filter((term) => term.key === key).map((term) => term.value);
  const words = terms.filter((term) => term.key === null).map((term) => term.value);
  const ends = [
    ...values("name").map((name) => `called “${name}”`),
    ...values("tag").map((tag) => `tagged ${orList(tag)}`),
    ...values("by").map((who) => `made by ${orList(who)}`),
    ...values("assigned").map((who) => (who === "none" ? "that nobody has" : `for ${orList(who)}`)),
    ...values("exit").map((code) => `with exit code ${orList(code)}`),
    ...values("external").map((id) => `known outside as “${id}”`),
    ...values("overdue").map((is) => (is === "yes" ? "that are overdue" : "that are not overdue")),
    ...values("due").map((when) => `due ${within(when, "within")}`),
    ...values("after").map((when) => within(when, "in the last")),
    ...values("before").map((when) => `from before ${before(when)}`),
    ...(words.length > 0 ? [`with “${words.join(" ")}”`] : []),
  ];
  const adjectives = [...values("priority"), ...values("status")].map((one) => orList(stated(one)));
  return [...adjectives, noun(terms), ...ends].join(" ");
}

function noun(terms: readonly Term[]): string {
  const kind = terms.find((term) => term.key === "kind")?.value;
  if (kind === "command") return "commands";
  const status = terms.find((term) => term.key === "status")?.value ?? "";
  const ofPeople = status.split(",").every((word) => areOfPeople(statesOf(word) ?? []));
  return kind === "person" || ofPeople ? "tasks for people" : "tasks";
}

const STATED: Record<string, string> = { todo: "open", in_progress: "begun", pending: "assigned" };

function stated(value: string): string {
  return value
    .split(",")
    .map((word) => STATED[word] ?? word)
    .join(",");
}

function orList(value: string): string {
  const parts = value.split(",").filter((one) => one !== "");
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} or ${last}`;
}

const UNITS: Record<string, string> = { m: "min", h: "h", d: "d", w: "weeks" };

function within(when: string, span: string): string {
  const [, n, unit] = /^(\d+)([mhdw])$/.exec(when) ?? [];
  if (n !== undefined && unit !== undefined) return `${span} ${n} ${UNITS[unit]}`;
  if (when === "today" || when === "yesterday" || when === "tomorrow")
    return span === "within" ? `until ${when}` : `since ${when === "today" ? "midnight" : when}`;
  return span === "within" ? `before ${when}` : `since ${when}`;
}

function before(when: string): string {
  const [, n, unit] = /^(\d+)([mhdw])$/.exec(when) ?? [];
  return n === undefined || unit === undefined ? when : `${n} ${UNITS[unit]} ago`;
}
