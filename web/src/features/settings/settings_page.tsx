import type { ComponentType } from "react";
import { useRights } from "~/lib/session";
import { EmptyNote } from "~/ui/notes";
import { PageHead } from "~/ui/page_head";
import { About } from "./about";
import { Appearance } from "./appearance";
import { Security } from "./security";
import { Server } from "./server";
import { SettingsNav } from "./settings_nav";

interface Section {
  title: string;
  shows: ComponentType;
  isForAdmins?: boolean;
}

const SECTIONS: Record<string, Section> = {
  "": { title: "Appearance", shows: Appearance },
  server: { title: "Server", shows: Server, isForAdmins: true },
  security: { title: "Security", shows: Security, isForAdmins: true },
  about: { title: "About", shows: About },
};

/** `id` is the section: /settings/server. */
export function SettingsPage({ id }: { id: string }) {
  const { administer } = useRights();
  const section = SECTIONS[id];
  return (
    <>
      <SettingsNav />
      <PageHead title={section?.title ?? "Nothing here"} />
      {section === undefined ? (
        <EmptyNote title="There are no settings at this address." />
      ) : section.isForAdmins && !administer ? (
        <EmptyNote title="Only administrators see this.">
          <p>Ask one of them, or choose something above.</p>
        </EmptyNote>
      ) : (
        <section.shows />
      )}
    </>
  );
}
