import { type Binding, useKeys } from "~/lib/keys";
import { nextError } from "../next_error";
import { topOf } from "../scroll/place";
import { STEPS, take } from "../scroll/steps";
import type { Runway } from "../scroll/use_runway";
import { goToLine } from "../toolbar/go_to_line";
import { useTools } from "../toolbar/use_tools";
import type { Shown } from "../view/rows";
import { useViewer } from "../viewer";
import { useFoundKeys } from "./use_found_keys";

const PAGING = {
  ArrowDown: "A line down",
  ArrowUp: "A line up",
  PageDown: "A screen down",
  PageUp: "A screen up",
  Home: "To the first line",
  End: "To the end, and follow",
} as const;

/** What keys do while a log is in sight. Some work only where there is something for them to do. */
export function useLogKeys(runway: Runway, shown: Shown, isShown: boolean): void {
  const { session, full } = useViewer();
  const { reader } = session;
  const tools = useTools();
  const found = useFoundKeys();
  const first = () => reader.act({ do: "go", to: topOf(shown.at(0)) });

  const always: Binding[] = [
    { keys: "w", label: "Wrap long lines", run: tools.wrap },
    { keys: "t", label: "Times beside lines", run: tools.turnTimes },
    { keys: "e", label: "Only stderr, or all lines", run: () => tools.show(other(tools.only)) },
    { keys: "j", label: "A line down", run: () => runway.stepRows(1) },
    { keys: "k", label: "A line up", run: () => runway.stepRows(-1) },
    { keys: "Shift+G", label: "To the end, and follow", run: tools.follow },
    { keys: "g g", label: "To the first line", run: first },
    { keys: "]", label: "Next line of stderr", run: () => void nextError(session, 1) },
    { keys: "[", label: "Previous line of stderr", run: () => void nextError(session, -1) },
    { keys: ":", label: "Go to a line", run: () => void goToLine(session) },
    { keys: "Shift+F", label: full ? "Back to the task" : "Full screen", run: tools.turnFull },
  ];
  // Beside the log there is nothing else that they could scroll.
  const paging: Binding[] = Object.entries(full ? PAGING : {}).map(([keys, label]) => ({
    keys,
    label,
    run: () => take(STEPS[keys] ?? "end", runway, reader, shown),
  }));
  useKeys("Log", isShown ? [...always, ...paging, ...found] : []);
}

function other(only: string): "all" | "err" {
  return only === "err" ? "all" : "err";
}
