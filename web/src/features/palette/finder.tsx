import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useMe } from "~/lib/session";
import { counted } from "~/lib/size";
import type { Entry } from "./entry";
import classes from "./finder.module.css";
import { Kinds } from "./kinds";
import { remember } from "./recent";
import { optionId, Results } from "./results";
import { useGroups } from "./use_groups";
import { wantedOf } from "./wanted";

/** A field, and what it finds: a combobox whose list is always open. */
export function Finder({ onChosen }: { onChosen: () => void }) {
  const me = useMe();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const wanted = wantedOf(typed);
  const { groups, isLooking } = useGroups(wanted);
  const entries = groups.flatMap((group) => group.entries);
  const active = Math.min(place, entries.length - 1);

  function type(text: string): void {
    setTyped(text);
    setPlace(0);
  }

  function choose(entry: Entry): void {
    remember({ who: me.id, id: entry.id, label: entry.label });
    onChosen();
    entry.run();
  }

  function press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = entries[active];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      setPlace((active + step + entries.length) % entries.length);
    } else if (event.key === "Enter" && chosen !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(chosen);
    }
  }

  return (
    <>
      <div className={classes.head}>
        <IconSearch size={18} aria-hidden="true" />
        <input
          className={classes.input}
          data-autofocus
          role="combobox"
          aria-label="Search or jump to"
          aria-expanded={entries.length > 0}
          aria-controls={entries.length > 0 ? id : undefined}
          aria-activedescendant={entries.length > 0 ? optionId(id, active) : undefined}
          aria-autocomplete="list"
          placeholder="A task's number or name, a person, or what to do…"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <Kinds wanted={wanted} onChange={type} />
      <Results
        id={id}
        groups={groups}
        active={active}
        text={wanted.text}
        onPoint={setPlace}
        onChoose={choose}
      />
      {entries.length === 0 && (
        <p className={classes.none}>{isLooking ? "Searching…" : `Nothing matches “${typed}”.`}</p>
      )}
      <p role="status" className="ty-unseen">
        {isLooking ? "" : counted(entries.length, "result")}
      </p>
    </>
  );
}
