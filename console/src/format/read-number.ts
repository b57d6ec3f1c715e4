const SPACES = /[\s\u00a0\u2009\u202f'’_]/g;
// No number of thousands begins with a nought.
const GROUPED = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const GROUPED_BY_POINTS = /^-?[1-9]\d{0,2}(\.\d{3})+,\d*$|^-?[1-9]\d{0,2}(\.\d{3}){2,}$/;
const DECIMAL_COMMA = /^-?\d+,\d{1,2}$|^-?0,\d+$/;
const PLAIN = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as people write it: 1,000 and 1 000 and 1’000 are a thousand, 12,5 is twelve and a half. Null for what is none. */
export function readNumber(text: string): number | null {
  const bare = text.trim().replaceAll(SPACES, '').replace(/^[−–]/, '-').replace(/^\+/, '');
  if (GROUPED.test(bare)) return Number(bare.replaceAll(',', ''));
  if (GROUPED_BY_POINTS.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'));
  if (DECIMAL_COMMA.test(bare)) return Number(bare.replace(',', '.'));
  if (!PLAIN.test(bare)) return null;
  const value = Number(bare);
  return Number.isFinite(value) ? value : null;
}
