const REST_MS = 1_000;

let wanted = "";
let timer: number | undefined;
let restsUntil = 0;

/** Shows the picture as the window's icon; changes at most once a second, the last one wins. */
export function showIcon(href: string): void {
  wanted = href;
  if (timer !== undefined) return;
  timer = window.setTimeout(change, Math.max(0, restsUntil - Date.now()));
}

function change(): void {
  timer = undefined;
  const link = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  if (link === null || link.href === wanted) return;
  link.href = wanted;
  restsUntil = Date.now() + REST_MS;
}
