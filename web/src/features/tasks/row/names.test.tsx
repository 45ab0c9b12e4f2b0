import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "~/test/page";
import { aTask } from "~/test/tasks";
import { TaskRow } from "./task_row";

const NAMES = { task: "גיבוי 3", person: "🚀 שלום" };

test("names written from right to left leave the order of what stands beside them", () => {
  const task = aTask({
    kind: "person",
    name: NAMES.task,
    assigned_to: { id: "3", name: NAMES.person },
    checklist: [
      { id: "1", text: "one", done: true },
      { id: "2", text: "two", done: false },
    ] as never,
  });
  const look = { index: 0, measure() {}, isSelected: false, select() {}, usual: new Map() };
  show(
    <table>
      <tbody>
        <TaskRow task={task} {...look} />
      </tbody>
    </table>,
  );
  expect(screen.getByText(NAMES.task).tagName).toBe("BDI");
  expect(screen.getByText(NAMES.person).tagName).toBe("BDI");
  expect(screen.getByText(/for/)).toHaveTextContent(`for ${NAMES.person} · 1/2 steps`);
});
