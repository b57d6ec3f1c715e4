import { describe, expect, it } from 'vitest';
import type { FeatureValue, Reason } from '../api/contracts';
import { evidenceOf, hasNoHistory, stripOf } from './evidence';

const feature = (name: string, points: number, more: Partial<FeatureValue> = {}): FeatureValue =>
  ({ name, value: 1, entity_baseline: 2, peer_baseline: 3, contribution: 0, points, text: `text of ${name}`, ...more });

describe('hasNoHistory', () => {
  it('is told from a value that has no baseline by its nature', () => {
    expect(hasNoHistory({ entity_baseline: null, text: 'amount 5.00; too little is known of this customer to compare it with' })).toBe(true);
    expect(hasNoHistory({ entity_baseline: null, text: 'at 23:41' })).toBe(false);
    expect(hasNoHistory({ entity_baseline: 3, text: 'the first transaction of this customer' })).toBe(false);
  });
});

describe('stripOf', () => {
  it('puts all marks on one scale that holds zero', () => {
    const marks = stripOf({ name: 'count_1h', value: 10, entity_baseline: 5, peer_baseline: null });
    expect(marks).toEqual([{ kind: 'entity', at: 50 }, { kind: 'value', at: 96 }]);
  });

  it('shows nothing where there is nothing to compare', () => expect(stripOf({ name: 'count_1h', value: 3, entity_baseline: null, peer_baseline: null })).toEqual([]));

  it('leaves out a baseline in another unit', () =>
    expect(stripOf({ name: 'c_ratio_amount_last64', value: 2, entity_baseline: 64, peer_baseline: 1 }).map(m => m.kind)).toEqual(['peers', 'value']));

  it('copes with equal values', () => expect(stripOf({ name: 'count_1h', value: 0, entity_baseline: 0, peer_baseline: 0 }).every(m => m.at === 50)).toBe(true));
});

describe('evidenceOf', () => {
  it('says it in words and puts what is unusual first', () => {
    const rows = evidenceOf({ features: [
      feature('a_count_1h', 0.1),
      feature('amount', 40, { label: 'amount', value_text: '4,840.91 EUR', entity_baseline_text: '43.29 EUR', peer_baseline_text: null }),
    ] });
    expect(rows.map(r => [r.label, r.value, r.own, r.peers, r.isUnusual])).toEqual([
      ['amount', '4,840.91 EUR', '43.29 EUR', '–', true], ['a count 1h', '1', '2', '3', false],
    ]);
  });

  it('says the same once and counts its points together', () => {
    const told = { label: 'amount', value_text: '9', entity_baseline_text: '1', peer_baseline_text: null };
    expect(evidenceOf({ features: [feature('x', 3, told), feature('y', 2, told)] }).map(r => [r.key, r.points])).toEqual([['x', 5]]);
  });

  it('takes words from the reasons where features have none', () => {
    const reasons = [{ members: [{ feature: 'all_x', label: 'pace' }] }] as unknown as Reason[];
    expect(evidenceOf({ features: [feature('all_x', 3)], reasons })[0]?.label).toBe('pace');
  });
});
