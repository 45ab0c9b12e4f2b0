import { Fragment, memo } from "react";
import type { Inks } from "../colour/ink";
import type { Run } from "../terminal/runs";
import { Flag, PLAIN } from "../terminal/style";
import classes from "./rows.module.css";

const FLAGS: [number, string | undefined][] = [
  [Flag.BOLD, classes.bold],
  [Flag.ITALIC, classes.italic],
  [Flag.UNDERLINE, classes.underline],
  [Flag.STRIKE, classes.strike],
];

/** What a line shows, as text nodes: whatever a program prints, it is never markup. */
export const RunsText = memo(function RunsText({
  runs,
  inks,
}: {
  runs: readonly Run[];
  inks: Inks;
}) {
  // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name, and are drawn anew at once
  return runs.map((run, i) => <Drawn key={i} run={run} inks={inks} />);
});

function Drawn({ run, inks }: { run: Run; inks: Inks }) {
  const { text, style, href, sign, found } = run;
  if (found) return <mark className={classes.found}>{text}</mark>;
  if (style === PLAIN && href === null && sign === null) return <Fragment>{text}</Fragment>;
  const { colour, behind } = inks.of(style);
  const names = FLAGS.filter(([flag]) => style.flags & flag).map(([, name]) => name);
  if (sign !== null) names.push(classes.sign);
  const look = {
    className: names.join(" "),
    style: { color: colour ?? undefined, backgroundColor: behind ?? undefined },
  };
  if (href !== null) {
    return (
      <a {...look} href={href} target="_blank" rel="noreferrer noopener" tabIndex={-1}>
        {text}
      </a>
    );
  }
  return (
    <span {...look} title={sign ?? undefined}>
      {text}
    </span>
  );
}
