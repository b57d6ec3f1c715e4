import type { DecisionDetail, FeatureValue } from '../api/contracts';
import { MISSING, plain } from '../format/number';
import { baselineText, unitOf } from './baseline';

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

/** What the decision rests on, in words and in one unit a row; what is unusual first. Rows that read the same are one. */
export function evidenceOf(decision: Pick<DecisionDetail, 'features'> & Partial<Pick<DecisionDetail, 'reasons'>>): Evidence[] {
  const labels = new Map((decision.reasons ?? []).flatMap(r => (r.members ?? []).map(m => [m.feature, m.label] as const)));
  const rows = new Map<string, Evidence>();
  for (const f of decision.features.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))) {
    const row = rowOf(f, [f.label, labels.get(f.name)].find(label => label && label !== f.name) ?? spelt(f.name));
    const key = [row.label, row.value, row.own, row.peers].join('|');
    const same = rows.get(key);
    if (same) rows.set(key, { ...same, points: same.points + row.points, isUnusual: same.isUnusual || row.isUnusual });
    else rows.set(key, row);
  }
  return [...rows.values()].toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function rowOf(feature: FeatureValue, label: string): Evidence {
  const isTold = feature.value_text !== undefined;
  const own = isTold ? feature.entity_baseline_text : baselineText(feature.name, feature.entity_baseline);
  return {
    key: feature.name, label, text: feature.text, points: feature.points, marks: stripOf(feature), isUnusual: Math.abs(feature.points) >= UNUSUAL_POINTS,
    value: (isTold ? feature.value_text : plain(feature.value)) ?? MISSING,
    own: hasNoHistory(feature) ? 'too little history' : own ?? MISSING,
    peers: (isTold ? feature.peer_baseline_text : plain(feature.peer_baseline)) ?? MISSING,
  };
}

/** A name of a server that does not tell labels yet, at least without its underscores. */
const spelt = (name: string): string => name.replaceAll('_', ' ');

export interface StripMark {
  kind: 'value' | 'entity' | 'peers';
  /** 0..100 along the strip. */
  at: number;
}

/** Where the value, the entity's and the peer group's usual values lie on a common scale; nothing with less than two of them. */
export function stripOf(feature: Pick<FeatureValue, 'name' | 'value' | 'entity_baseline' | 'peer_baseline'>): StripMark[] {
  const own = unitOf(feature.name) === 'feature' ? feature.entity_baseline : null;
  const found = ([['peers', feature.peer_baseline], ['entity', own], ['value', feature.value]] as const)
    .filter((mark): mark is [StripMark['kind'], number] => mark[1] !== null && Number.isFinite(mark[1]));
  if (found.length < 2) return [];
  const values = found.map(([, v]) => v);
  // Zero belongs on the scale unless all marks lie far from it: a ratio is then seen as a ratio.
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (high === low) return found.map(([kind]) => ({ kind, at: 50 }));
  return found.map(([kind, v]) => ({ kind, at: 4 + ((v - low) / (high - low)) * 92 }));
}
