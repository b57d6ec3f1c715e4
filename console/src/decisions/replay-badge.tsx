import { Button } from '@mantine/core';
import { count } from '../format/number';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { useKeys } from '../view/keys';
import styles from './decision-page.module.css';
import { useReplay } from './use-decision';

/** Recomputes the decision from snapshot and journal and says whether every bit is the same. */
export function ReplayBadge({ sequence }: { sequence: number }) {
  const replay = useReplay(sequence);
  useKeys({ v: () => replay.mutate() });
  if (replay.data?.matches) {
    return (
      <span className={styles.replayed} role="status" title={`${count(replay.data.entries_replayed)} journal entries replayed`}>
        <Icon name="check" size={14} />Reproduces to the bit
      </span>
    );
  }
  if (replay.data) {
    return (
      <div className={styles.differs} role="alert">
        <strong><Icon name="warning" size={14} /> Does not reproduce.</strong>
        {replay.data.differences.slice(0, 5).map(d => (
          <span key={d.what} className="num">{d.what}: stored {String(d.stored)}, recomputed {String(d.recomputed)}</span>
        ))}
      </div>
    );
  }
  return (
    <>
      <Button size="compact-sm" h={30} variant="default" leftSection={<Icon name="replay" size={14} />} loading={replay.isPending} onClick={() => replay.mutate()}
        title="Recompute this decision from snapshot and journal">Replay</Button>
      {replay.isError && <span role="alert" className="dim">{messageOf(replay.error)}</span>}
    </>
  );
}
