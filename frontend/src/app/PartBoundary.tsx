import { Component, type ReactNode } from "react";
import { tryAgain } from "@/ui/later";

interface Props {
  children: ReactNode;
  onFailed: () => void;
}

/** Catches a part that cannot be loaded, so that what is on screen stays; with another `key` it may be tried again. */
export class PartBoundary extends Component<Props, { isFailed: boolean }> {
  override state = { isFailed: false };

  static getDerivedStateFromError(): { isFailed: boolean } {
    return { isFailed: true };
  }

  override componentDidCatch(): void {
    tryAgain();
    this.props.onFailed();
  }

  override render() {
    return this.state.isFailed ? null : this.props.children;
  }
}
