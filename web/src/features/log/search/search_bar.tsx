import { ActionIcon, CloseButton, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useStore } from "../store";
import { pointAt } from "../use_picked";
import { useFilter } from "../view/use_filter";
import { LINES, useSessionOf } from "../viewer";
import { useAsked } from "./asked";
import { MatchFilter } from "./match_filter";
import { Options } from "./options";
import classes from "./search_bar.module.css";
import { SearchField } from "./search_field";
import { countText, wrongText } from "./told";
import { step } from "./use_searching";

/** Searches all of the log, also what was never here. */
export function SearchBar() {
  const session = useSessionOf();
  const searched = useStore(session.search);
  const [asked, ask] = useAsked();
  const [{ only }, setFilter] = useFilter();
  const wrong = wrongText(searched);
  const close = () => {
    // The match one stood on can be linked to, as if its number had been clicked.
    if (searched.current !== null) pointAt(session, searched.current);
    ask({ q: "" });
    if (only === "matches") setFilter({ only: "all" });
    session.isSearching.set(false);
    document.getElementById(LINES)?.focus();
  };
  return (
    <search className={classes.bar}>
      <SearchField onStep={(direction) => void step(session, direction)} onClose={close} />
      <Options />
      <output className={classes.count} aria-live="polite">
        {asked === null ? "" : countText(searched)}
      </output>
      <Tooltip label="Previous match (N, Shift+Enter)">
        <ActionIcon
          variant="default"
          size={28}
          aria-label="Previous match"
          disabled={asked === null}
          onClick={() => void step(session, -1)}
        >
          <IconChevronUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next match (n, Enter)">
        <ActionIcon
          variant="default"
          size={28}
          aria-label="Next match"
          disabled={asked === null}
          onClick={() => void step(session, 1)}
        >
          <IconChevronDown size={16} />
        </ActionIcon>
      </Tooltip>
      {asked !== null && <MatchFilter />}
      <CloseButton
        size={28}
        className={classes.close}
        aria-label="Close the search"
        onClick={close}
      />
      {wrong !== null && (
        <p className={classes.wrong} role="alert">
          {wrong}
        </p>
      )}
    </search>
  );
}
