/** The path the server shows the page at, without a slash at its end: "" or "/tools/yard". */
export const BASE = new URL(document.baseURI).pathname.replace(/\/$/, "");

/** A path of the page, as a link outside the router has to name it. */
export function href(path: string): string {
  return BASE + path;
}

/** The whole address of a path of the page, to be copied. */
export function address(path: string): string {
  return window.location.origin + BASE + path;
}
