import type { Overview } from '../api/contracts';
import { count, percent } from '../format/number';

/** A figure beside what it was in the same hours of earlier weeks. */
export interface Move {
  what: 'decisions' | 'review' | 'block';
  now: number;
  usual: number;
  /** Further than chance moves it, and by a fifth at least. */
  isNotable: boolean;
  /** +87 %, −40 %, 3.2 times; null where nothing was usual. */
  text: string | null;
}

const NOTABLE_SHARE = 0.2;
const DEVIATIONS = 3;
const TIMES = 3;
const WORDS = { decisions: 'Decisions', review: 'Reviews', block: 'Blocks' } as const;

/** How each figure compares; null without an earlier week. */
export function movesOf({ totals, usual }: Pick<Overview, 'totals' | 'usual'>): Record<Move['what'], Move> | null {
  if (!usual) return null;
  const move = (what: Move['what']): Move => {
    const [now, before] = [totals[what], usual[what]];
    // Counts vary by about the square root of what is usual, which is itself a mean of few weeks.
    const chance = DEVIATIONS * Math.sqrt(before * (1 + 1 / usual.weeks) + 1);
    return { what, now, usual: before, isNotable: Math.abs(now - before) > Math.max(chance, NOTABLE_SHARE * before), text: changeText(now, before) };
  };
  return { decisions: move('decisions'), review: move('review'), block: move('block') };
}

/** Is anything wrong now? Which figure moved and by how much, from the very figures that stand below it. */
export function verdictOf(overview: Pick<Overview, 'totals' | 'usual'>): { headline: string; detail: string } {
  const { totals, usual } = overview;
  if (totals.decisions === 0) return { headline: 'Nothing to judge yet', detail: 'No transaction was scored in this time range.' };
  const alerts = totals.review + totals.block;
  const share = `${count(alerts)} of ${count(totals.decisions)} decisions, ${percent(alerts / totals.decisions)}, were sent to review or blocked`;
  const moves = movesOf(overview);
  if (!usual || !moves) return { headline: 'Too little history to compare', detail: `${share}. The same hours of a week earlier are not known.` };
  const moved = [moves.block, moves.review, moves.decisions].filter(m => m.isNotable);
  const weeks = usual.weeks === 1 ? 'the week before' : `${usual.weeks} earlier weeks`;
  const detail = `${share}; ${count(Math.round(usual.review + usual.block))} of ${count(Math.round(usual.decisions))} in the same hours of ${weeks}.`;
  return { headline: moved.length === 0 ? 'As usual' : moved.map(sentence).join(' · '), detail };
}

const sentence = ({ what, now, usual, text }: Move): string =>
  `${WORDS[what]} ${now > usual ? 'up' : 'down'}${text ? ` ${text.replace(/^[+−]/, '')}` : ` to ${count(now)}`}`;

function changeText(now: number, before: number): string | null {
  if (before <= 0) return null;
  const ratio = now / before;
  if (ratio >= TIMES) return `${ratio.toFixed(1)} times`;
  const delta = Math.round(Math.abs(ratio - 1) * 100);
  return delta === 0 ? 'unchanged' : `${ratio < 1 ? '−' : '+'}${delta} %`;
}
