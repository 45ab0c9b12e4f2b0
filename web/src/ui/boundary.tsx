import { Component, type ReactNode } from "react";
import { ProblemNote } from "./notes";

interface State {
  error: unknown;
}

/** What breaks inside does not take the rest of the page with it. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    // Mostly a part of a page that the server has no more: it has a newer one.
    return <ProblemNote error={error} retry={() => window.location.reload()} />;
  }
}
