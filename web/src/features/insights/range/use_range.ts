import { useMemo } from "react";
import type { Kind } from "~/lib/api/types";
import { useNow } from "~/lib/now";
import { useQueryState } from "~/lib/query_state";
import { between, HOUR, lately, type Preset, presetOf, type Range } from "./range";

export interface Chosen {
  /** Null while somebody chooses days that do not make a range. */
  range: Range | null;
  preset: Preset | "custom";
  first: string;
  last: string;
  kind: Kind | null;
  name: string | null;
}

/** What the address says one wants to see. */
export function useChosen(): Chosen {
  const [query] = useQueryState();
  // Another hour is another range; each minute is not.
  const until = useNow(HOUR) + HOUR;
  return useMemo(() => {
    const [first, last] = [query.get("from") ?? "", query.get("to") ?? ""];
    const kind = query.get("kind");
    const isCustom = query.get("range") === "custom";
    const preset = presetOf(query.get("range"));
    return {
      range: isCustom ? between(first, last, until) : lately(preset, until),
      preset: isCustom ? "custom" : preset,
      first,
      last,
      kind: kind === "command" || kind === "person" ? kind : null,
      name: query.get("name"),
    };
  }, [query, until]);
}
