import { count, plain } from '../format/number';

/** What a feature's own baseline is: a value of the feature itself, or something in another unit that its value was made from. */
export type BaselineUnit = 'feature' | 'median' | 'mean' | 'earlier';

const UNITS: readonly (readonly [RegExp, BaselineUnit])[] = [
  [/(^|_)(robust_zscore|ratio)(_|$)/, 'median'],
  [/(^|_)zscore(_|$)/, 'mean'],
  [/(^|_)(first_seen|rarity)(_|$)/, 'earlier'],
];

/** Deviations and ratios are told from a median or mean of amounts, novelty from the number of earlier transactions. */
export const unitOf = (feature: string): BaselineUnit => UNITS.find(([pattern]) => pattern.test(feature))?.[1] ?? 'feature';

export function baselineText(feature: string, baseline: number | null): string {
  if (baseline === null) return plain(null);
  const unit = unitOf(feature);
  if (unit === 'earlier') return `of ${count(baseline)} earlier`;
  return unit === 'feature' ? plain(baseline) : `${unit} ${plain(baseline)}`;
}
