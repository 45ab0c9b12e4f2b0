import { useEffect, useRef } from "react";
import { KeyHint } from "~/ui/key_hint";
import type { Entry, Group } from "./entry";
import { fuzzy } from "./fuzzy";
import classes from "./results.module.css";

interface Props {
  id: string;
  groups: readonly Group[];
  /** Which of all entries Enter chooses. */
  active: number;
  text: string;
  onPoint: (place: number) => void;
  onChoose: (entry: Entry) => void;
}

export function optionId(id: string, place: number): string {
  return `${id}-${place}`;
}

export function Results({ id, groups, active, text, onPoint, onChoose }: Props) {
  if (groups.length === 0) return null;
  let before = 0;
  return (
    <div id={id} role="listbox" aria-label="Results" className={classes.results}>
      {groups.map((group) => {
        const first = before;
        before += group.entries.length;
        return (
          // biome-ignore lint/a11y/useSemanticElements: no fieldset may be in a listbox
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={classes.group} aria-hidden="true">
              {group.name}
            </div>
            {group.entries.map((entry, i) => (
              <Option
                key={entry.id}
                id={optionId(id, first + i)}
                entry={entry}
                text={text}
                isActive={first + i === active}
                onPoint={() => onPoint(first + i)}
                onChoose={() => onChoose(entry)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface OptionProps {
  id: string;
  entry: Entry;
  text: string;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, entry, text, isActive, onPoint, onChoose }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      ref={ref}
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.option}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <span className={classes.icon}>{entry.icon}</span>
      <span className={classes.label}>
        <Meant label={entry.label} text={text} />
      </span>
      {entry.note !== undefined && <span className={classes.note}>{entry.note}</span>}
      {entry.keys !== undefined && <KeyHint keys={entry.keys} />}
    </div>
  );
}

/** The label, with the letters that were meant. */
function Meant({ label, text }: { label: string; text: string }) {
  const at = new Set(text === "" ? [] : fuzzy(text, label)?.at);
  if (at.size === 0) return label;
  return [...label].map((letter, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: letters have no other identity
    at.has(i) ? <b key={i}>{letter}</b> : letter,
  );
}
