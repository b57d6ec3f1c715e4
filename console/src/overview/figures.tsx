import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Overview } from '../api/contracts';
import { money } from '../format/money';
import { count, milliseconds, percent } from '../format/number';
import { useView } from '../view/use-view';
import styles from './overview-page.module.css';
import { type Move, movesOf } from './verdict';

/** The totals of the range beside what is usual, each leading to the decisions behind it. */
export function Figures({ overview }: { overview: Overview }) {
  const { totals, latency } = overview;
  const moves = movesOf(overview);
  return (
    <ul className={styles.figures}>
      <Figure label="Decisions" value={count(totals.decisions)} note={moves && noteOf(moves.decisions, totals.decisions)} overview={overview} />
      <Figure label="To review" value={count(totals.review)} note={moves && noteOf(moves.review, totals.decisions)} decision="review" overview={overview} />
      <Figure label="Blocked" value={count(totals.block)} note={moves && noteOf(moves.block, totals.decisions)} decision="block" overview={overview} />
      <Figure label="Amount" value={money(totals.amounts)} note={null} overview={overview} />
      <li className={styles.figure} title="From receipt to decision, of the decisions of this range and stream; writing to disk comes after. Half of them took at most so long, and 99 of 100.">
        <span className={styles.label}>Time to decide</span>
        <span className={styles.numbers}><span className={`${styles.value} num`}>{milliseconds(latency.p50_ms)}</span><span className={`${styles.change} num`}>99 % in {milliseconds(latency.p99_ms)}</span></span>
      </li>
    </ul>
  );
}

/** How far it moved where that means something, and what is usual: of reviews and blocks their share. */
const noteOf = ({ what, now, isNotable, text, usualText }: Move, decisions: number): ReactNode => (
  <span title="In the same hours of earlier weeks">
    {what !== 'decisions' && `${percent(now / Math.max(1, decisions), 2)}, `}usually {usualText}{isNotable && text && <> <strong>{text}</strong></>}
  </span>
);

interface FigureProps { label: string; value: string; note: ReactNode; decision?: string; overview: Overview }

function Figure({ label, value, note, decision, overview }: FigureProps) {
  const { stream } = useView();
  return (
    <li className={styles.figure}>
      <Link to="/decisions" search={{ decision, stream, range: undefined, from: overview.from, to: overview.to }} className={styles.figureLink}>
        <span className={styles.label}>{label}</span>
        <span className={styles.numbers}><span className={`${styles.value} num`}>{value}</span>{note && <span className={`${styles.change} num`}>{note}</span>}</span>
      </Link>
    </li>
  );
}
