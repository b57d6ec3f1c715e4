import type { Level, Verdict } from '../api/contracts';
import type { Parameters } from '../api/http';
import { readNumber } from '../format/read-number';
import { momentsOf, type View } from '../view/view';

export const LEVELS: readonly Level[] = ['low', 'medium', 'high', 'critical'];
export const VERDICTS: readonly Verdict[] = ['approve', 'review', 'block'];

/** The filters of the list of decisions, as they stand in the address; the names are the API's. */
export interface Filters {
  level?: Level[];
  decision?: Verdict[];
  entity?: string;
  transaction_id?: string;
  min_risk?: number;
  max_risk?: number;
  min_amount?: number;
  max_amount?: number;
}

/** What is understood of an address; of the rest, unread.ts says why it is not. */
export function filtersOf(search: Record<string, unknown>): Filters {
  const filters: Filters = {};
  const level = oneOf(search.level, LEVELS);
  const decision = oneOf(search.decision, VERDICTS);
  if (level.length > 0) filters.level = level;
  if (decision.length > 0) filters.decision = decision;
  for (const name of ['entity', 'transaction_id'] as const) {
    const value = search[name];
    if (typeof value === 'string' && value.trim()) filters[name] = value.trim();
  }
  for (const name of ['min_risk', 'max_risk', 'min_amount', 'max_amount'] as const) {
    const value = number(search[name]);
    if (value !== null && (!name.endsWith('risk') || (value >= 0 && value <= 100))) filters[name] = value;
  }
  return filters;
}

/** The same filters as text for an address; what is not set is undefined, so that it is removed. */
export const searchOf = (filters: Filters): Record<keyof Filters, string | undefined> => ({
  level: filters.level?.join(',') || undefined,
  decision: filters.decision?.join(',') || undefined,
  entity: filters.entity,
  transaction_id: filters.transaction_id,
  min_risk: filters.min_risk?.toString(),
  max_risk: filters.max_risk?.toString(),
  min_amount: filters.min_amount?.toString(),
  max_amount: filters.max_amount?.toString(),
});

/** What the server is asked. */
export const parametersOf = (filters: Filters, view: View, now: number): Parameters => ({
  ...momentsOf(view, now), stream: view.stream, ...searchOf(filters),
});

export const isFiltered = (filters: Filters): boolean => Object.keys(filters).length > 0;

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T[] {
  if (typeof value !== 'string') return [];
  const named = new Set(value.split(','));
  return allowed.filter(item => named.has(item));
}

function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !value.trim()) return null;
  return readNumber(value);
}
