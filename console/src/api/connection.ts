/** Whether the server answers; the shell shows a quiet bar while it does not. */
let lostSince: number | null = null;
const listeners = new Set<() => void>();

export const isLost = (): boolean => lostSince !== null;

export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reportReachable(): void {
  if (lostSince === null) return;
  lostSince = null;
  listeners.forEach(listener => listener());
}

export function reportUnreachable(): void {
  if (lostSince !== null) return;
  lostSince = Date.now();
  listeners.forEach(listener => listener());
}
