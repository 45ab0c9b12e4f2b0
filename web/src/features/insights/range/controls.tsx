import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQueryState } from "~/lib/query_state";
import classes from "./controls.module.css";
import type { Chosen } from "./use_range";

const RANGES = [
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
  { value: "30d", label: "30 d" },
  { value: "90d", label: "90 d" },
  { value: "custom", label: "Custom" },
];
const KINDS = [
  { value: "", label: "All tasks" },
  { value: "command", label: "Commands" },
  { value: "person", label: "People’s tasks" },
];

/** Of which time, and of what. */
export function Controls({ chosen }: { chosen: Chosen }) {
  const [, change] = useQueryState();

  function changeRange(range: string): void {
    if (range !== "custom") change({ range, from: null, to: null });
    else change({ range, from: daysAgo(6), to: daysAgo(0) });
  }

  return (
    <div className={classes.controls}>
      {chosen.preset === "custom" && (
        <>
          <TextInput
            type="date"
            size="xs"
            aria-label="First day"
            value={chosen.first}
            max={chosen.last}
            error={chosen.range === null}
            onChange={(event) => change({ from: event.currentTarget.value }, { replace: true })}
          />
          <TextInput
            type="date"
            size="xs"
            aria-label="Last day"
            value={chosen.last}
            min={chosen.first}
            error={chosen.range === null}
            onChange={(event) => change({ to: event.currentTarget.value }, { replace: true })}
          />
        </>
      )}
      <SegmentedControl
        size="xs"
        aria-label="Of which time"
        data={RANGES}
        value={chosen.preset}
        onChange={changeRange}
      />
      <Select
        size="xs"
        w={130}
        aria-label="Of which tasks"
        allowDeselect={false}
        data={KINDS}
        value={chosen.kind ?? ""}
        onChange={(kind) => change({ kind: kind || null })}
      />
    </div>
  );
}

/** As a field for dates has it, where the reader is. */
function daysAgo(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() - days);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
