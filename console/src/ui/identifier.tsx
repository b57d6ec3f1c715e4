import { useClipboard } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import styles from './identifier.module.css';

const TAIL = 5;

/** In monospace, shortened in the middle: the end of an identifier tells more than its middle. Null is one that was erased. */
export function IdentifierText({ value }: { value: string | null }) {
  if (value === null) return <span className="dim">erased</span>;
  const split = value.length > TAIL * 2 ? value.length - TAIL : value.length;
  return (
    <span className={`${styles.text} mono`} title={value}>
      <span className="visually-hidden">{value}</span>
      <span className={styles.head} aria-hidden="true">{value.slice(0, split)}</span>
      {split < value.length && <span className={styles.tail} aria-hidden="true">{value.slice(split)}</span>}
    </span>
  );
}

/** An identifier, linked where it leads somewhere, with a button that copies it. */
export function Identifier({ value, children }: { value: string | null; children?: ReactNode }) {
  const clipboard = useClipboard({ timeout: 1200 });
  if (value === null) return <IdentifierText value={value} />;
  return (
    <span className={styles.identifier}>
      {children ?? <IdentifierText value={value} />}
      <button type="button" className={styles.copy} onClick={() => clipboard.copy(value)}
        aria-label={clipboard.copied ? 'Copied' : `Copy ${value}`} title={clipboard.copied ? 'Copied' : 'Copy'}>
        <Icon name={clipboard.copied ? 'check' : 'copy'} size={13} />
      </button>
    </span>
  );
}
