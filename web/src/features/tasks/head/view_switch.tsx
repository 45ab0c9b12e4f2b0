import { SegmentedControl } from "@mantine/core";
import { useKeys } from "~/lib/keys";
import { VIEWS, type View } from "../use_listing";

const LABELS: Record<View, string> = { list: "List", board: "Board", timeline: "Timeline" };

/** The same tasks as a list, by state, or in time. */
export function ViewSwitch({ view, setView }: { view: View; setView: (view: View) => void }) {
  const next = VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] ?? "list";
  useKeys("Tasks", [{ keys: "v", label: "List, board, timeline", run: () => setView(next) }]);
  return (
    <SegmentedControl
      size="xs"
      aria-label="View"
      value={view}
      onChange={(value) => setView(value as View)}
      data={VIEWS.map((value) => ({ value, label: LABELS[value] }))}
    />
  );
}
