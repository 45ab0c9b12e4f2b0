import { Button } from "@mantine/core";
import { EmptyNote } from "~/ui/notes";
import { describe } from "../filter/describe";
import { FirstRun } from "./first_run";

/** Nothing was found, which is another thing than that nothing has ever run. */
export function EmptyList({ text, clearFilter }: { text: string; clearFilter: () => void }) {
  if (text === "") return <FirstRun />;
  return (
    <EmptyNote title={`No ${describe(text)}.`}>
      <Button variant="default" onClick={clearFilter}>
        Clear filter
      </Button>
    </EmptyNote>
  );
}
