import type { Sign } from "./sign";

// A tab may be light or dark, and an icon is not told: these are seen on both.
const BLUE = "#3b82e6";
const GREEN = "#1b9a64";
const RED = "#d9363e";
const GREY = "#7e8893";

const AROUND = 75.4; // the ring's circumference: its radius is 12
const STEP = 5; // percent: finer is not seen at this size

/** The window's icon as the address of a picture. `percent` is of what is running, if known. */
export function faviconOf(sign: Sign, percent: number | null = null): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">${drawn(sign, percent)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function drawn(sign: Sign, percent: number | null): string {
  switch (sign) {
    case "idle":
      return `<rect x="1" y="1" width="30" height="30" rx="8" fill="${BLUE}"/>${white("m9 10 6 6-6 6M18 22h6")}`;
    case "waiting":
      return `<circle cx="16" cy="16" r="12" stroke="${GREY}"/>`;
    case "running":
      return ring(percent);
    case "done":
      return `<circle cx="16" cy="16" r="15" fill="${GREEN}"/>${white("m9 16.5 5 5 9-10")}`;
    case "failed":
      return `<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z" fill="${RED}"/>${white("m11 11 10 10m0-10L11 21")}`;
    case "cancelled":
      return `<circle cx="16" cy="16" r="12" stroke="${GREY}"/><path d="m8 24 16-16" stroke="${GREY}"/>`;
  }
}

function ring(percent: number | null): string {
  const shown = percent === null ? 75 : Math.floor(percent / STEP) * STEP;
  const arc = ((AROUND * shown) / 100).toFixed(1);
  return `<circle cx="16" cy="16" r="12" stroke="${BLUE}" stroke-opacity=".3"/><circle cx="16" cy="16" r="12" stroke="${BLUE}" stroke-dasharray="${arc} ${AROUND}" stroke-linecap="butt" transform="rotate(-90 16 16)"/>`;
}

function white(path: string): string {
  return `<path d="${path}" stroke="#fff" stroke-width="4"/>`;
}
