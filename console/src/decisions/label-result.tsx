import { Button } from '@mantine/core';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import styles from './label.module.css';
import type { Labelling } from './use-labelling';

/** What was done with labels, with undo; or that it could not be done. */
export function LabelResult({ labelling }: { labelling: Labelling }) {
  const { error, done, undo, dismiss } = labelling;
  if (!error && !done) return null;
  return (
    <div className={styles.result} role={error ? 'alert' : 'status'}>
      {error ? <><Icon name="warning" /><span>Not saved: {messageOf(error)}</span></> : <><Icon name="check" /><span>{done}</span></>}
      {!error && undo && <button type="button" className={styles.action} onClick={undo}>Undo <kbd>z</kbd></button>}
      <button type="button" className={styles.action} onClick={dismiss} aria-label="Dismiss"><Icon name="close" size={12} /></button>
    </div>
  );
}

/** What can be done with the marked rows. */
export function MarkedBar({ count, onClear, children }: { count: string; onClear: () => void; children: React.ReactNode }) {
  return (
    <div className={styles.marked} role="toolbar" aria-label="Marked decisions">
      <strong className="num">{count} marked</strong>{children}
      <Button size="compact-sm" h={30} variant="subtle" title="Key Esc" onClick={onClear}>Unmark</Button>
    </div>
  );
}
