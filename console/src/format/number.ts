/** How numbers are written, everywhere the same: thousands separated, a true minus sign, a dash for what is missing. */
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

export const MISSING = '–';

const minus = (text: string): string => text.replace('-', '−');
const isNumber = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value);

export const count = (value: number | null | undefined): string => (isNumber(value) ? minus(whole.format(value)) : MISSING);

export const amount = (value: number | null | undefined): string => (isNumber(value) ? minus(cents.format(value)) : MISSING);

/** 12,345,678 as 12.3M; for axes and totals. */
export const compact = (value: number | null | undefined): string => (isNumber(value) ? minus(short.format(value)) : MISSING);

/** A risk of 0..100 with one decimal. A risk below 100 never reads 100.0. */
export const risk = (value: number | null | undefined): string => {
  if (!isNumber(value)) return MISSING;
  return (value < 100 ? Math.min(value, 99.9) : value).toFixed(1);
};

/** Points of risk with their sign. */
export const points = (value: number): string => {
  const text = Math.abs(value).toFixed(1);
  if (Number(text) === 0) return '0.0';
  return (value < 0 ? '−' : '+') + text;
};

/** A share of 0..1 as a percentage. */
export const percent = (share: number | null | undefined, digits = 1): string =>
  isNumber(share) ? `${minus((share * 100).toFixed(digits))} %` : MISSING;

/** A feature's value, as many digits as it needs. */
export const plain = (value: number | null | undefined): string => {
  if (!isNumber(value)) return MISSING;
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return count(value);
  // Nobody compares numbers that are written with exponents.
  if (size < 1e-3) return minus(String(Math.abs(Number(value.toFixed(3))) * Math.sign(value) || 0));
  if (size >= 10_000) return count(value);
  return minus(size >= 100 ? cents.format(value) : String(Number(value.toPrecision(3))));
};

export const milliseconds = (value: number | null | undefined): string =>
  isNumber(value) ? `${value < 10 ? value.toFixed(1) : whole.format(value)} ms` : MISSING;

/** The change from one number to another in words, null where there is nothing to compare with. */
export const change = (now: number, before: number | null | undefined): string | null => {
  if (!isNumber(before) || before === 0) return null;
  const ratio = now / before;
  if (ratio >= 3) return `${ratio.toFixed(1)} times`;
  const delta = Math.round((ratio - 1) * 100);
  if (delta === 0) return 'unchanged';
  return `${delta < 0 ? '−' : '+'}${Math.abs(delta)} %`;
};
