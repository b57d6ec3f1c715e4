/** Whether the server answers. While it does not, the shell says so and it is asked again and again; then everything catches up. */
let lostSince: number | null = null;
let probing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const FIRST_PROBE_MS = 1_000;
const LONGEST_PROBE_MS = 8_000;

export const isLost = (): boolean => lostSince !== null;

export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function reportReachable(): void {
  if (lostSince === null) return;
  lostSince = null;
  clearTimeout(probing);
  listeners.forEach(listener => listener());
}

export function reportUnreachable(): void {
  if (lostSince !== null) return;
  lostSince = Date.now();
  probeIn(FIRST_PROBE_MS);
  listeners.forEach(listener => listener());
}

/** Believes the browser when it says that there is no network, and asks at once when it says that there is one. */
export function watchNetwork(): void {
  window.addEventListener('offline', reportUnreachable);
  window.addEventListener('online', () => {
    if (lostSince !== null) void probe(FIRST_PROBE_MS);
  });
}

function probeIn(milliseconds: number): void {
  clearTimeout(probing);
  probing = setTimeout(() => void probe(Math.min(milliseconds * 2, LONGEST_PROBE_MS)), milliseconds);
}

async function probe(next: number): Promise<void> {
  const answer = await fetch('/health/live', { cache: 'no-store' }).catch(() => null);
  if (lostSince === null) return;
  if (answer?.ok) reportReachable();
  else probeIn(next);
}
