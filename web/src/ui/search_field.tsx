import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "~/lib/keys";

const TYPED_MS = 250;

/** A field whose words are asked for when one stops typing. */
export function SearchField({
  label,
  placeholder,
  keysOf,
  value,
  onChange,
  className,
}: {
  label: string;
  /** With one the label stands above; without, it is the placeholder itself. */
  placeholder?: string;
  /** The list it searches, when / leads to it. */
  keysOf?: string;
  value: string;
  onChange: (words: string) => void;
  className?: string | undefined;
}) {
  const field = useRef<HTMLInputElement>(null);
  const keys = { keys: "/", label, run: () => field.current?.focus() };
  useKeys(keysOf ?? label, keysOf === undefined ? [] : [keys]);
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    // Changed from elsewhere: Back, or a button that clears it.
    setTyped((now) => (now.trim() === value ? now : value));
  }, [value]);
  useEffect(() => {
    const words = typed.trim();
    if (words === value) return;
    const timer = window.setTimeout(() => onChange(words), TYPED_MS);
    return () => window.clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextInput
      ref={field}
      type="search"
      {...(placeholder === undefined ? { "aria-label": label } : { label })}
      placeholder={placeholder ?? label}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      className={className}
    />
  );
}
