import { Kbd, Modal, Switch } from "@mantine/core";
import { printed, useScopes } from "~/lib/keys";
import { usePref } from "~/lib/prefs";
import classes from "./shortcuts_dialog.module.css";
import { hideShortcuts, useShown } from "./shown";
import { type Section, working } from "./working";

export function ShortcutsDialog() {
  const shown = useShown();
  const [letters, setLetters] = usePref("letters");
  const sections = working(useScopes(), letters);
  return (
    <Modal opened={shown} onClose={hideShortcuts} title="Keyboard shortcuts" size="lg">
      <p className="ty-muted">What works on this page, the nearest first.</p>
      <div className={classes.sections}>
        {sections.map((section) => (
          <ShortcutSection key={section.name} section={section} />
        ))}
      </div>
      <Switch
        label="Single-key shortcuts"
        description="Such as n and g t. Switch them off when they get in the way of speech input."
        checked={letters}
        onChange={(event) => setLetters(event.currentTarget.checked)}
      />
    </Modal>
  );
}

function ShortcutSection({ section }: { section: Section }) {
  return (
    <section className={classes.section}>
      <h3>{section.name}</h3>
      <dl className={classes.list}>
        {section.shortcuts.map(({ keys, label }) => (
          <div key={label} className={classes.line}>
            <dt>{label}</dt>
            <dd>
              {keys.map((one) => (
                <Keys key={one} keys={one} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Keys({ keys }: { keys: string }) {
  const then = keys.includes(" ") ? "then" : "+";
  return (
    <span>
      {printed(keys).map((key, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a key may be pressed twice
        <span key={i}>
          {i > 0 && <span className={classes.joint}>{then}</span>}
          <Kbd size="xs">{key}</Kbd>
        </span>
      ))}
    </span>
  );
}
