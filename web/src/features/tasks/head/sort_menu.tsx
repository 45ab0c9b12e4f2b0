import { Button, Menu } from "@mantine/core";
import { IconArrowsSort } from "@tabler/icons-react";
import { usePref } from "~/lib/prefs";
import { NEWEST } from "../use_listing";

const ORDERS: readonly { value: string; label: string }[] = [
  { value: NEWEST, label: "Newest first" },
  { value: "created_at", label: "Oldest first" },
  { value: "-duration", label: "Longest first" },
  { value: "duration", label: "Shortest first" },
  { value: "priority", label: "Most urgent first" },
  { value: "deadline", label: "Earliest deadline first" },
];

const DENSITIES = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
] as const;

/** In what order the tasks are listed, and how closely. */
export function SortMenu({
  order,
  setOrder,
}: {
  order: string;
  setOrder: (order: string) => void;
}) {
  const [density, setDensity] = usePref("density");
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
        <Menu.Label>Order</Menu.Label>
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
        <Menu.Divider />
        <Menu.Label>Rows</Menu.Label>
        {DENSITIES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === density}
            rightSection={value === density ? "✓" : null}
            onClick={() => setDensity(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
