import { type Filters, filtersOf, LABEL_WORDS, LEVELS, REASON_GROUPS, searchOf, SORTS, VERDICTS } from './filters';
import { readNumber } from '../format/read-number';

/** A filter that was given and cannot be used: it is said where filters are, and is not applied. */
export interface Unread {
  name: keyof Filters;
  label: string;
  text: string;
  expected: string;
}

const WORDS = {
  level: ['Level', LEVELS], decision: ['Decision', VERDICTS], reason: ['Reason', REASON_GROUPS], label: ['Label', LABEL_WORDS], sort: ['Order', SORTS],
} as const;
const NUMBERS = {
  min_risk: ['Risk from', 'a number from 0 to 100'], max_risk: ['Risk to', 'a number from 0 to 100'],
  min_amount: ['Amount from', 'a number such as 1,000'], max_amount: ['Amount to', 'a number such as 1,000'],
} as const;

/** What of an address or a form is no filter, with what would be one. */
export function unreadOf(search: Record<string, unknown>): Unread[] {
  const found: Unread[] = [];
  for (const [name, [label, words]] of Object.entries(WORDS)) {
    const unknown = textOf(search[name]).split(',').map(word => word.trim()).filter(word => word && !(words as readonly string[]).includes(word));
    if (unknown.length > 0) found.push({ name: name as keyof Filters, label, text: unknown.join(', '), expected: `one of ${words.join(', ')}` });
  }
  for (const [name, [label, expected]] of Object.entries(NUMBERS)) {
    const text = textOf(search[name]).trim();
    if (text && !isUsable(name, text)) found.push({ name: name as keyof Filters, label, text, expected });
  }
  return found;
}

/** The filters as they stay in the address: those that are understood in their usual form, the others as they were written. */
export const keptOf = (search: Record<string, unknown>): Partial<Record<keyof Filters, string | undefined>> => ({
  ...searchOf(filtersOf(search)), ...Object.fromEntries(unreadOf(search).map(u => [u.name, textOf(search[u.name])])),
});

/** All filters that can be unreadable. */
export const UNREADABLE: readonly (keyof Filters)[] = ['level', 'decision', 'reason', 'label', 'sort', 'min_risk', 'max_risk', 'min_amount', 'max_amount'];

/** Filters that were changed by hand, in the address: what could not be read stays until it is corrected or dropped. */
export function changedIn(old: Record<string, unknown>, changed: Filters, dropped: readonly (keyof Filters)[]): Partial<Record<keyof Filters, string | undefined>> {
  const search = searchOf(changed);
  const stays = unreadOf(old).filter(u => !dropped.includes(u.name) && search[u.name] === undefined);
  return { ...search, ...Object.fromEntries(stays.map(u => [u.name, u.text])) };
}

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function isUsable(name: string, text: string): boolean {
  const value = readNumber(text);
  return value !== null && (!name.endsWith('risk') || (value >= 0 && value <= 100));
}
