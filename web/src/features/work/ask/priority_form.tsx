import type { Priority } from "~/lib/api/types";
import { Choices } from "./choices";

export const PRIORITIES: Record<Priority, string> = {
  urgent: "Urgent",
  normal: "Normal",
  low: "Low",
};

interface Props {
  priority: Priority;
  answer: (priority: Priority) => void;
}

export function PriorityForm({ priority, answer }: Props) {
  const words: Priority[] = ["urgent", "normal", "low"];
  return (
    <Choices
      choices={words.map((word) => ({
        label: PRIORITIES[word],
        isChosen: word === priority,
        choose: () => answer(word),
      }))}
    />
  );
}
