import { Modal } from "@mantine/core";
import { Finder } from "./finder";
import classes from "./palette_dialog.module.css";

interface Props {
  opened: boolean;
  onClose: () => void;
}

export function PaletteDialog({ opened, onClose }: Props) {
  return (
    <Modal.Root
      opened={opened}
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
