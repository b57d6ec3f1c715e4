import { describe, expect, it } from 'vitest';
import { baselineText, unitOf } from './baseline';

describe('unitOf', () => {
  it.each([
    ['customer_id_count_1h', 'feature'], ['customer_id_robust_zscore_amount_last64', 'median'], ['all_ratio_amount_last256', 'median'],
    ['customer_id_zscore_amount_30d', 'mean'], ['all_rarity_merchant_id', 'earlier'], ['customer_id_first_seen_device_id', 'earlier'], ['ratios', 'feature'],
  ])('%s', (feature, unit) => expect(unitOf(feature)).toBe(unit));
});

describe('baselineText', () => {
  it('says what the number is where it is not a value of the feature', () => {
    expect(baselineText('customer_id_count_1h', 0.5)).toBe('0.5');
    expect(baselineText('customer_id_ratio_amount_last64', 64.31)).toBe('median 64.31');
    expect(baselineText('all_rarity_merchant_id', 119787)).toBe('of 119,787 earlier');
    expect(baselineText('all_rarity_merchant_id', null)).toBe('–');
  });
});
