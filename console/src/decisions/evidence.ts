import type { DecisionDetail, FeatureValue } from '../api/contracts';
import { exactMoney } from '../format/money';
import { MISSING } from '../format/number';

const NOT_ENOUGH = /too little is known|nothing earlier|^the first transaction|no previous location/;

/** Whether a value could not be compared since the entity has no history yet. */
export const hasNoHistory = (feature: Pick<FeatureValue, 'entity_baseline' | 'text'>): boolean =>
  feature.entity_baseline === null && NOT_ENOUGH.test(feature.text);

/** One row of evidence, as it is written. */
export interface Evidence {
  key: string;
  label: string;
  /** The sentence, for who wants to know more. */
  text: string;
  value: string;
  own: string;
  peers: string;
  points: number;
  marks: StripMark[];
  isUnusual: boolean;
}

const UNUSUAL_POINTS = 0.25;

type Judged = Pick<DecisionDetail, 'features' | 'amount' | 'currency'>;

/** What the decision rests on, in words and in one unit a row; what is unusual first. Rows that read the same are one. */
export function evidenceOf(decision: Judged): Evidence[] {
  const rows = new Map<string, Evidence>();
  for (const f of decision.features.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))) {
    const row = rowOf(f, decision);
    const key = [row.label, row.value, row.own, row.peers].join('|');
    const same = rows.get(key);
    if (same) rows.set(key, { ...same, points: same.points + row.points, isUnusual: same.isUnusual || row.isUnusual });
    else rows.set(key, row);
  }
  return [...rows.values()].toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

const rowOf = (feature: FeatureValue, decision: Judged): Evidence => ({
  key: feature.name, label: feature.label, text: feature.text, points: feature.points, marks: stripOf(feature, decision),
  isUnusual: Math.abs(feature.points) >= UNUSUAL_POINTS,
  value: feature.value_text ?? MISSING,
  own: hasNoHistory(feature) ? 'too little history' : feature.entity_baseline_text ?? MISSING,
  peers: feature.peer_baseline_text ?? MISSING,
});

export interface StripMark {
  kind: 'value' | 'entity' | 'peers';
  /** 0..100 along the strip. */
  at: number;
}

type Marked = Pick<FeatureValue, 'unit' | 'value' | 'entity_baseline' | 'peer_baseline' | 'value_text' | 'entity_baseline_text' | 'peer_baseline_text'>;

/** Where the value, the entity's and the peer group's usual values that are written lie on a common scale; nothing with less than two of them. */
export function stripOf(feature: Marked, decision: Pick<DecisionDetail, 'amount' | 'currency'>): StripMark[] {
  const marks = [
    ['peers', feature.peer_baseline_text, feature.peer_baseline], ['entity', feature.entity_baseline_text, feature.entity_baseline],
    ['value', feature.value_text, shownValue(feature, decision)],
  ] as const;
  const found = marks.flatMap(([kind, text, value]) => (text !== null && value !== null && Number.isFinite(value) ? [[kind, value] as const] : []));
  if (found.length < 2 || found.at(-1)?.[0] !== 'value') return [];
  const values = found.map(([, v]) => v);
  // Zero belongs on the scale unless all marks lie far from it: a ratio is then seen as a ratio.
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (high === low) return found.map(([kind]) => ({ kind, at: 50 }));
  return found.map(([kind, v]) => ({ kind, at: 4 + ((v - low) / (high - low)) * 92 }));
}

/**
 * The number that is written, in the unit of its baselines. How far an amount is from the usual one is written as the two amounts: the
 * feature's own value is a multiple or a deviation then.
 */
function shownValue({ unit, value, value_text: text, entity_baseline_text: own }: Marked, { amount, currency }: Pick<DecisionDetail, 'amount' | 'currency'>): number | null {
  if (unit !== 'amount' || own === null) return value;
  return text === exactMoney(amount, currency) ? amount : null;
}
