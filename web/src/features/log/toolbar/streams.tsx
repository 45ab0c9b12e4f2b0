import { SegmentedControl, Tooltip } from "@mantine/core";
import type { Kind } from "../view/use_filter";

const STREAMS: { value: Kind; label: string }[] = [
  { value: "all", label: "All" },
  { value: "out", label: "Out" },
  { value: "err", label: "Err" },
];

/** Which of the two streams is shown. */
export function Streams({ only, show }: { only: Kind; show: (kind: Kind) => void }) {
  return (
    <Tooltip label="All lines in the order in which they were read, or only stdout, or only stderr">
      <SegmentedControl
        size="xs"
        aria-label="Which lines: all, stdout, stderr"
        data={STREAMS}
        value={only === "matches" ? "all" : only}
        onChange={(value) => show(value as Kind)}
      />
    </Tooltip>
  );
}
