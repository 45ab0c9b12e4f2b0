import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { ProblemNote } from "~/ui/notes";
import { SidePanel } from "~/ui/side_panel";
import { Waiting } from "~/ui/waiting";
import { personQuery } from "./people_query";
import { PersonFacts } from "./person_facts";

/** Who somebody is, beside the list: /users?person=7. */
export function PersonPanel({ id, close }: { id: string | null; close: () => void }) {
  const last = useRef(id ?? "");
  if (id !== null) last.current = id; // shown while it slides away
  const { data: user, error } = useQuery({ ...personQuery(last.current), enabled: id !== null });
  return (
    <SidePanel isOpen={id !== null} close={close} title={user?.name ?? "Person"}>
      {error !== null ? (
        <ProblemNote error={error} />
      ) : user === undefined ? (
        <Waiting />
      ) : (
        <PersonFacts user={user} />
      )}
    </SidePanel>
  );
}
