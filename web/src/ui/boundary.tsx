import { Component, type ReactNode } from "react";
import { href } from "~/lib/base";
import { ProblemNote } from "./notes";
import { failed } from "./toast";
import { isUnloaded, UNLOADED } from "./unloaded";

interface Props {
  children: ReactNode;
  /** What is shown inside: with another one it is tried anew. */
  of?: string;
}

interface State {
  error: unknown;
}

/** What breaks inside does not take the rest of the page with it. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidUpdate(before: Props) {
    if (before.of !== this.props.of && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <ProblemNote error={isUnloaded(error) ? UNLOADED : error} retry={reload} />;
  }
}

// A file that failed once stays so until the page is loaded anew; without a server that ends in nothing.
async function reload(): Promise<void> {
  const answer = await fetch(href("/healthz")).catch(() => null);
  if (answer?.ok) window.location.reload();
  else failed("The server does not answer yet.");
}
