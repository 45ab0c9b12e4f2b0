import { Button, NativeSelect, Switch } from "@mantine/core";
import { useStore } from "../store";
import { MOST_CONTEXT, useFilter } from "../view/use_filter";
import { useSessionOf } from "../viewer";
import classes from "./search_bar.module.css";

const AROUND = Array.from({ length: MOST_CONTEXT + 1 }, (_, lines) => ({
  value: String(lines),
  label: lines === 0 ? "no lines around" : `± ${lines} ${lines === 1 ? "line" : "lines"}`,
}));

/** Shows only the lines that match, with some around each. */
export function MatchFilter() {
  const session = useSessionOf();
  const [{ only, context }, setFilter] = useFilter();
  const { current } = useStore(session.search);
  const isOn = only === "matches";
  return (
    <span className={classes.filter}>
      <Switch
        size="xs"
        label="Only matches"
        checked={isOn}
        onChange={(event) => setFilter({ only: event.currentTarget.checked ? "matches" : "all" })}
      />
      {isOn && (
        <>
          <NativeSelect
            size="xs"
            aria-label="Lines around each match"
            data={AROUND}
            value={String(context)}
            onChange={(event) => setFilter({ context: Number(event.currentTarget.value) })}
          />
          <Button
            size="compact-xs"
            variant="default"
            disabled={current === null}
            onClick={() => {
              setFilter({ only: "all" });
              if (current !== null) session.show(current);
            }}
          >
            Show in context
          </Button>
        </>
      )}
    </span>
  );
}
