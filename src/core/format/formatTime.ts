let times: Intl.DateTimeFormat | undefined;

/** `2026-01-02 03:04:05 UTC`, the same on every machine. @param time milliseconds since the epoch */
export function formatTime(time: number): string {
  // Swedish writes the parts in the order of ISO 8601.
  times ??= new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  return `${times.format(time)} UTC`;
}
