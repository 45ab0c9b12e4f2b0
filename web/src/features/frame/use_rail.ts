import { useMediaQuery } from "@mantine/hooks";
import { usePref } from "~/lib/prefs";

interface Rail {
  /** Only icons. */
  isNarrow: boolean;
  /** The window has no room for more than icons. */
  isTight: boolean;
  turn: () => void;
}

/** How wide the navigation is: as somebody chose, where there is room. */
export function useRail(): Rail {
  const [rail, setRail] = usePref("rail");
  const isTight = useMediaQuery("(min-width: 640px) and (max-width: 899px)") === true;
  return {
    isNarrow: isTight || rail === "narrow",
    isTight,
    turn: () => setRail(rail === "wide" ? "narrow" : "wide"),
  };
}
