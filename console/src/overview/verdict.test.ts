import { describe, expect, it } from 'vitest';
import type { Totals } from '../api/contracts';
import { LAND } from './land';
import { verdictOf } from './verdict';

const totals = (decisions: number, review: number, block = 0): Totals => ({ decisions, review, block, amount: 0, alerts_share: 0 });

describe('verdictOf', () => {
  it.each([
    [totals(0, 0), null, 'Nothing to judge yet'],
    [totals(100, 0), null, 'All quiet'],
    [totals(1000, 40, 10), totals(1000, 10), 'More alerts than before'],
    [totals(1000, 5), totals(1000, 40), 'Fewer alerts than before'],
    [totals(1000, 11), totals(1000, 10), 'As usual'],
    [totals(10, 2), totals(10, 1), 'As usual'],
  ])('case %#', (now, before, expected) => expect(verdictOf(now, before).headline).toBe(expected));

  it('says the shares', () => expect(verdictOf(totals(1000, 40, 10), totals(1000, 10)).detail)
    .toBe('50 of 1,000 decisions, 5.0 %, were sent to review or blocked; 1.0 % in the period before.'));
});

const isLand = (longitude: number, latitude: number): boolean =>
  LAND.some(([x, y]) => Math.abs(x - longitude) <= 1.25 && Math.abs(y - latitude) <= 1.25);

describe('LAND', () => {
  it('holds cities and not oceans', () => {
    expect([isLand(8.5, 47.4), isLand(-104, 40), isLand(-47, -15), isLand(77, 22), isLand(134, -25)]).toEqual([true, true, true, true, true]);
    expect([isLand(-40, 35), isLand(-140, 0), isLand(80, -20)]).toEqual([false, false, false]);
  });
});
