import type { Line, Range } from "./line";

interface Told {
  n: number;
  t: string;
  s: "out" | "err";
  text: string;
  cut?: boolean;
}

/** Whoever follows a log. After `ended` and `failed` nothing more is heard. */
export interface Hear {
  opened?(): void;
  /** Whole lines, in order. */
  lines(lines: Line[]): void;
  /** The line being written, as far as it is. */
  partial?(line: Line): void;
  gap(gap: Range & { bytes: number }): void;
  /** The log is complete, or this reader may not go on: then `reason` says why. */
  ended(reason: string | null): void;
  failed(): void;
}

/** The server's log stream. Returns what ends it. */
export function listen(url: string, hear: Hear): () => void {
  const source = new EventSource(url);
  const on = <Data>(name: string, heard: (data: Data) => void) =>
    source.addEventListener(name, (event: MessageEvent<string>) => heard(JSON.parse(event.data)));
  const last = (tell: () => void) => {
    source.close();
    tell();
  };
  source.onopen = () => hear.opened?.();
  source.onmessage = (event: MessageEvent<string>) => hear.lines(linesOf(JSON.parse(event.data)));
  on<Told>("partial", (told) => hear.partial?.({ ...told, cut: told.cut ?? false }));
  on<{ from_line: number; to_line: number; dropped_bytes: number }>("gap", (gap) =>
    hear.gap({ from: gap.from_line, to: gap.to_line, bytes: gap.dropped_bytes }),
  );
  on("end", () => last(() => hear.ended(null)));
  on<{ reason: string }>("bye", ({ reason }) => last(() => hear.ended(reason)));
  // Its own trying again says nothing to us, and stops for good at some answers.
  source.onerror = () => last(() => hear.failed());
  return () => source.close();
}

/** A message tells of neighbouring lines at once. */
function linesOf({ n, t, s, text, cut = false }: Told): Line[] {
  if (cut || !text.includes("\n")) return [{ n, t, s, text, cut }];
  return text.split("\n").map((one, i) => ({ n: n + i, t, s, text: one, cut: false }));
}
