import { BASE } from "~/lib/base";

/** Where a link of somebody's text leads: to a page of ours, elsewhere, or nowhere. */
export type Address = { page: string } | { elsewhere: string } | null;

const ELSEWHERE = new Set(["http:", "https:", "mailto:"]);

export function addressOf(link: string): Address {
  const origin = window.location.origin;
  let url: URL;
  try {
    url = new URL(link, `${origin}${BASE}/`);
  } catch {
    return null;
  }
  if (!ELSEWHERE.has(url.protocol)) return null;
  if (url.origin !== origin || !isOurs(url.pathname)) return { elsewhere: url.href };
  return { page: url.pathname.slice(BASE.length) + url.search + url.hash };
}

// The server's own paths are no pages: the browser is to ask for them.
function isOurs(path: string): boolean {
  return path.startsWith(`${BASE}/`) && !path.startsWith(`${BASE}/api/`);
}
