export const UNLOADED =
  "This part of the page could not be loaded: the server does not answer, or has a newer page.";

/** Whether that is what browsers and the bundler say of a file that did not come. */
export function isUnloaded(error: unknown): boolean {
  return error instanceof Error && /module script|imported module|preload CSS/i.test(error.message);
}
