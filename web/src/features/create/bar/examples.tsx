import { Button } from "@mantine/core";
import classes from "./create_bar.module.css";

export interface Example {
  name: string;
  command: string;
}

export const HELLO: Example = {
  name: "hello",
  command: "for i in $(seq 1 100); do echo $i; sleep 0.1; done",
};

const EXAMPLES: readonly (Example & { label: string })[] = [
  { label: "Count to 100", ...HELLO },
  {
    label: "Show its progress",
    name: "progress",
    command: 'for i in $(seq 0 5 100); do echo "::progress $i::"; sleep 0.5; done',
  },
  {
    label: "Fail on purpose",
    name: "oh-no",
    command: "echo working; sleep 3; echo 'oh no' >&2; exit 3",
  },
];

/** For somebody who has never run anything here. */
export function Examples({ choose }: { choose: (example: Example) => void }) {
  return (
    <div className={classes.examples}>
      <span className={classes.hint}>Examples:</span>
      {EXAMPLES.map(({ label, ...example }) => (
        <Button key={label} variant="default" onClick={() => choose(example)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
