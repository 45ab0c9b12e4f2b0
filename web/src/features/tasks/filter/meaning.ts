import type { Person, Status, TaskFilter } from "~/lib/api/types";
import { parted, whole } from "~/lib/api/values";
import { type Term, termsOf } from "~/lib/terms";
import { futureOf, pastOf } from "./moments";
import { nearest } from "./nearest";
import { areOfPeople, STATE_WORDS, statesOf } from "./states";

export interface Meaning {
  /** What the API is asked for. */
  filter: TaskFilter;
  /** What was not understood, and is left out: in words for whoever typed it. */
  hints: string[];
}

interface Known {
  now: number;
  /** Whom a name may mean. */
  people: readonly Person[];
}

type Reader = (value: string, known: Known) => TaskFilter | string;

/** Each key reads its value into filters of the API, or says why it cannot. */
const KEYS: Record<string, Reader> = {
  status: states,
  kind: oneOf("kind", ["command", "person"]),
  after: (value, { now }) => time(value, pastOf(value, now), "created_after"),
  before: (value, { now }) => time(value, pastOf(value, now), "created_before"),
  name: (value) => ({ name: [whole(value)] }),
  tag: (value) => ({ tag: parted(value) }),
  by: (value, known) => people(value, known, "created_by", ["me"]),
  assigned: (value, known) => people(value, known, "assigned_to", ["me", "none"]),
  priority: oneOf("priority", ["urgent", "normal", "low"]),
  due: (value, { now }) => time(value, futureOf(value, now), "deadline_before"),
  overdue: (value) =>
    /^(yes|no)$/.test(value) ? { overdue: value === "yes" } : "overdue is yes or no.",
  exit: (value) =>
    parted(value).every((one) => /^-?\d{1,9}$/.test(one))
      ? { exit_code: parted(value).map(Number) }
      : `“${value}” is no exit code: it is a number.`,
  external: (value) => ({ external_id: [whole(value)] }),
};

export const KEY_WORDS = Object.keys(KEYS);

export function meaningOf(text: string, known: Known): Meaning {
  const meaning: Meaning = { filter: {}, hints: [] };
  const words: string[] = [];
  for (const term of termsOf(text)) {
    if (term.key === null) words.push(term.value);
    else add(meaning, term, known);
  }
  if (words.length > 0) meaning.filter.q = words.join(" ");
  return meaning;
}

/** Whether a name has to be looked up before this can be asked for. */
export function namesPeople(text: string): boolean {
  return termsOf(text).some(
    ({ key, value }) => (key === "by" || key === "assigned") && !parted(value).every(isIdOrWord),
  );
}

function add(meaning: Meaning, { key, value }: Term, known: Known): void {
  const found = read(key ?? "", value, known);
  if (typeof found === "string") meaning.hints.push(`${found} It is left out.`);
  else Object.assign(meaning.filter, found);
}

function read(key: string, value: string, known: Known): TaskFilter | string {
  const reader = KEYS[key];
  if (reader !== undefined) return value === "" ? `“${key}:” wants a value.` : reader(value, known);
  const meant = nearest(key, KEY_WORDS);
  return `There is no filter “${key}:”. ${meant ? `Did you mean ${meant}:?` : `There are ${KEY_WORDS.join(", ")}.`}`;
}

function states(value: string): TaskFilter | string {
  const wanted = new Set<Status>();
  for (const word of parted(value)) {
    const found = statesOf(word);
    if (found === undefined) {
      const meant = nearest(word, STATE_WORDS);
      return `There is no state “${word}”. ${meant ? `Did you mean ${meant}?` : `There are ${STATE_WORDS.slice(0, 6).join(", ")}.`}`;
    }
    for (const one of found) wanted.add(one);
  }
  const status = [...wanted];
  // To the API "pending" is also a word for queued commands, and "in_progress" for running ones.
  return areOfPeople(status) ? { status, kind: ["person"] } : { status };
}

function oneOf<Name extends "kind" | "priority">(name: Name, words: string[]): Reader {
  return (value) => {
    const wrong = parted(value).find((one) => !words.includes(one));
    if (wrong === undefined) return { [name]: parted(value) } as TaskFilter;
    return `There is no ${name} “${wrong}”. There are ${words.join(", ")}.`;
  };
}

function time(
  value: string,
  at: string | null,
  name: "created_after" | "created_before" | "deadline_before",
): TaskFilter | string {
  return at === null
    ? `“${value}” is no time. Write 24h, 7d, today or 2026-11-20.`
    : { [name]: at };
}

function people(
  value: string,
  known: Known,
  name: "created_by" | "assigned_to",
  words: string[],
): TaskFilter | string {
  const ids: string[] = [];
  for (const one of parted(value)) {
    const found = words.includes(one) || /^\d+$/.test(one) ? [one] : called(one, known.people);
    if (found.length === 0) return `Nobody here is called “${one}”.`;
    ids.push(...found);
  }
  return { [name]: ids };
}

function called(word: string, everybody: readonly Person[]): string[] {
  const sought = word.toLowerCase();
  return everybody
    .filter(({ name }) => name.toLowerCase().includes(sought))
    .map((person) => person.id);
}

function isIdOrWord(value: string): boolean {
  return /^(me|none|\d+)$/.test(value);
}
