import type { ReactNode } from "react";
import { Link } from "wouter";
import { addressOf } from "./address";

/** A link in what somebody wrote: it leads to a page of ours, or into a tab of its own. */
export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  const address = addressOf(to);
  if (address === null) return children;
  if ("page" in address) return <Link href={address.page}>{children}</Link>;
  return (
    <a href={address.elsewhere} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
