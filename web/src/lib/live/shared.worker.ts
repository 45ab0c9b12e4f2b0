import type { Asked, Told } from "./facts";
import { Source } from "./source";

/** All tabs of a browser share this one, and with it one connection to the server. */
const scope = globalThis as unknown as {
  name: string;
  onconnect: (event: MessageEvent) => void;
};
const ports = new Set<MessagePort>();
const source = new Source(scope.name, (told) => {
  for (const port of ports) port.postMessage(told);
});

scope.onconnect = (event) => {
  const port = event.ports[0];
  if (port === undefined) return;
  ports.add(port);
  port.onmessage = ({ data }: MessageEvent<Asked>) => {
    if (data === "leave") ports.delete(port);
    else source[data]();
  };
  // Whoever comes is about to start it.
  if (source.state.phase === "signed-out") return;
  port.postMessage({ kind: "state", state: source.state } satisfies Told);
};
