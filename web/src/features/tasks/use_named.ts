import { usePeople } from "~/features/actions";
import type { Person } from "~/lib/api/types";
import { namesPeople } from "./filter/meaning";

const NOBODY: readonly Person[] = [];

/** Whom names in a filter may mean; undefined while that is not known and matters. */
export function useNamed(text: string): readonly Person[] | undefined {
  const isNeeded = namesPeople(text);
  const people = usePeople({ enabled: isNeeded });
  return isNeeded ? people : NOBODY;
}
