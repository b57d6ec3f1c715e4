/** How times are written. A zone is an IANA name; null is the viewer's own. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | null, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone ?? ''}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { ...options, ...(zone ? { timeZone: zone } : {}) });
    formats.set(key, found);
  }
  return found;
}

export type Zone = string | null;

/** 21 Nov 2026, 10:16:30 */
export const dateTime = (time: string | number, zone: Zone): string =>
  format(zone, { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
    .format(new Date(time));

/** 21 Nov, 10:16:30 */
export const shortDateTime = (time: string | number, zone: Zone): string =>
  format(zone, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
    .format(new Date(time));

/** 21 Nov, 10:16 */
export const minute = (time: string | number, zone: Zone): string =>
  format(zone, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(time));

export const clock = (time: string | number, zone: Zone): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(time));

export const day = (time: string | number, zone: Zone): string =>
  format(zone, { day: '2-digit', month: 'short' }).format(new Date(time));

export const date = (time: string | number, zone: Zone): string =>
  format(zone, { day: '2-digit', month: 'short', year: 'numeric' }).format(new Date(time));

/** The exact moment, for titles: 2026-11-21 10:16:30.250 UTC */
export const exactUtc = (time: string): string => {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? time : `${at.toISOString().replace('T', ' ').replace('Z', '')} UTC`;
};

/** just now · 3 min ago · 2 h ago · 5 d ago */
export const ago = (time: string | number, now: number): string => {
  const seconds = Math.max(0, (now - new Date(time).getTime()) / 1000);
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
};

export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const zoneName = (zone: Zone): string => zone ?? localZone();

export const isZone = (name: string): boolean => {
  try {
    format(name, {});
    return true;
  } catch {
    return false;
  }
};

/** What a datetime-local input holds (2026-11-21T10:16) for a moment, in the zone. */
export function inputOf(time: string | number, zone: Zone): string {
  const parts = Object.fromEntries(
    format(zone, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
      .formatToParts(new Date(time)).map(part => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The moment that a datetime-local input means in the zone; null when it is empty or no time. */
export function momentOf(input: string, zone: Zone): string | null {
  const guess = Date.parse(`${input}Z`);
  if (Number.isNaN(guess)) return null;
  // Twice, for the offset may differ between the guess and the moment itself.
  let moment = guess;
  for (let i = 0; i < 2; i++) moment = guess - (Date.parse(`${inputOf(moment, zone)}Z`) - Math.floor(moment / 60_000) * 60_000);
  return new Date(moment).toISOString();
}
