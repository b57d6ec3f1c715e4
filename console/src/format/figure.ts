/**
 * One rounding for one number, in the engine (`FigureText`), the API's sentences and here; docs/guides/api.md has the table, and both are
 * tested with the same figures.
 */
const LARGEST = 1e15;
const LEAST = 1e-6;
const SIGNIFICANT = 14;
const MOST_DECIMALS = 15;

const WHOLE = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const THOUSANDTHS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

const formats = new Map<string, Intl.NumberFormat>();

/** Halves away from zero, of the fifteen digits that a number is written with: 1.005 is 1.01, whatever its binary form. */
export function decimals(value: number, least: number, most: number, isGrouped = true): string {
  const key = `${least} ${most} ${isGrouped}`;
  let format = formats.get(key);
  if (!format) formats.set(key, format = new Intl.NumberFormat('en-GB', { minimumFractionDigits: least, maximumFractionDigits: most, useGrouping: isGrouped }));
  const text = format.format(value.toExponential(SIGNIFICANT) as `${number}`);
  if (!text.startsWith('-')) return text;
  return /[1-9]/.test(text) ? text.replace('-', '−') : text.slice(1);
}

/** Whole numbers as they are, others from 1 with two decimals, smaller ones with three digits; far beyond as a power of ten. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= LARGEST || (size < LEAST && size > 0)) return power(value);
  if (Number.isInteger(value)) return decimals(value, 0, 0);
  if (size >= 1) return decimals(value, 2, 2);
  return decimals(value, 0, Math.min(MOST_DECIMALS, 2 - Math.floor(Math.log10(size))));
}

/** An amount with the decimals of its currency, two where it is not known. */
export function amountFigure(value: number, currency: string | null): string {
  const digits = WHOLE.has(currency ?? '') ? 0 : THOUSANDTHS.has(currency ?? '') ? 3 : 2;
  const size = Math.abs(value);
  return size >= LARGEST || (size > 0 && size < 0.5 * 10 ** -digits) ? figure(value) : decimals(value, digits, digits);
}

function power(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const [mantissa = '', exponent = ''] = value.toExponential(SIGNIFICANT).split('e');
  const written = decimals(Number(mantissa), 0, 2);
  // 9.999 rounds to 10, which is 1 of the next power.
  const isNext = /^−?10$/.test(written);
  const raised = String(Number(exponent) + (isNext ? 1 : 0)).replaceAll(/./g, c => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)] ?? c));
  return `${isNext ? written.replace('10', '1') : written} × 10${raised}`;
}
