import type { ReactNode } from "react";
import { Canvas } from "./canvas";
import { type Ending, TONES } from "./sign";
import tones from "./tones.module.css";

export interface Beat {
  key: string;
  ending: Ending;
  lines: readonly string[];
  href?: string;
  isCurrent?: boolean;
}

const HEIGHT = 32;
const WIDEST = 14;
const MIDDLE = HEIGHT / 2;

/** The last runs, the newest at the right: up is completed, down failed, a ring cancelled. */
export function HeartbeatStrip({ label, beats }: { label: string; beats: readonly Beat[] }) {
  return (
    <Canvas
      label={label}
      height={HEIGHT}
      draw={(box) => {
        const step = Math.min(WIDEST, box.width / Math.max(1, beats.length));
        const width = Math.max(2, step * 0.6);
        return {
          shapes: (
            <>
              <path d={`M0 ${MIDDLE}H${step * beats.length}`} stroke="var(--ty-line)" />
              {beats.map((beat, i) => (
                <Pulse key={beat.key} beat={beat} x={(i + 0.5) * step} width={width} />
              ))}
            </>
          ),
          marks: beats.map(({ key, lines, href }, i) => ({
            key,
            area: { x: i * step, y: 0, width: step, height: HEIGHT },
            lines,
            href,
          })),
        };
      }}
    />
  );
}

function Pulse({ beat, x, width }: { beat: Beat; x: number; width: number }) {
  const sides = { x: x - width / 2, width, rx: Math.min(2, width / 2) };
  const shapes: Record<Ending, ReactNode> = {
    completed: <rect {...sides} y={3} height={MIDDLE - 4} fill="currentColor" />,
    failed: <rect {...sides} y={MIDDLE + 1} height={MIDDLE - 4} fill="currentColor" />,
    cancelled: (
      <circle
        cx={x}
        cy={MIDDLE}
        r={width / 2 - 0.75}
        fill="var(--ty-page)"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    ),
  };
  return (
    <g className={tones[TONES[beat.ending]]}>
      {shapes[beat.ending]}
      {beat.isCurrent && (
        <path
          d={`M${x - width / 2} ${HEIGHT - 1}h${width}`}
          stroke="var(--ty-text)"
          strokeWidth="2"
        />
      )}
    </g>
  );
}
