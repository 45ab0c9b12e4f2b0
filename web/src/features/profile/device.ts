// The first that is found is it: each browser also names those it wants to be taken for.
const BROWSERS: [sign: RegExp, name: string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: [sign: RegExp, name: string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/CrOS/, "ChromeOS"],
  [/Linux|X11/, "Linux"],
];

/** A user agent in words: "Firefox on Linux"; of what is no browser its own name, "curl". */
export function deviceOf(agent: string | null): string {
  if (agent === null || agent.trim() === "") return "Unknown device";
  const browser = named(BROWSERS, agent);
  const system = named(SYSTEMS, agent);
  if (browser === undefined) return agent.split(/[/ ]/)[0] ?? agent;
  return system === undefined ? browser : `${browser} on ${system}`;
}

function named(all: [sign: RegExp, name: string][], agent: string): string | undefined {
  return all.find(([sign]) => sign.test(agent))?.[1];
}
