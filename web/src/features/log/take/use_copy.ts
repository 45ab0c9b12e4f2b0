import { useEffect } from "react";
import { useSessionOf } from "../viewer";
import { copySelected, selectedText } from "./copy";

/** Copies the text of lines: without their numbers, and also of lines that are not drawn. */
export function useCopy(): void {
  const session = useSessionOf();
  useEffect(() => {
    const copied = (event: ClipboardEvent) => {
      const selected = session.selected.get();
      if (selected === null || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      const text = selectedText(session, selected, "nothing");
      if (text !== null) event.clipboardData?.setData("text/plain", text);
      else void copySelected(session, selected, "nothing");
    };
    document.addEventListener("copy", copied);
    return () => document.removeEventListener("copy", copied);
  }, [session]);
}
