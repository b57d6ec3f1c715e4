import { describe, expect, it } from 'vitest';
import { amount } from './number';
import { readNumber } from './read-number';

describe('readNumber', () => {
  it.each([
    ['1,000', 1000], ['1 000', 1000], ['1\u00a0000.5', 1000.5], ['1’000', 1000], ["12'345'678.90", 12_345_678.9], ['1,234,567.89', 1_234_567.89],
    ['1.234.567,89', 1_234_567.89], ['1.234.567', 1_234_567], ['12,5', 12.5], ['0,125', 0.125], ['−0,1250', -0.125], ['0.125', 0.125], ['12.5', 12.5], ['.5', 0.5], ['−3', -3], ['1e3', 1000], [' 60 ', 60], ['+7', 7], ['0', 0],
  ])('%s', (text, expected) => expect(readNumber(text)).toBe(expected));

  it.each(['ab', '', ' ', '1,00,0', '12a', '0x10', 'Infinity', 'NaN', '--1', '1e999', '1,0000', '0,125.5', '012,345', '0.125.000', '0.125,5'])('is none: %s', text => expect(readNumber(text)).toBeNull());

  it('reads every amount that is written', () => {
    for (const value of [0, 0.5, 999.99, 1000, 12_345_678_901.5, -4840.91]) expect(readNumber(amount(value))).toBe(value);
  });
});
