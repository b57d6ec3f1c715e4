/** How numbers are written, everywhere the same: thousands separated, a true minus sign, a dash for what is missing. */
import { amountFigure, decimals, figure } from './figure';

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export const MISSING = '–';

const minus = (text: string): string => text.replace('-', '−');
const isNumber = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value);

export const count = (value: number | null | undefined): string => (isNumber(value) ? decimals(value, 0, 0) : MISSING);

export const amount = (value: number | null | undefined, currency: string | null = null): string =>
  (isNumber(value) ? amountFigure(value, currency) : MISSING);

/** 12,345,678 as 12.3M; for axes and totals. */
export const compact = (value: number | null | undefined): string => (isNumber(value) ? minus(short.format(value)) : MISSING);

/** A risk of 0..100 with one decimal. A risk below 100 never reads 100.0. */
export const risk = (value: number | null | undefined): string => {
  if (!isNumber(value)) return MISSING;
  return decimals(value < 100 ? Math.min(value, 99.9) : value, 1, 1, false);
};

/** Points of risk with their sign. */
export const points = (value: number): string => {
  const text = decimals(value, 1, 1, false);
  return /[1-9]/.test(text) && value > 0 ? `+${text}` : text;
};

/** A share of 0..1 in percent. */
export const percent = (share: number | null | undefined, digits = 1): string => {
  if (!isNumber(share)) return MISSING;
  const least = 10 ** -digits;
  return share > 0 && share * 100 < least ? `less than ${decimals(least, 0, digits)} %` : `${decimals(share * 100, 0, digits, false)} %`;
};

/** A number that is no amount, as the server's sentences write it. */
export const plain = (value: number | null | undefined): string => (isNumber(value) ? figure(value) : MISSING);

export const milliseconds = (value: number | null | undefined): string =>
  isNumber(value) ? `${decimals(value, value < 10 ? 1 : 0, value < 10 ? 1 : 0)} ms` : MISSING;

/** How many times as much, with a decimal where it counts: 3.2 times, 24 times. */
export const times = (ratio: number): string => `${decimals(ratio, 0, ratio < 10 ? 1 : 0)} times`;
