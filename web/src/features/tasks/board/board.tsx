import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FrozenClock } from "~/lib/now";
import { withTerm } from "~/lib/terms";
import { ProblemNote } from "~/ui/notes";
import { Waiting } from "~/ui/waiting";
import type { Wanted } from "../list/list_query";
import { useFrozen } from "../list/pause";
import { useRenewed } from "../use_renewed";
import classes from "./board.module.css";
import { BoardColumn } from "./board_column";
import { type BoardPage, boardQuery } from "./board_query";
import { COLUMNS, dealt } from "./columns";

interface Props {
  wanted: Wanted;
  isPaused: boolean;
}

/** The last day by state. A card is where its state says; it is not moved by hand. */
export default function Board({ wanted, isPaused }: Props) {
  const query = useQuery(boardQuery(wanted));
  useRenewed(boardQuery(wanted).queryKey, isPaused);
  const { shown, since } = useFrozen(query.data, isPaused);
  if (shown !== undefined)
    return (
      <FrozenClock value={since}>
        <Columns page={shown} text={wanted.text} />
      </FrozenClock>
    );
  if (query.error === null) return <Waiting />;
  return <ProblemNote error={query.error} retry={() => void query.refetch()} />;
}

function Columns({ page, text }: { page: BoardPage; text: string }) {
  const columns = useMemo(() => dealt(page.tasks), [page]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className={classes.board} aria-label="Board" tabIndex={0}>
      {COLUMNS.map((column, i) => (
        <BoardColumn
          key={column.word}
          title={column.title}
          tasks={columns[i] ?? []}
          total={page.totals[i] ?? 0}
          all={withTerm(
            withTerm(text, "status", column.word),
            "after",
            column.isOver ? "24h" : null,
          )}
        />
      ))}
    </section>
  );
}
