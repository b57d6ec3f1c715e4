import type { FeatureValue } from '../api/contracts';
import { unitOf } from './baseline';

const NOT_ENOUGH = /too little is known|nothing earlier|^the first transaction|no previous location/;

/** Whether a value could not be compared since the entity has no history yet. */
export const hasNoHistory = (feature: Pick<FeatureValue, 'entity_baseline' | 'text'>): boolean =>
  feature.entity_baseline === null && NOT_ENOUGH.test(feature.text);

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
