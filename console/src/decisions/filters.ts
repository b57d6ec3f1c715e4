import type { Level, ReasonGroup, Verdict } from '../api/contracts';
import type { Parameters } from '../api/http';
import { readNumber } from '../format/read-number';
import { momentsOf, type View } from '../view/view';

export const LEVELS: readonly Level[] = ['low', 'medium', 'high', 'critical'];
export const VERDICTS: readonly Verdict[] = ['approve', 'review', 'block'];

/** Filters that are a name: each link on such a name leads to them. */
export const NAMED = ['entity', 'transaction_id', 'merchant', 'location', 'device', 'ip'] as const;
export const REASON_GROUPS: readonly ReasonGroup[] = [
  'size', 'pace', 'place', 'novelty', 'time_of_day', 'counterparty', 'device', 'label_history', 'measure',
];
export type LabelWord = 'fraud' | 'legitimate';
export const LABEL_WORDS: readonly LabelWord[] = ['fraud', 'legitimate'];
/** Without a word by time. */
export type Sort = 'risk' | 'amount';
export const SORTS: readonly Sort[] = ['risk', 'amount'];

/** The filters of the list of decisions, as they stand in the address; the names are the API's. */
export interface Filters {
  level?: Level[];
  decision?: Verdict[];
  entity?: string;
  transaction_id?: string;
  merchant?: string;
  location?: string;
  device?: string;
  ip?: string;
  reason?: ReasonGroup;
  label?: LabelWord;
  min_risk?: number;
  max_risk?: number;
  min_amount?: number;
  max_amount?: number;
  sort?: Sort;
}

/** What is understood of an address; of the rest, unread.ts says why it is not. */
export function filtersOf(search: Record<string, unknown>): Filters {
  const filters: Filters = {};
  const level = oneOf(search.level, LEVELS);
  const decision = oneOf(search.decision, VERDICTS);
  if (level.length > 0) filters.level = level;
  if (decision.length > 0) filters.decision = decision;
  for (const name of NAMED) {
    const value = search[name];
    if (typeof value === 'string' && value.trim()) filters[name] = value.trim();
  }
  for (const name of ['min_risk', 'max_risk', 'min_amount', 'max_amount'] as const) {
    const value = number(search[name]);
    if (value !== null && (!name.endsWith('risk') || (value >= 0 && value <= 100))) filters[name] = value;
  }
  const [reason] = oneOf(search.reason, REASON_GROUPS);
  const [label] = oneOf(search.label, LABEL_WORDS);
  const [sort] = oneOf(search.sort, SORTS);
  if (reason) filters.reason = reason;
  if (label) filters.label = label;
  if (sort) filters.sort = sort;
  return filters;
}

/** The same filters as text for an address; what is not set is undefined, so that it is removed. */
export const searchOf = (filters: Filters): Record<keyof Filters, string | undefined> => ({
  level: filters.level?.join(',') || undefined,
  decision: filters.decision?.join(',') || undefined,
  entity: filters.entity,
  transaction_id: filters.transaction_id,
  merchant: filters.merchant,
  location: filters.location,
  device: filters.device,
  ip: filters.ip,
  reason: filters.reason,
  label: filters.label,
  min_risk: filters.min_risk?.toString(),
  max_risk: filters.max_risk?.toString(),
  min_amount: filters.min_amount?.toString(),
  max_amount: filters.max_amount?.toString(),
  sort: filters.sort,
});

/** What shows filters and changes them. */
export interface FilterProps { filters: Filters; onChange: (filters: Filters) => void }

/** Through the address and back: empty lists and undefined values vanish, and the order is always the same. */
export const cleaned = (filters: { [Name in keyof Filters]: Filters[Name] | undefined }): Filters => filtersOf(searchOf(filters as Filters));

/** What the server is asked; in which order, only of lists. */
export const parametersOf = (filters: Filters, view: View, now: number): Parameters => ({
  ...momentsOf(view, now), stream: view.stream, ...searchOf(filters), sort: undefined,
});

export const isFiltered = (filters: Filters): boolean => Object.keys(filters).some(name => name !== 'sort');

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
