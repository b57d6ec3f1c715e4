import { type ReactNode, useId, useState } from 'react';
import styles from './panel.module.css';
import { TableSlot } from './table-slot';

interface PanelProps { title: string; note?: ReactNode; end?: ReactNode; children: ReactNode; className?: string }

export function Panel({ title, note, end, children, className = '' }: PanelProps) {
  const id = useId();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <section className={`${styles.panel} ${className}`} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {note && <span className={styles.note}>{note}</span>}
        <span className={styles.end}>{end}<span ref={setSlot} className={styles.slot} /></span>
      </div>
      <TableSlot value={slot}><div className={styles.body}>{children}</div></TableSlot>
    </section>
  );
}
