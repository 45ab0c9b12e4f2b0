import { Button } from "@mantine/core";
import { apiUrl } from "~/lib/api/client";
import { quoted } from "~/lib/curl";
import { CommandLine } from "~/ui/command_line";
import { ShownOnce } from "~/ui/shown_once";
import type { NewToken } from "./tokens_query";

/** The token itself, this once, and a line that uses it. */
export function MadeToken({ made, done }: { made: NewToken; done: (value: null) => void }) {
  return (
    <ShownOnce secret={made.token} what="token">
      <p>A script sends it with every request:</p>
      <CommandLine text={curlWith(made)} what="curl command" />
      <Button onClick={() => done(null)}>I have copied it</Button>
    </ShownOnce>
  );
}

/** Runs something where the token may, else looks, else does what is left to it. */
export function curlWith({ token, scopes }: Pick<NewToken, "token" | "scopes">): string {
  if (scopes.includes("run")) return line(token, "/tasks", { command: "echo hello" });
  if (scopes.includes("read")) return line(token, "/tasks");
  return line(token, "/tokens", { name: "another", scopes: ["admin"] });
}

function line(token: string, path: string, body?: unknown): string {
  const address = quoted(new URL(apiUrl(path), window.location.origin).href);
  const parts = [`curl -sS ${address}`, `-H 'Authorization: Bearer ${token}'`];
  if (body !== undefined) {
    parts.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`);
  }
  return parts.join(" \\\n  ");
}
