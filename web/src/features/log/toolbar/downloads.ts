import { apiUrl } from "~/lib/api/client";

/** The exact bytes, as a file. */
export function downloadUrl(id: string): string {
  return apiUrl(`/tasks/${id}/logs/download`);
}

/** As plain text in the browser; of a large log the end. */
export function textUrl(id: string): string {
  return apiUrl(`/tasks/${id}/logs?format=text`);
}

/** What the server gives as text at most, in bytes. */
export const MOST_TEXT = 8 * 1024 * 1024;
