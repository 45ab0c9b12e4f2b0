import { useEffect, useRef, useState } from "react";
import type { Task } from "~/lib/api/types";
import { isFinal, lookOf, type Tone } from "~/lib/status";

const FLASH_MS = 600;

/** The tone of its end, for as long as it is news; only of tasks that end while they are seen. */
export function useFlash(task: Task): Tone | undefined {
  const wasFinal = useRef(isFinal(task));
  const [tone, setTone] = useState<Tone>();
  const ends = isFinal(task) && !wasFinal.current;
  useEffect(() => {
    wasFinal.current = isFinal(task);
    if (ends) setTone(lookOf(task).tone);
  }, [task, ends]);
  useEffect(() => {
    if (tone === undefined) return;
    const timer = window.setTimeout(() => setTone(undefined), FLASH_MS);
    return () => window.clearTimeout(timer);
  }, [tone]);
  return tone;
}
