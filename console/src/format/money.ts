import type { CurrencyAmount } from '../api/contracts';
import { amount, compact, MISSING } from './number';

const SHOWN = 2;

/** 12.3K EUR; sums of several currencies stand side by side, the rest is counted. */
export function money(amounts: readonly CurrencyAmount[]): string {
  if (amounts.length === 0) return MISSING;
  const shown = amounts.slice(0, SHOWN).map(a => withCode(compact(a.amount), a.currency)).join(' · ');
  return amounts.length > SHOWN ? `${shown} · ${amounts.length - SHOWN} more` : shown;
}

/** 1,234.50 EUR */
export const exactMoney = (value: number | null, currency: string | null): string => withCode(amount(value, currency), value === null ? null : currency);

const withCode = (text: string, currency: string | null): string => (currency ? `${text} ${currency}` : text);
