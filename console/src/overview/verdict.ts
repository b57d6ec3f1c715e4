import type { Overview } from '../api/contracts';
import { count, percent, times } from '../format/number';

/**
 * A figure beside what is usual in the same hours of earlier weeks. Decisions are compared by their number, reviews and blocks by their
 * share of the decisions: twice the traffic with twice the reviews is more traffic, and nothing else.
 */
export interface Move {
  what: 'decisions' | 'review' | 'block';
  now: number;
  /** Of as many decisions as there are now. */
  usual: number;
  /** Further than chance moves it, and by a fifth at least. */
  isNotable: boolean;
  /** +87 %, −40 %, 3.2 times; null where nothing was usual. */
  text: string | null;
  /** What is usual, in the unit that is compared. */
  usualText: string;
}

const NOTABLE_SHARE = 0.2;
const DEVIATIONS = 3;
const TIMES = 3;
/** With fewer decisions a share says nothing. */
const FEWEST = 20;
/** With so many times more or fewer decisions it is not the same traffic any more. */
const OTHER_TRAFFIC = 5;

/** How each figure compares; null where an earlier week has too little, or so much more or less that its shares say nothing either. */
export function movesOf({ totals, usual }: Pick<Overview, 'totals' | 'usual'>): Record<Move['what'], Move> | null {
  if (!usual || usual.decisions * usual.weeks < FEWEST) return null;
  const ratio = totals.decisions / usual.decisions;
  if (ratio > OTHER_TRAFFIC || ratio < 1 / OTHER_TRAFFIC) return null;
  const decisions = moveOf('decisions', totals.decisions, usual.decisions, 1 / usual.weeks, count(Math.round(usual.decisions)));
  const alerts = (what: 'review' | 'block'): Move => {
    const share = usual[what] / usual.decisions;
    return moveOf(what, totals[what], share * totals.decisions, totals.decisions / (usual.decisions * usual.weeks), share === 0 ? 'none' : percent(share, 2));
  };
  return { decisions, review: alerts('review'), block: alerts('block') };
}

/** Counts vary by about the square root of what is usual, which is itself estimated: from so many times fewer. */
function moveOf(what: Move['what'], now: number, usual: number, fewer: number, usualText: string): Move {
  const chance = DEVIATIONS * Math.sqrt(usual * (1 + fewer) + 1 + fewer);
  return { what, now, usual, isNotable: Math.abs(now - usual) > Math.max(chance, NOTABLE_SHARE * usual), text: changeText(now, usual), usualText };
}

/** Is anything wrong now? Which figure moved and by how much, from the very figures that stand below it. */
export function verdictOf(overview: Pick<Overview, 'totals' | 'usual'>): { headline: string; detail: string } {
  const { totals, usual } = overview;
  if (totals.decisions === 0) return { headline: 'Nothing to judge yet', detail: 'No transaction was scored in this time range.' };
  const alerts = totals.review + totals.block;
  const share = `${count(alerts)} of ${count(totals.decisions)} decisions, ${percent(alerts / totals.decisions, 2)}, were sent to review or blocked`;
  const moves = movesOf(overview);
  if (!usual) return { headline: 'Too little history to compare', detail: `${share}. The same hours of a week earlier are not known.` };
  const weeks = usual.weeks === 1 ? 'the week before' : `${usual.weeks} earlier weeks`;
  if (!moves) {
    const before = `The same hours of ${weeks} had ${count(Math.round(usual.decisions))}`;
    return usual.decisions * usual.weeks < FEWEST
      ? { headline: 'Too little history to compare', detail: `${share}. ${before}, which is too few.` }
      : { headline: `${otherTraffic(totals.decisions / usual.decisions)}: not comparable with ${weeks}`, detail: `${share}. ${before} decisions.` };
  }
  return {
    headline: headlineOf(moves),
    detail: `${share}; ${percent((usual.review + usual.block) / usual.decisions, 2)} of ${count(Math.round(usual.decisions))} in the same hours of ${weeks}.`,
  };
}

const otherTraffic = (ratio: number): string =>
  (ratio > 1 ? `${times(ratio)} as many decisions` : `Decisions down ${percent(1 - ratio, 0)}`);

function headlineOf({ decisions, review, block }: Record<Move['what'], Move>): string {
  const alerts = [block, review].filter(m => m.isNotable).map(sentence);
  if (!decisions.isNotable) return alerts.length === 0 ? 'As usual' : alerts.join(' · ');
  return alerts.length === 0 ? `${sentence(decisions)}, alerts among them as usual` : [...alerts, sentence(decisions)].join(' · ');
}

const WORDS = { decisions: 'Decisions', review: 'Share of reviews', block: 'Share of blocks' } as const;

function sentence({ what, now, usual, text }: Move): string {
  if (text === null) return `${count(now)} ${what === 'block' ? 'blocks' : 'reviews'}, usually none`;
  if (now >= TIMES * usual) return what === 'decisions' ? `${text} as many decisions` : `${text} the usual ${WORDS[what].toLowerCase()}`;
  return `${WORDS[what]} ${now > usual ? 'up' : 'down'} ${text.replace(/^[+−]/, '')}`;
}

function changeText(now: number, before: number): string | null {
  if (before <= 0) return null;
  const ratio = now / before;
  if (ratio >= TIMES) return times(ratio);
  const delta = Math.round(Math.abs(ratio - 1) * 100);
  return delta === 0 ? 'unchanged' : `${ratio < 1 ? '−' : '+'}${delta} %`;
}
