import { useScopes } from "~/lib/keys";

/** An action that has keys is called the same where they are registered. */
export function useKeysOfLabels(): ReadonlyMap<string, string> {
  return new Map(
    useScopes().flatMap(({ bindings }) => bindings.map(({ label, keys }) => [label, keys])),
  );
}
