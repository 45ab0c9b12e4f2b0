const LONGEST = 3;
const PLAIN = /^[\w.@:+/-]+$/;
const ASSIGNED = /^\w+=\S*$/;
const BEFORE = new Set(["sudo", "time", "nice", "nohup", "exec", "env"]);
// Words that say nothing about what it is for.
const GRAMMAR = new Set(
  "for while until if case cd set export function echo printf sleep true false test".split(" "),
);

/**
 * What to call a task of this command: "git pull" for `git pull --rebase`, "import.sh" for
 * `DAY=1 ./bin/import.sh today.csv`. Undefined where the first line says it better.
 */
export function suggestedName(command: string): string | undefined {
  const words = (command.trim().split("\n")[0] ?? "").split(/\s+/);
  const start = words.findIndex((word) => !ASSIGNED.test(word) && !BEFORE.has(word));
  const [program, ...others] = start === -1 ? [] : words.slice(start);
  if (program === undefined || !PLAIN.test(program) || GRAMMAR.has(program)) return undefined;
  const named = [program];
  // A path among the arguments is what it works on this time, not what it does.
  for (const word of program.includes("/") ? [] : others) {
    if (named.length === LONGEST || !PLAIN.test(word) || /^[-/.\d]/.test(word)) break;
    named.push(word);
  }
  return named.map(lastPart).join(" ") || undefined;
}

function lastPart(word: string): string {
  return word.includes("://") ? word : (word.split("/").filter(Boolean).at(-1) ?? "");
}
