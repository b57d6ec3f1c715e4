import { describe, expect, it } from 'vitest';
import type { Decision } from '../api/contracts';
import { between, stepped, withSelected } from './selection';

const row = (sequence: number) => ({ sequence }) as Decision;
const rows = [9, 7, 5, 3].map(row);
const sequences = (found: Decision[]) => found.map(d => d.sequence);

describe('withSelected', () => {
  it('leaves the list alone that holds it, or where none is selected', () => {
    expect(withSelected(rows, rows[1] as Decision)).toBe(rows);
    expect(withSelected(rows, null)).toBe(rows);
  });

  it.each([[10, [10, 9, 7, 5, 3]], [6, [9, 7, 6, 5, 3]], [1, [9, 7, 5, 3, 1]]])('puts %i where it belongs', (sequence, expected) =>
    expect(sequences(withSelected(rows, row(sequence)))).toEqual(expected));

  it.each([['risk', [4, 8, 2, 6]], ['amount', [2, 8, 6, 4]]] as const)('puts one where it belongs in a list by %s', (sort, expected) => {
    const ranked = { 4: [90, -1], 2: [50, 7], 8: [50, -3], 6: [10, 1] } as Record<number, [number, number]>;
    const one = (sequence: number) => ({ sequence, risk: ranked[sequence]?.[0], amount: ranked[sequence]?.[1] }) as Decision;
    const order = [...expected];
    for (const sequence of order) expect(sequences(withSelected(order.filter(s => s !== sequence).map(one), one(sequence), sort))).toEqual(order);
  });

  it('is a list of its own where there is none', () => expect(sequences(withSelected([], row(4)))).toEqual([4]));
});

describe('between', () => {
  it('takes both ends, whichever comes first', () => {
    expect(sequences(between(rows, 9, 5))).toEqual([9, 7, 5]);
    expect(sequences(between(rows, 3, 5))).toEqual([5, 3]);
  });

  it('takes the end alone without a beginning', () => {
    expect(sequences(between(rows, null, 5))).toEqual([5]);
    expect(between(rows, 9, 4)).toEqual([]);
  });
});

describe('stepped', () => {
  it('stays within the list', () => {
    expect(stepped(rows, 3, 1)?.sequence).toBe(3);
    expect(stepped(rows, 9, -1)?.sequence).toBe(9);
    expect(stepped(rows, 7, 1)?.sequence).toBe(5);
  });

  it('begins at the top', () => {
    expect(stepped(rows, null, 1)?.sequence).toBe(9);
    expect(stepped([], null, 1)).toBeUndefined();
  });
});
