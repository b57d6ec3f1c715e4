import { isZone, type Zone } from '../format/time';

/** What every page shares and what stands in the address: the time range, the zone in which times are shown, the stream. */
export interface View {
  range?: RangeName;
  from?: string;
  to?: string;
  zone?: string;
  stream?: string;
}

export const RANGES = {
  '15m': { label: 'Last 15 minutes', ms: 15 * 60_000 },
  '1h': { label: 'Last hour', ms: 3_600_000 },
  '24h': { label: 'Last 24 hours', ms: 86_400_000 },
  '7d': { label: 'Last 7 days', ms: 7 * 86_400_000 },
  '14d': { label: 'Last 14 days', ms: 14 * 86_400_000 },
  '30d': { label: 'Last 30 days', ms: 30 * 86_400_000 },
  all: { label: 'All time', ms: null },
} as const;

export type RangeName = keyof typeof RANGES;
export const DEFAULT_RANGE: RangeName = '24h';

export const isRange = (text: unknown): text is RangeName => typeof text === 'string' && Object.hasOwn(RANGES, text);

/** Keeps what is understood of an address and drops the rest. */
export function viewOf(search: Record<string, unknown>): View {
  const view: View = {};
  const from = time(search.from);
  const to = time(search.to);
  if (from) view.from = from;
  if (to) view.to = to;
  if (!from && !to && isRange(search.range) && search.range !== DEFAULT_RANGE) view.range = search.range;
  if (typeof search.zone === 'string' && isZone(search.zone)) view.zone = search.zone;
  if (typeof search.stream === 'string' && search.stream) view.stream = search.stream;
  return view;
}

/** A range that ends now takes in what happens next. */
export const isLive = (view: View): boolean => !view.to;

/** The range in moments; a side that is open is left out. Rounded to the minute, so that the same question has the same address. */
export function momentsOf(view: View, now: number): { from?: string; to?: string } {
  if (view.from || view.to) return { ...(view.from ? { from: view.from } : {}), ...(view.to ? { to: view.to } : {}) };
  const { ms } = RANGES[view.range ?? DEFAULT_RANGE];
  return ms === null ? {} : { from: new Date(Math.floor((now - ms) / 60_000) * 60_000).toISOString() };
}

export const zoneOf = (view: View): Zone => view.zone ?? null;

const time = (text: unknown): string | null =>
  typeof text === 'string' && text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null;
