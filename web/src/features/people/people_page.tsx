import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "~/lib/query_state";
import { useMe, useRights, waysQuery } from "~/lib/session";
import { PageHead } from "~/ui/page_head";
import { AddButton, InviteButton } from "./new_people";
import { OpenInvites } from "./open_invites";
import { PeopleList } from "./people_list";
import { PersonPanel } from "./person_panel";
import { RolesTable } from "./roles_table";

/** Who there is, how others come in, and what each may do. */
export function PeoplePage() {
  const [query, change] = useQueryState();
  const { administer } = useRights();
  const mayInvite = useMayInvite();
  const hasInvites = useMe().role !== "viewer";
  const shown = query.get("show") ?? "people";
  return (
    <>
      <PageHead title="People">
        {administer && <AddButton />}
        {mayInvite && <InviteButton />}
      </PageHead>
      <Tabs
        value={shown}
        onChange={(tab) => change({ show: tab === "people" ? null : tab })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="people">People</Tabs.Tab>
          {hasInvites && <Tabs.Tab value="invites">Open invites</Tabs.Tab>}
          <Tabs.Tab value="roles">Roles</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <PeopleList />
        </Tabs.Panel>
        {hasInvites && (
          <Tabs.Panel value="invites">
            <OpenInvites />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="roles">
          <RolesTable />
        </Tabs.Panel>
      </Tabs>
      <PersonPanel id={query.get("person")} close={() => change({ person: null })} />
    </>
  );
}

/** An administrator always; others where the server lets people invite. */
function useMayInvite(): boolean {
  const { role } = useMe();
  const registration = useQuery(waysQuery).data?.registration;
  return role === "admin" || (role !== "viewer" && registration === "invite");
}
