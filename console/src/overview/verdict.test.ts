import { describe, expect, it } from 'vitest';
import type { Totals, UsualVolume } from '../api/contracts';
import { LAND } from './land';
import { movesOf, verdictOf } from './verdict';

const totals = (decisions: number, review: number, block = 0): Totals => ({ decisions, review, block, amounts: [], alerts_share: 0 });
const usual = (decisions: number, review: number, block = 0, weeks = 2): UsualVolume => ({ decisions, review, block, weeks, from: '', until: '' });

describe('verdictOf', () => {
  it.each([
    [totals(0, 0), null, 'Nothing to judge yet'],
    [totals(100, 0), null, 'Too little history to compare'],
    [totals(1000, 187, 10), usual(1000, 100, 10), 'Reviews up 87 %'],
    [totals(1000, 5), usual(1000, 40), 'Reviews down 88 %'],
    [totals(4000, 40, 60), usual(1000, 40, 10), 'Blocks up 6.0 times · Decisions up 4.0 times'],
    [totals(1000, 40, 30), usual(1000, 40, 0), 'Blocks up to 30'],
    [totals(1000, 11), usual(1000, 10), 'As usual'],
    [totals(10, 2), usual(10, 1), 'As usual'],
  ])('case %#', (now, before, expected) => expect(verdictOf({ totals: now, usual: before }).headline).toBe(expected));

  it('says what it compares with', () => expect(verdictOf({ totals: totals(1000, 40, 10), usual: usual(990, 9.5, 1) }).detail)
    .toBe('50 of 1,000 decisions, 5 %, were sent to review or blocked; 11 of 990 in the same hours of 2 earlier weeks.'));

  it('never calls usual what it marks as moved', () => {
    for (let review = 0; review < 400; review += 7) {
      const given = { totals: totals(1000, review), usual: usual(1000, 100) };
      expect(verdictOf(given).headline === 'As usual').toBe(!Object.values(movesOf(given) ?? {}).some(m => m.isNotable));
    }
  });
});

const isLand = (longitude: number, latitude: number): boolean =>
  LAND.some(([x, y]) => Math.abs(x - longitude) <= 1.25 && Math.abs(y - latitude) <= 1.25);

describe('LAND', () => {
  it('holds cities and not oceans', () => {
    expect([isLand(8.5, 47.4), isLand(-104, 40), isLand(-47, -15), isLand(77, 22), isLand(134, -25)]).toEqual([true, true, true, true, true]);
    expect([isLand(-40, 35), isLand(-140, 0), isLand(80, -20)]).toEqual([false, false, false]);
  });
});
