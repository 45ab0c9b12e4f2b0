import { address } from "~/lib/base";
import { copy } from "~/lib/clipboard";
import type { Binding } from "~/lib/keys";
import { told } from "~/ui/toast";
import { hashOf } from "../permalink";
import { step } from "../search/use_searching";
import { useStore } from "../store";
import { copySelected } from "../take/copy";
import { point } from "../use_picked";
import { useViewer } from "../viewer";

/** Keys for what was found, picked or selected, while there is something. */
export function useFoundKeys(): Binding[] {
  const { session, task, full } = useViewer();
  const { pattern } = useStore(session.search);
  const isTyping = useStore(session.isTyping);
  const picked = useStore(session.picked);
  const selected = useStore(session.selected);
  const keys: Binding[] = [];

  // Pressed again, it is the browser's own search: the key is left to it.
  if (!isTyping) {
    const run = () => session.summonSearch();
    keys.push({ keys: "mod+f", label: "Search all lines", inFields: true, run });
  }
  if (pattern !== null) {
    keys.push(
      { keys: "n", label: "Next match", run: () => void step(session, 1) },
      { keys: "Shift+N", label: "Previous match", run: () => void step(session, -1) },
    );
  }
  if (picked !== null) {
    const link = address(`/tasks/${task.id}${full ? "/logs" : ""}`) + hashOf(picked);
    keys.push(
      { keys: "y", label: "Copy a link to the lines", run: () => void copyLink(link) },
      { keys: "Escape", label: "Point at no line", run: () => unpick() },
    );
  }
  if (selected !== null) {
    const run = () => void copySelected(session, selected, "number and time");
    keys.push({ keys: "mod+Alt+c", label: "Copy with numbers and times", run });
  }

  function unpick(): void {
    session.picked.set(null);
    point(null);
  }

  return keys;
}

async function copyLink(link: string): Promise<void> {
  told((await copy(link)) ? "The link is on the clipboard" : "The browser did not let us copy");
}
