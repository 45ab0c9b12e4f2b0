import { render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { Markdown } from "./markdown";
import { parse } from "./parse";

async function shown(text: string): Promise<HTMLElement> {
  const { container } = render(<Markdown text={text} />);
  await waitFor(() => expect(container.querySelector("[class*=plain]")).toBeNull());
  return container;
}

test("lists, code, tables and emphasis are shown as what they are", async () => {
  const text = "# Head\n\n3. **a** `b`\n4. c\n\n|x|y|\n|-|-|\n|1|2|\n\n```sh\n<b>\n```";
  const page = await shown(text);
  expect(screen.getByRole("heading", { level: 3, name: "Head" })).toBeInTheDocument();
  expect(page.querySelector("ol")).toHaveAttribute("start", "3");
  expect(page.querySelector("li strong")).toHaveTextContent("a");
  expect(screen.getAllByRole("columnheader")).toHaveLength(2);
  expect(page.querySelector("pre")?.textContent).toBe("<b>\n");
});

test("a line that somebody ended stays a line", async () => {
  const page = await shown("one\ntwo");
  expect(page.querySelector("p")?.textContent).toBe("one\ntwo");
});

test.each([
  ["[a](https://example.org/x)", "https://example.org/x"],
  ["[a](mailto:a@example.org)", "mailto:a@example.org"],
  ["<https://example.org/>", "https://example.org/"],
  ["see https://example.org/a_(b), or not", "https://example.org/a_(b)"],
  ["(https://example.org/a).", "https://example.org/a"],
])("%s leads into a tab of its own", async (text, address) => {
  await shown(text);
  const link = screen.getByRole("link");
  expect(link).toHaveAttribute("href", address);
  expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
});

test("a task of this server is opened on this page", async () => {
  await shown("[Task 7](/tasks/7) failed");
  expect(screen.getByRole("link", { name: "Task 7" })).toHaveAttribute("href", "/tasks/7");
  expect(screen.getByRole("link")).not.toHaveAttribute("target");
});

test("a picture is a link: nothing is asked of another server", async () => {
  const page = await shown("![a graph](https://example.org/g.png) [![b](https://b.org/b.png)](/x)");
  expect(page.querySelector("img")).toBeNull();
  expect(screen.getByRole("link", { name: "a graph" })).toHaveAttribute(
    "href",
    "https://example.org/g.png",
  );
});

test.each([
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "[a](javascript:alert(1))",
  "[a](JaVaScRiPt&colon;alert(1))",
  "[a](data:text/html,<script>alert(1)</script>)",
  "[a](vbscript:x)",
  "![a](javascript:alert(1))",
  "<javascript:alert(1)>",
  "[a]: javascript:alert(1)\n\n[a]",
])("%s is text", async (text) => {
  const page = await shown(text);
  expect(page.querySelector("a, img, script, iframe, svg")).toBeNull();
});

const LONGEST = 64 * 1024;

test.each([
  ">".repeat(LONGEST),
  `${">".repeat(30)}a\n${"b\n".repeat(30_000)}`,
  "*a".repeat(LONGEST / 2),
  `${"- ".repeat(30)}a\n`.repeat(1000),
  "[".repeat(LONGEST),
  "https://a.org/((((".repeat(3_000),
])("no text keeps the page waiting (%#)", (text) => {
  const before = performance.now();
  parse(text);
  expect(performance.now() - before).toBeLessThan(2_000);
});
