import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Overview } from '../api/contracts';
import { change, compact, count, milliseconds, percent } from '../format/number';
import styles from './overview-page.module.css';

/** The totals of the range, each beside the period before, each leading to the decisions behind it. */
export function Figures({ overview: { totals, previous, latency } }: { overview: Overview }) {
  const share = totals.decisions ? `${percent(totals.review / totals.decisions)} of all` : null;
  return (
    <ul className={styles.figures}>
      <Figure label="Decisions" value={count(totals.decisions)} note={change(totals.decisions, previous?.decisions)} />
      <Figure label="To review" value={count(totals.review)} note={change(totals.review, previous?.review) ?? share} decision="review" />
      <Figure label="Blocked" value={count(totals.block)} note={change(totals.block, previous?.block)} decision="block" />
      <Figure label="Amount" value={compact(totals.amount)} note={change(totals.amount, previous?.amount)} />
      <Figure label="Time to decide" value={milliseconds(latency.p50_ms)} isAside note={(
        <>99 % in {milliseconds(latency.p99_ms)}</>
      )} />
    </ul>
  );
}

interface FigureProps { label: string; value: string; note: ReactNode; decision?: string; isAside?: boolean }

function Figure({ label, value, note, decision, isAside }: FigureProps) {
  const content = (
    <>
      <span className={styles.label}>{label}</span>
      <span className={styles.numbers}><span className={`${styles.value} num`}>{value}</span>{note && <span className={`${styles.change} num`} title={isAside ? 'Half of all, and 99 of 100, took at most this long' : 'Against the period before'}>{note}</span>}</span>
    </>
  );
  if (isAside) return <li className={styles.figure}>{content}</li>;
  return <li className={styles.figure}><Link to="/decisions" search={{ decision }} className={styles.figureLink}>{content}</Link></li>;
}
