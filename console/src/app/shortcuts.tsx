import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useAccount } from '../access/use-account';
import { useKeys } from '../view/keys';
import { useLive } from '../view/live';
import { navigationFor } from './navigation';
import { focusSearch } from './search-box';
import styles from './shortcuts.module.css';

const OPEN = 'vigil:shortcuts';
const SEQUENCE_MS = 1200;

export const openShortcuts = (): void => void window.dispatchEvent(new Event(OPEN));

/** The keys that work everywhere, and the page that lists all of them. */
export function ShortcutKeys() {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const { toggle } = useLive();
  const destinations = navigationFor(useAccount()).flatMap(section => section.items);
  const goUntil = useRef(0);

  useEffect(() => {
    const open = (): void => setOpen(true);
    window.addEventListener(OPEN, open);
    return () => window.removeEventListener(OPEN, open);
  }, []);

  const go = (event: KeyboardEvent): boolean => {
    const destination = event.timeStamp < goUntil.current ? destinations.find(d => d.key === event.key) : undefined;
    goUntil.current = 0;
    if (destination) void navigate({ to: destination.to });
    return destination !== undefined;
  };
  useKeys({
    '/': focusSearch,
    '?': () => setOpen(true),
    g: event => {
      goUntil.current = event.timeStamp + SEQUENCE_MS;
    },
    p: toggle,
    ...Object.fromEntries(destinations.map(d => [d.key, go])),
  }, true);

  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Keyboard shortcuts" size={560}>
      <div className={styles.columns}>
        <Keys title="Lists" rows={[['j  k', 'Next, previous'], ['x', 'Mark the row'], ['J  K', 'Mark while moving'], ['Enter', 'Open the page'], ['Esc', 'Unmark, close, go back']]} />
        <Keys title="Label" rows={[['b  f', 'Fraud'], ['a  l', 'Legitimate'], ['r  c', 'Clear the label'], ['t', 'Type and comment'], ['z', 'Undo']]} />
        <Keys title="Everywhere" rows={[['/', 'Search'], ['p', 'Pause or go on'], ['?', 'This list']]} />
        <Keys title="Go to" rows={destinations.map(d => [`g ${d.key}`, d.label])} />
        <Keys title="Decision" rows={[['j  k', 'Older, newer of this entity'], ['v', 'Replay and verify'], ['Esc', 'Back to the list']]} />
      </div>
    </Modal>
  );
}

const Keys = ({ title, rows }: { title: string; rows: string[][] }) => (
  <section>
    <h3 className={styles.title}>{title}</h3>
    <dl className={styles.list}>
      {rows.map(([key = '', meaning]) => (
        <div key={key + meaning} className={styles.row}>
          <dt>{key.split(/\s+/).map(k => <kbd key={k} className={styles.key}>{k}</kbd>)}</dt><dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </section>
);
