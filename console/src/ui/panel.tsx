import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

interface PanelProps { title: string; note?: ReactNode; end?: ReactNode; children: ReactNode; className?: string }

export function Panel({ title, note, end, children, className = '' }: PanelProps) {
  const id = useId();
  return (
    <section className={`${styles.panel} ${className}`} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note && <span className={styles.note}>{note}</span>}
        {end && <span className={styles.end}>{end}</span>}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
