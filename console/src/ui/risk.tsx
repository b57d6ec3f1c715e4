import type { Level, Verdict } from '../api/contracts';
import { risk as written } from '../format/number';
import styles from './risk.module.css';

const WORDS: Record<Level, string> = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' };
export const VERDICT_WORDS: Record<Verdict, string> = { approve: 'Approve', review: 'Review', block: 'Block' };

/** Ring, diamond, triangle, octagon: the level without its colour. */
export const LevelShape = ({ level, size = 11 }: { level: Level; size?: number }) => (
  <svg className={styles.shape} width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
    {level === 'low' && <circle cx="6" cy="6" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.6" />}
    {level === 'medium' && <path d="M6 .8L11.200 6 6 11.200.8 6z" fill="currentColor" />}
    {level === 'high' && <path d="M6 .8l5.700 10.200H.3z" fill="currentColor" />}
    {level === 'critical' && <path d="M3.700.5h4.600l3.200 3.200v4.600l-3.200 3.200H3.700L.5 8.300V3.700z" fill="currentColor" />}
  </svg>
);

export const LevelMark = ({ level }: { level: Level }) => (
  <span className={`${styles.mark} ${styles[level]}`}><LevelShape level={level} />{WORDS[level]}</span>
);

/** Shape, number and word. */
export const RiskBadge = ({ risk, level }: { risk: number; level: Level }) => (
  <span className={`${styles.mark} ${styles.badge} ${styles[level]}`}>
    <LevelShape level={level} /><span className="num">{written(risk)}</span>{WORDS[level].toLowerCase()}
  </span>
);

/** For dense rows: shape and number; the word is there for screen readers. */
export const RiskNumber = ({ risk, level }: { risk: number; level: Level }) => (
  <span className={`${styles.mark} ${styles[level]} ${level === 'low' ? '' : styles.strong}`} title={`${WORDS[level]} risk`}>
    <LevelShape level={level} /><span className="num">{written(risk)}</span><span className="visually-hidden">{WORDS[level]}</span>
  </span>
);

const VerdictShape = ({ verdict }: { verdict: Verdict }) => (
  <svg width="13" height="13" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.600" strokeLinecap="round"
    strokeLinejoin="round" aria-hidden="true" focusable="false">
    {verdict === 'approve' && <path d="M2.500 7.500l3 3 6-7" />}
    {verdict === 'review' && <><circle cx="7" cy="7" r="5.300" /><path d="M7 7V1.700A5.300 5.300 0 0 1 12.300 7z" fill="currentColor" stroke="none" /></>}
    {verdict === 'block' && <><circle cx="7" cy="7" r="5.300" /><path d="M3.400 3.400l7.200 7.200" /></>}
  </svg>
);

export const VerdictMark = ({ verdict }: { verdict: Verdict }) => (
  <span className={`${styles.verdict} ${styles[verdict]}`}><VerdictShape verdict={verdict} />{VERDICT_WORDS[verdict]}</span>
);
