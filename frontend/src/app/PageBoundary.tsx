import { Component, type ReactNode } from "react";
import { FailedPage } from "@/app/pages/FailedPage";
import { tryAgain } from "@/ui/later";

interface State {
  error: unknown;
}

/** Catches what a page throws, so that the shell stays usable. */
export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  private readonly retry = () => {
    tryAgain();
    this.setState({ error: null });
  };

  override render() {
    if (this.state.error === null) return this.props.children;
    return <FailedPage error={this.state.error} onRetry={this.retry} />;
  }
}
