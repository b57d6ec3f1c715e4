import { describe, expect, it } from 'vitest';
import { hasNoHistory, stripOf } from './evidence';

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
