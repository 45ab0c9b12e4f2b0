import type { Tone } from "~/lib/status";
import tones from "./tones.module.css";

/** A filling that is told from a plain one without its colour: fill={`url(#${id})`}. */
export function Hatch({ id, tone, turned = false }: { id: string; tone: Tone; turned?: boolean }) {
  return (
    <pattern
      id={id}
      width="5"
      height="5"
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${turned ? -45 : 45})`}
      className={tones[tone]}
    >
      <rect width="5" height="5" fill="currentColor" fillOpacity="0.2" />
      <rect width="2.4" height="5" fill="currentColor" />
    </pattern>
  );
}
