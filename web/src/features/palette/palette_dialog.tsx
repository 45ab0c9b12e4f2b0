import { Modal } from "@mantine/core";
import { useEffect, useState } from "react";
import { Finder } from "./finder";
import classes from "./palette_dialog.module.css";

interface Props {
  opened: boolean;
  onClose: () => void;
}

export function PaletteDialog({ opened, onClose }: Props) {
  // It remembers what had the focus when it is opened, and not when it is there from the start.
  const [isThere, setIsThere] = useState(false);
  useEffect(() => setIsThere(true), []);
  return (
    <Modal.Root
      opened={opened && isThere}
      onClose={onClose}
      size={640}
      yOffset="10dvh"
      classNames={{ content: classes.content ?? "" }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search or jump to">
        <Finder onChosen={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}
