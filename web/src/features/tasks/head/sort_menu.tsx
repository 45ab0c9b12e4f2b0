import { Button, Menu } from "@mantine/core";
import { IconArrowsSort } from "@tabler/icons-react";
import { NEWEST } from "../use_listing";

const ORDERS: readonly { value: string; label: string }[] = [
  { value: NEWEST, label: "Newest first" },
  { value: "created_at", label: "Oldest first" },
  { value: "-duration", label: "Longest first" },
  { value: "duration", label: "Shortest first" },
  { value: "priority", label: "Most urgent first" },
  { value: "deadline", label: "Earliest deadline first" },
];

export function SortMenu({
  order,
  setOrder,
}: {
  order: string;
  setOrder: (order: string) => void;
}) {
  const current = ORDERS.find((one) => one.value === order);
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconArrowsSort size={14} aria-hidden="true" />}
          aria-label={`Order: ${current?.label ?? order}`}
        >
          {current?.label ?? order}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ORDERS.map(({ value, label }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === order}
            rightSection={value === order ? "✓" : null}
            onClick={() => setOrder(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
