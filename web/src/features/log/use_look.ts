import { useComputedColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { usePref } from "~/lib/prefs";
import { Inks } from "./colour/ink";
import type { PaletteName } from "./colour/palettes";

export interface LogLook {
  palette: PaletteName;
  inks: Inks;
  wrap: boolean;
  /** Of the text, in pixels. */
  font: number;
  /** How high a line is, in pixels. */
  row: number;
}

/** How logs look in this browser. */
export function useLook(): LogLook {
  const [alwaysDark] = usePref("logDark");
  const [exact] = usePref("logExactColours");
  const [wrap] = usePref("logWrap");
  const [font] = usePref("logFont");
  const scheme = useComputedColorScheme("light");
  const isSmall = useMediaQuery("(max-width: 639px)") ?? false;
  const palette = alwaysDark ? "dark" : scheme;
  const inks = useMemo(() => new Inks(palette, exact), [palette, exact]);
  return {
    palette,
    inks,
    wrap: wrap === "auto" ? isSmall : wrap === "on",
    font,
    row: Math.round(font * 1.54),
  };
}
