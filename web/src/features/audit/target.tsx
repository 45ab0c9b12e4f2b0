import { Link } from "wouter";

const PAGES: Record<string, (id: string) => string> = {
  user: (id) => `/users?person=${id}`,
  task: (id) => `/tasks/${id}`,
};
const CALLED: Record<string, string> = {
  user: "Person",
  task: "Task",
  session: "Session",
  token: "Token",
  invite: "Invite",
};

/** What it was done to: "user:7" is "Person #7", with a way there where there is a page. */
export function Target({ target }: { target: string }) {
  const [kind = "", id = ""] = target.split(":");
  const said = CALLED[kind] === undefined ? target : `${CALLED[kind]} #${id}`;
  const page = PAGES[kind]?.(id);
  return page === undefined ? said : <Link href={page}>{said}</Link>;
}
