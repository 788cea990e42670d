/** Gathers what comes within a short time and hands it on together, the most that may go at once in each lot. */
export class Batch<Thing> {
  private hand: (things: Thing[]) => void = () => undefined;
  private waiting: Thing[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly after: number,
    private readonly most: number,
  ) {}

  /** Says to whom it is handed from now on. */
  to(hand: (things: Thing[]) => void): void {
    this.hand = hand;
  }

  add(thing: Thing): void {
    this.waiting.push(thing);
    this.timer ??= setTimeout(() => this.flush(), this.after);
  }

  /** Hands on at once what waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const things = this.waiting;
    this.waiting = [];
    for (let begin = 0; begin < things.length; begin += this.most) this.hand(things.slice(begin, begin + this.most));
  }
}
