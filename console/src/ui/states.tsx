import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { messageOf, Problem, sentencesOf } from '../api/problem';
import { Icon } from './icon';
import styles from './states.module.css';

interface EmptyProps { title: string; children?: ReactNode; actions?: ReactNode; compact?: boolean }

/** Nothing here: what will appear, and how to make it appear. */
export const Empty = ({ title, children, actions, compact }: EmptyProps) => (
  <div className={`${styles.state} ${compact ? styles.compact : ''}`}>
    <p className={styles.title}>{title}</p>
    {children && <div className={styles.text}>{children}</div>}
    {actions && <div className={styles.actions}>{actions}</div>}
  </div>
);

/** What happened, and a way to try again. */
export const Failed = ({ what, error, onRetry, compact }: { what: string; error: unknown; onRetry?: () => void; compact?: boolean }) => (
  <div className={`${styles.state} ${compact ? styles.compact : ''}`} role="alert">
    <Icon name="warning" size={20} />
    <p className={styles.title}>{what}</p>
    <What error={error} />
    {onRetry && !isForbidden(error) && <div className={styles.actions}><Button variant="default" onClick={onRetry}>Try again</Button></div>}
  </div>
);

function What({ error }: { error: unknown }) {
  if (isForbidden(error)) return <p className={styles.text}>Your roles do not include this.</p>;
  const sentences = sentencesOf(error);
  const advice = error instanceof Problem ? error.advice : '';
  return (
    <>
      {sentences.length === 0
        ? <p className={styles.text}>{messageOf(error)}</p>
        : <ul className={styles.wrong}>{sentences.map(s => <li key={s}>{s}</li>)}</ul>}
      {advice && <p className={styles.text}>{advice}</p>}
    </>
  );
}

const isForbidden = (error: unknown): boolean => error instanceof Problem && error.status === 403;

/** Lines where content will stand; invisible for the first 300 ms. */
export const Loading = ({ lines = 3, height = 14 }: { lines?: number; height?: number }) => (
  <div className={styles.skeleton} role="status" aria-label="Loading">
    {Array.from({ length: lines }, (_, i) => <Skeleton key={i} height={height} width={`${92 - ((i * 17) % 38)}%`} radius={4} />)}
  </div>
);
