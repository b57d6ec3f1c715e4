import type { Totals } from '../api/contracts';
import { count, percent } from '../format/number';

const NOTABLE_RATIO = 1.5;
const ENOUGH_ALERTS = 10;

/** Is anything wrong now? One sentence, from the share of decisions that are not approved, now and in the period before. */
export function verdictOf(now: Totals, before: Totals | null): { headline: string; detail: string } {
  const alerts = now.review + now.block;
  if (now.decisions === 0) return { headline: 'Nothing to judge yet', detail: 'No transaction was scored in this time range.' };
  const share = alerts / now.decisions;
  const detail = `${count(alerts)} of ${count(now.decisions)} decisions, ${percent(share)}, were sent to review or blocked`;
  const alertsBefore = before ? before.review + before.block : 0;
  if (!before || before.decisions === 0) return { headline: alerts === 0 ? 'All quiet' : 'Within this range', detail: `${detail}.` };
  const shareBefore = alertsBefore / before.decisions;
  const than = `${detail}; ${percent(shareBefore)} in the period before.`;
  const isEnough = Math.max(alerts, alertsBefore) >= ENOUGH_ALERTS;
  if (isEnough && share > shareBefore * NOTABLE_RATIO) return { headline: 'More alerts than before', detail: than };
  if (isEnough && share * NOTABLE_RATIO < shareBefore) return { headline: 'Fewer alerts than before', detail: than };
  return { headline: 'As usual', detail: than };
}
