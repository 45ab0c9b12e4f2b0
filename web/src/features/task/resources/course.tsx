import { size } from "~/lib/size";
import type { Tone } from "~/lib/status";
import { clock } from "~/lib/time";
import { BYTES, Lines, type Measure, PERCENT, Plot, timeTicks } from "~/ui/plots";
import { useZone } from "~/ui/times";
import { type Load, percent } from "./load";

interface Kind {
  title: string;
  name: string;
  of: (load: Load) => number;
  say: (value: number) => string;
  /** When the number that was said is of. */
  when: string;
  measure: Measure;
  tone: Tone;
}

const KINDS: readonly Kind[] = [
  {
    title: "How much CPU does it use?",
    name: "CPU",
    of: (load) => load.cpuFraction,
    say: percent,
    when: "when it was looked at last",
    measure: PERCENT,
    tone: "running",
  },
  {
    title: "What is the most memory it had?",
    name: "Memory, most",
    of: (load) => load.rssPeakBytes,
    say: size,
    when: "so far",
    measure: BYTES,
    tone: "human",
  },
];

/** How its use grew since the page was opened. */
export function Course({ loads, isOver }: { loads: readonly Load[]; isOver: boolean }) {
  if (loads.length >= 2)
    return KINDS.map((kind) => <Grown key={kind.name} kind={kind} loads={loads} />);
  return isOver ? null : <p className="ty-muted">The plots begin in a few seconds.</p>;
}

function Grown({ kind, loads }: { kind: Kind; loads: readonly Load[] }) {
  const { title, name, of, say, when, measure, tone } = kind;
  const zone = useZone();
  const times = { from: loads[0]?.at ?? 0, to: loads.at(-1)?.at ?? 1 };
  const values = loads.map(of);
  return (
    <Plot
      title={title}
      answer={`${say(values.at(-1) ?? 0)} ${when}`}
      facts={{
        columns: ["Until", name],
        rows: loads.map((load) => [clock(load.at, zone), say(of(load))]),
      }}
    >
      <Lines
        label={`${name}, over time`}
        measure={measure}
        lines={[{ label: name, tone, dash: "solid", values }]}
        places={loads.map(({ at }) => ({ at, title: clock(at, zone) }))}
        ticks={(room) => timeTicks(times, room, zone)}
        height={160}
      />
    </Plot>
  );
}
