import { describe, expect, it } from 'vitest';
import type { FeatureValue, Reason } from '../api/contracts';
import { risk as written } from '../format/number';
import { marginOf, roundToSum, waterfallOf } from './waterfall';

const feature = (points: number, i: number): FeatureValue => ({
  name: `f${i}`, label: `what ${i}`, unit: 'none', value: 1, value_text: '1', entity_baseline: null, entity_baseline_text: null, peer_baseline: null, peer_baseline_text: null,
  contribution: points / 10, points, text: `feature ${i}`,
});

const group = (name: string, points: number[]) => ({
  group: name, feature: 'f', value: 1, baseline: null, points: points.reduce((a, b) => a + b, 0), text: name,
  members: points.map((p, i) => ({ label: `m${i}`, feature: `${name}-${i}`, value: 1, baseline: null, points: p, text: `member ${i}` })),
}) as unknown as Reason;

const decision = (base: number, points: number[]) =>
  ({ base_points: base, features: points.map(feature), risk: base + points.reduce((sum, p) => sum + p, 0) });

/** Numbers that repeat, without a library: a linear congruential generator. */
function* numbers(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

describe('waterfallOf', () => {
  it('goes from the base over every step to the risk', () => {
    const fall = waterfallOf(decision(10, [40, -5, 12.34]));
    expect(fall.steps.map(s => s.from)).toEqual([10, 50, 62.34]);
    expect(fall.steps.at(-1)?.to).toBeCloseTo(57.34, 10);
    expect(fall.addsUp).toBe(true);
  });

  it('writes numbers that add up exactly to the risk as it is written, whatever the points are', () => {
    const next = numbers(7);
    const draw = () => next.next().value as number;
    for (let round = 0; round < 2_000; round++) {
      const points = Array.from({ length: 1 + Math.floor(draw() * 40) }, () => (draw() - 0.4) * 10);
      const base = draw() * 30;
      const sum = base + points.reduce((a, b) => a + b, 0);
      const scale = sum > 100 || sum < 0 ? draw() * 99 / sum : 1;
      const fall = waterfallOf(decision(base * scale, points.map(p => p * scale)));
      const total = fall.startTenths + fall.steps.reduce((a, s) => a + s.tenths, 0);
      expect(total).toBe(fall.endTenths);
      expect((fall.endTenths / 10).toFixed(1)).toBe(written(fall.end));
    }
  });

  it('sums the small ones up and loses none', () => {
    const fall = waterfallOf(decision(10, Array.from({ length: 50 }, (_, i) => (i === 0 ? 30 : 0.1))));
    expect(fall.steps).toHaveLength(2);
    expect(fall.steps[1]?.parts).toHaveLength(49);
    expect(fall.steps[1]?.points).toBeCloseTo(4.9, 10);
    expect(fall.steps[1]?.text).toBe('49 further reasons, at most 0.1 points each');
  });

  it('has one step for each group, whose parts are written so that they add up to it', () => {
    const next = numbers(3);
    const draw = () => next.next().value as number;
    for (let round = 0; round < 200; round++) {
      const reasons = Array.from({ length: 2 + Math.floor(draw() * 6) }, (_, g) => group(`g${g}`, Array.from({ length: 1 + Math.floor(draw() * 9) }, () => (draw() - 0.3) * 6)));
      const risk = 5 + reasons.reduce((sum, r) => sum + r.points, 0);
      const fall = waterfallOf({ base_points: 5, features: [], reasons, risk });
      for (const step of fall.steps) expect(step.parts.reduce((sum, part) => sum + part.tenths, 0)).toBe(step.tenths);
      expect(fall.steps.filter(s => s.key !== 'others').length).toBe(reasons.filter(r => Math.abs(r.points) >= 0.25).length);
    }
  });

  it('begins with the strongest group, as lists do', () => {
    const fall = waterfallOf({ base_points: 5, features: [], reasons: [group('size', [20, 10]), group('pace', [-40])], risk: -5 });
    expect(fall.steps.map(s => s.key)).toEqual(['pace', 'size']);
  });

  it('says when the stored contributions do not add up', () => {
    expect(waterfallOf({ ...decision(10, [20]), risk: 40 }).addsUp).toBe(false);
  });

  it('makes room for steps below zero', () => {
    expect(waterfallOf(decision(5, [-20, 18])).low).toBeLessThan(0);
  });
});

describe('roundToSum', () => {
  it('gives what rounding lost to those that lost most', () => expect(roundToSum([0.16, 0.14, 0.1], 4)).toEqual([2, 1, 1]));

  it('hides nothing when the parts are not the sum', () => expect(roundToSum([1, 2], 900)).toEqual([10, 20]));
});

describe('marginOf', () => {
  const policy = { review: 60, block: 95 };

  it('counts from the threshold that was passed', () => {
    expect(marginOf({ risk: 97, decision: 'block', policy })).toEqual({ below: 95, points: 2 });
    expect(marginOf({ risk: 70, decision: 'review', policy })).toEqual({ below: 60, points: 10 });
  });

  it('is none for an approved one', () => expect(marginOf({ risk: 10, decision: 'approve', policy })).toBeNull());
});
