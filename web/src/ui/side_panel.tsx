import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useIsAsking } from "./dialogs";

/** All of one thing, beside the list it is in. */
export function SidePanel({
  isOpen,
  close,
  title,
  children,
}: {
  isOpen: boolean;
  close: () => void;
  title: string;
  children: ReactNode;
}) {
  const isAsking = useIsAsking();
  return (
    <Drawer
      opened={isOpen}
      onClose={close}
      title={title}
      position="right"
      size="md"
      closeOnEscape={!isAsking}
    >
      {children}
    </Drawer>
  );
}
