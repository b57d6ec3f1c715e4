import { describe, expect, it } from 'vitest';
import type { FeatureValue } from '../api/contracts';
import { evidenceOf, hasNoHistory, stripOf } from './evidence';

const feature = (name: string, points: number, more: Partial<FeatureValue> = {}): FeatureValue => ({
  name, label: name, unit: 'count', value: 1, value_text: '1', entity_baseline: 2, entity_baseline_text: '2', peer_baseline: 3, peer_baseline_text: '3',
  contribution: 0, points, text: `text of ${name}`, ...more,
});
const payment = { amount: 1463.86, currency: 'EUR' };

describe('hasNoHistory', () => {
  it('is told from a value that has no baseline by its nature', () => {
    expect(hasNoHistory({ entity_baseline: null, text: 'amount 5.00; too little is known of this customer to compare it with' })).toBe(true);
    expect(hasNoHistory({ entity_baseline: null, text: 'at 23:41' })).toBe(false);
    expect(hasNoHistory({ entity_baseline: 3, text: 'the first transaction of this customer' })).toBe(false);
  });
});

describe('stripOf', () => {
  it('puts all marks on one scale that holds zero', () => {
    const marks = stripOf(feature('count', 1, { value: 10, entity_baseline: 5, peer_baseline_text: null }), payment);
    expect(marks).toEqual([{ kind: 'entity', at: 50 }, { kind: 'value', at: 96 }]);
  });

  it('marks what is written and nothing else', () => {
    expect(stripOf(feature('seen', 1, { unit: 'occurrences', entity_baseline_text: null, peer_baseline_text: null }), payment)).toEqual([]);
    expect(stripOf(feature('missing', 1, { value: null, value_text: null }), payment)).toEqual([]);
  });

  it('compares an amount with the usual amount, whatever measures how far they are apart', () => {
    const multiple = feature('x', 5, { unit: 'amount', value: 46.9, value_text: '1,463.86 EUR', entity_baseline: 31.18, entity_baseline_text: '31.18 EUR', peer_baseline: 1, peer_baseline_text: null });
    const [own, value] = stripOf(multiple, payment);
    expect([own?.kind, value?.kind, value?.at]).toEqual(['entity', 'value', 96]);
    expect(own?.at).toBeCloseTo(4 + (31.18 / 1463.86) * 92, 6);
    expect(stripOf({ ...multiple, value_text: '12 EUR' }, payment), 'the amount of another field is not known').toEqual([]);
  });

  it('copes with equal values', () =>
    expect(stripOf(feature('zero', 0, { value: 0, entity_baseline: 0, peer_baseline: 0 }), payment).every(m => m.at === 50)).toBe(true));
});

describe('evidenceOf', () => {
  it('says it in words and puts what is unusual first', () => {
    const rows = evidenceOf({ ...payment, features: [
      feature('a_count_1h', 0.1, { label: 'transactions in 1 h' }),
      feature('amount', 40, { unit: 'amount', label: 'amount', value_text: '4,840.91 EUR', entity_baseline_text: '43.29 EUR', peer_baseline_text: null }),
    ] });
    expect(rows.map(r => [r.label, r.value, r.own, r.peers, r.isUnusual])).toEqual([
      ['amount', '4,840.91 EUR', '43.29 EUR', '–', true], ['transactions in 1 h', '1', '2', '3', false],
    ]);
  });

  it('says the same once and counts its points together', () => {
    const told = { label: 'amount', value_text: '9', entity_baseline_text: '1', peer_baseline_text: null };
    expect(evidenceOf({ ...payment, features: [feature('x', 3, told), feature('y', 2, told)] }).map(r => [r.key, r.points])).toEqual([['x', 5]]);
  });
});
