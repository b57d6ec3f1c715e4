import type { DecisionDetail, FeatureValue } from '../api/contracts';

/** One step of the waterfall, from one height of risk to the next. */
export interface Step {
  /** Null for the sum of the small ones. */
  feature: FeatureValue | null;
  text: string;
  points: number;
  /** The points as they are written, in tenths; the start and all steps add up exactly to the risk as it is written. */
  tenths: number;
  from: number;
  to: number;
}

export interface Waterfall {
  start: number;
  startTenths: number;
  steps: Step[];
  /** The features behind the step "others", strongest first. */
  others: FeatureValue[];
  end: number;
  endTenths: number;
  /** Base and points add up to the risk within a hundredth; otherwise the page says so. */
  addsUp: boolean;
  /** What the axis has to show. */
  low: number;
  high: number;
}

const SHOWN = 10;
const SMALL_POINTS = 0.25;

/** From where every transaction starts, over the strongest contributions, to the risk of this one. */
export function waterfallOf(decision: Pick<DecisionDetail, 'base_points' | 'features' | 'risk'>): Waterfall {
  const ordered = decision.features.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const shown = ordered.filter((f, i) => i < SHOWN && Math.abs(f.points) >= SMALL_POINTS);
  const others = ordered.slice(shown.length);

  const parts: { feature: FeatureValue | null; text: string; points: number }[] =
    shown.map(f => ({ feature: f, text: f.text, points: f.points }));
  if (others.length > 0) {
    parts.push({ feature: null, text: othersText(others, shown.length), points: others.reduce((sum, f) => sum + f.points, 0) });
  }

  const endTenths = Math.round(writtenRisk(decision.risk) * 10);
  const [startTenths = 0, ...stepTenths] = roundToSum([decision.base_points, ...parts.map(p => p.points)], endTenths);
  let height = decision.base_points;
  const steps = parts.map((part, i) => {
    const from = height;
    height += part.points;
    return { ...part, tenths: stepTenths[i] ?? 0, from, to: height };
  });
  const heights = [decision.base_points, decision.risk, ...steps.map(s => s.to)];
  return {
    start: decision.base_points, startTenths, steps, others, end: decision.risk, endTenths,
    addsUp: Math.abs(height - decision.risk) < 0.01,
    low: Math.min(0, ...heights), high: Math.max(100, ...heights),
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

// The same rule as format/number: a risk below 100 never reads 100.0.
const writtenRisk = (risk: number): number => Number((risk < 100 ? Math.min(risk, 99.9) : risk).toFixed(1));

function othersText(others: FeatureValue[], shown: number): string {
  if (shown === 0) return `${others.length} features, none of which stands out`;
  const most = Math.max(...others.map(f => Math.abs(f.points))).toFixed(1);
  return others.length === 1 ? 'One further feature' : `${others.length} further features, at most ${most} points each`;
}
