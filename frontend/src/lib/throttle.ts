/** Returns a function that acts at once and then at most once per gap; whatever was asked for meanwhile is done at its end. */
export function throttle(act: () => void, gap: number): () => void {
  let isResting = false;
  let isWanted = false;
  const run = () => {
    if (isResting) {
      isWanted = true;
      return;
    }
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (!isWanted) return;
      isWanted = false;
      run();
    }, gap);
    act();
  };
  return run;
}
