import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { copy } from "~/lib/clipboard";

const SHOWN_MS = 1_500;

/** Copies `text`; `what` names it: "command" makes "Copy command". */
export function CopyButton({ text, what }: { text: string | (() => string); what: string }) {
  const [done, setDone] = useState<boolean | null>(null);
  useEffect(() => {
    if (done === null) return;
    const timer = window.setTimeout(() => setDone(null), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [done]);
  const label =
    done === null ? `Copy ${what}` : done ? "Copied" : "The browser did not let us copy";
  const Icon = done === null ? IconCopy : done ? IconCheck : IconX;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={`Copy ${what}`}
        onClick={async () => setDone(await copy(typeof text === "string" ? text : text()))}
      >
        <Icon size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
