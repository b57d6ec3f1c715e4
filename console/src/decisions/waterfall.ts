import type { DecisionDetail } from '../api/contracts';
import { decimals } from '../format/figure';
import { risk } from '../format/number';

/** What a step is made of. */
export interface Part {
  key: string;
  text: string;
  points: number;
  /** The points as they are written, in tenths: the parts of a step add up to the step. */
  tenths: number;
}

/** One step of the waterfall, from one height of risk to the next: a group of reasons, or all that is small together. */
export interface Step extends Part {
  parts: Part[];
  from: number;
  to: number;
}

export interface Waterfall {
  start: number;
  startTenths: number;
  steps: Step[];
  end: number;
  endTenths: number;
  /** Base and points add up to the risk within a hundredth; otherwise the page says so. */
  addsUp: boolean;
  /** What the axis has to show. */
  low: number;
  high: number;
}

const SMALL_POINTS = 0.25;

type Explained = Pick<DecisionDetail, 'base_points' | 'features' | 'risk'> & Partial<Pick<DecisionDetail, 'reasons'>>;
type Bare = Omit<Part, 'tenths'> & { parts: Omit<Part, 'tenths'>[] };

/** From where every transaction starts, over the groups of reasons, to the risk of this one. */
export function waterfallOf(decision: Explained): Waterfall {
  const groups = groupsOf(decision).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const shown = groups.filter(g => Math.abs(g.points) >= SMALL_POINTS);
  const small = groups.slice(shown.length);
  const bare = small.length === 0 ? shown : [...shown, together(small, shown.length)];

  const endTenths = Math.round(writtenRisk(decision.risk) * 10);
  const [startTenths = 0, ...stepTenths] = roundToSum([decision.base_points, ...bare.map(p => p.points)], endTenths);
  let height = decision.base_points;
  const steps = bare.map((step, i) => {
    const from = height;
    height += step.points;
    const tenths = stepTenths[i] ?? 0;
    const partTenths = roundToSum(step.parts.map(p => p.points), tenths);
    return { ...step, tenths, from, to: height, parts: step.parts.map((part, n) => ({ ...part, tenths: partTenths[n] ?? 0 })) };
  });
  const heights = [decision.base_points, decision.risk, ...steps.map(s => s.to)];
  return {
    start: decision.base_points, startTenths, steps, end: decision.risk, endTenths,
    addsUp: Math.abs(height - decision.risk) < 0.01,
    low: Math.min(0, ...heights), high: Math.max(100, ...heights),
  };
}

/** The groups as the server tells them; a decision that has none is told feature by feature. */
function groupsOf(decision: Explained): Bare[] {
  if (!decision.reasons?.length) return decision.features.map(f => ({ key: f.name, text: f.text, points: f.points, parts: [] }));
  return decision.reasons.map(({ group, text, points, members }) => ({
    key: group, text, points,
    parts: (members ?? []).map(m => ({ key: m.feature, text: m.text, points: m.points })),
  }));
}

function together(small: Bare[], shown: number): Bare {
  return {
    key: 'others', text: othersText(small, shown), points: small.reduce((sum, g) => sum + g.points, 0),
    parts: small.map(({ key, text, points }) => ({ key, text, points })),
  };
}

/**
 * Rounds to tenths so that the written numbers add up to the written sum: each is rounded down, and what is missing goes to those that
 * lost most by it (largest remainders).
 */
export function roundToSum(values: number[], sumTenths: number): number[] {
  const floors = values.map(v => Math.floor(v * 10));
  const missing = sumTenths - floors.reduce((sum, v) => sum + v, 0);
  const order = values.map((v, i) => ({ i, lost: v * 10 - Math.floor(v * 10) })).toSorted((a, b) => b.lost - a.lost || a.i - b.i);
  const result = [...floors];
  // When the parts do not add up to the sum at all, nothing is hidden: the plain rounding is shown.
  if (missing < 0 || missing > values.length) return values.map(v => Math.round(v * 10));
  for (const { i } of order.slice(0, missing)) result[i] = (result[i] ?? 0) + 1;
  return result;
}

/** What it takes to come below the threshold of the decision, null for an approved one. */
export function marginOf(decision: Pick<DecisionDetail, 'risk' | 'decision' | 'policy'>): { below: number; points: number } | null {
  const threshold = decision.decision === 'block' ? decision.policy.block : decision.decision === 'review' ? decision.policy.review : null;
  return threshold === null ? null : { below: threshold, points: Math.max(0, decision.risk - threshold) };
}

const writtenRisk = (value: number): number => Number(risk(value).replace('−', '-'));

function othersText(others: Bare[], shown: number): string {
  if (shown === 0) return `${others.length} reasons, none of which stands out`;
  const most = decimals(Math.max(...others.map(g => Math.abs(g.points))), 1, 1, false);
  return others.length === 1 ? 'One further reason' : `${others.length} further reasons, at most ${most} points each`;
}
