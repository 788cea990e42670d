/** Something that tells whoever watches it that it has changed. */
export class Watched {
  private readonly watchers = new Set<() => void>();

  /** Calls the watcher after every change until the returned function is called. */
  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  protected tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}
