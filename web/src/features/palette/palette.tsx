import { IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useKeys } from "~/lib/keys";
import { KeyHint } from "~/ui/key_hint";
import { failed } from "~/ui/toast";
import { isUnloaded, UNLOADED } from "~/ui/unloaded";
import classes from "./palette.module.css";

const load = () => import("./palette_dialog");
const loadAhead = () => void load().catch(() => undefined); // it is told when it is opened
const PaletteDialog = lazy(async () => ({ default: (await load()).PaletteDialog }));

/** Looks like the field it opens. */
export function Palette() {
  const [opened, setOpened] = useState(false);
  // Kept once it was there, to go as gently as it comes.
  const [needed, setNeeded] = useState(false);
  const open = async () => {
    try {
      await load();
    } catch (error) {
      return failed(isUnloaded(error) ? UNLOADED : error);
    }
    setNeeded(true);
    setOpened(true);
  };
  useKeys("Anywhere", [
    {
      keys: "mod+k",
      label: "Search or jump to…",
      run: opened ? () => setOpened(false) : open,
      inFields: true,
    },
  ]);
  return (
    <>
      <button
        type="button"
        className={classes.field}
        aria-haspopup="dialog"
        onClick={open}
        onPointerEnter={loadAhead}
        onFocus={loadAhead}
      >
        <IconSearch size={16} aria-hidden="true" />
        <span className={classes.words}>Search or jump to…</span>
        <span className={classes.keys}>
          <KeyHint keys="mod+k" />
        </span>
      </button>
      <Suspense>
        {needed && <PaletteDialog opened={opened} onClose={() => setOpened(false)} />}
      </Suspense>
    </>
  );
}
