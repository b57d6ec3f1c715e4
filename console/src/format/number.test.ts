import { describe, expect, it } from 'vitest';
import { amount, compact, count, milliseconds, percent, plain, points, risk, times } from './number';

describe('numbers', () => {
  it.each([
    [count(1234567), '1,234,567'], [count(null), '–'], [count(Number.NaN), '–'],
    [amount(1234.5), '1,234.50'], [amount(-3), '−3.00'], [amount(undefined), '–'],
    [compact(12_345_678), '12.3M'], [percent(0.0123), '1.2 %'], [percent(null), '–'],
    [plain(12), '12'], [plain(null), '–'], [percent(0.125), '12.5 %'], [percent(0.5), '50 %'], [percent(0.0004), 'less than 0.1 %'], [percent(0.0004, 2), '0.04 %'], [percent(0.00004, 2), 'less than 0.01 %'], [percent(0), '0 %'],
    [points(3.14), '+3.1'], [points(-3.16), '−3.2'], [points(0.04), '0.0'], [points(-0.04), '0.0'],
    [milliseconds(1.84), '1.8 ms'], [milliseconds(123.4), '123 ms'],
  ])('%s', (found, expected) => expect(found).toBe(expected));

  it('never writes a risk below 100 as 100', () => {
    expect(risk(99.97)).toBe('99.9');
    expect(risk(100)).toBe('100.0');
  });

  it('says how many times as much', () => expect([3.24, 5, 9.96, 24.02, 1234.5].map(times)).toEqual(['3.2 times', '5 times', '10 times', '24 times', '1,235 times']));
});
