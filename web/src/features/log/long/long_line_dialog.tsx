import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { count, size } from "~/lib/size";
import { CopyButton } from "~/ui/copy_button";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";
import { useStore } from "../store";
import { lineRuns } from "../terminal/line_runs";
import { textOf } from "../terminal/runs";
import { useSessionOf, useViewer } from "../viewer";
import classes from "./long_line_dialog.module.css";
import { parts } from "./parts";

/** A line that is too long to be shown among others. */
export function LongLineDialog() {
  const session = useSessionOf();
  const n = useStore(session.long);
  return (
    <Modal
      opened={n !== null}
      onClose={() => session.long.set(null)}
      size="80rem"
      title={n === null ? "" : `Line ${count(n)}`}
    >
      {n !== null && <LongLine n={n} />}
    </Modal>
  );
}

function LongLine({ n }: { n: number }) {
  const { session, task } = useViewer();
  const { data, error, refetch } = useQuery({
    queryKey: ["log-line", task.id, task.attempt, n],
    queryFn: async ({ signal }) => {
      const { text, cut } = await session.server.whole(n, signal);
      return { text: textOf(lineRuns(text).runs), cut };
    },
    gcTime: 0, // it may be eight megabytes
  });
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const { text, cut } = data;
  return (
    <>
      <div className={classes.head}>
        <span className="ty-muted">
          {cut
            ? `Its first ${size(text.length)}. Download the log to have all of it.`
            : size(text.length)}
        </span>
        <CopyButton text={text} what="line" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <div className={classes.text} tabIndex={0}>
        {parts(text).map(({ at, part }) => (
          <span key={at} className={classes.part}>
            {part}
          </span>
        ))}
      </div>
    </>
  );
}
