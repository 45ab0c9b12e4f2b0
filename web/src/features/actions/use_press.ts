import { type MouseEvent, useEffect, useState } from "react";
import { useBusy } from "./busy";

/** So long after it has changed a button does nothing: nobody has read its new verb yet. */
const UNREAD_MS = 600;

interface Press {
  isBusy: boolean;
  /** The verb has just become another one. */
  isUnread: boolean;
  press: (event: MouseEvent) => void;
}

/**
 * A button whose verb changes under the pointer, and does only what was meant: not the second
 * click of a double click, nor one for the verb that stood there before.
 */
export function usePress(verb: string | undefined, act: () => Promise<void>): Press {
  const [isBusy, run] = useBusy();
  const [read, setRead] = useState(verb);
  const isUnread = verb !== read;
  useEffect(() => {
    const timer = window.setTimeout(() => setRead(verb), UNREAD_MS);
    return () => window.clearTimeout(timer);
  }, [verb]);
  return {
    isBusy,
    isUnread,
    press({ detail }) {
      if (detail <= 1 && !isUnread) run(act);
    },
  };
}
