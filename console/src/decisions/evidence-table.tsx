import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { DecisionDetail } from '../api/contracts';
import { MISSING, points } from '../format/number';
import { sentence } from '../format/sentence';
import { evidenceOf, type StripMark } from './evidence';
import styles from './evidence-table.module.css';

const SHOWN = 10;

export const EvidenceKey = () => (
  <span className={styles.key} aria-hidden="true">
    <span><i className={`${styles.mark} ${styles.value}`} />this transaction</span>
    <span><i className={`${styles.mark} ${styles.entity}`} />own usual</span>
    <span><i className={`${styles.mark} ${styles.peers}`} />peers</span>
  </span>
);

/** What the transaction is beside what is usual for the entity and for its peers, in words. */
export function EvidenceTable({ decision }: { decision: DecisionDetail }) {
  const [showsAll, setShowsAll] = useState(false);
  const rows = useMemo(() => evidenceOf(decision), [decision]);
  const shown = showsAll ? rows : rows.slice(0, SHOWN);
  return (
    <div className={styles.wrap}>
      <table className={`plain-table ${styles.table}`}>
        <thead>
          <tr>
            <th>What</th><th className="right">This transaction</th><th className="right">Own usual</th><th className={`right ${styles.wide}`}>Peers</th>
            <th className={styles.wide}><span className="visually-hidden">Compared</span></th><th className="right">Points</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(row => (
            <tr key={row.key} className={row.isUnusual ? undefined : 'dim'}>
              <td className={styles.name} title={sentence(row.text)}>{sentence(row.label)}</td>
              <td className={`right ${styles.figure}`}>{row.value}</td>
              <td className={`right ${styles.figure}`}><Usual own={row.own} peers={row.peers} /></td>
              <td className={`right ${styles.figure} ${styles.wide}`}>{row.peers}</td>
              <td className={styles.wide}><Strip marks={row.marks} /></td>
              <td className="right num">{points(row.points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && (
        <Button variant="subtle" size="compact-sm" mt={8} aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show the strongest only' : `Show all ${rows.length}`}
        </Button>
      )}
    </div>
  );
}

/** On a phone there is one column for what is usual: the own, or else the peers'. */
const Usual = ({ own, peers }: { own: string; peers: string }) => (own !== MISSING || peers === MISSING ? own : (
  <><span className={styles.wide}>{own}</span><span className={styles.small}>{peers}, peers</span></>
));

const Strip = ({ marks }: { marks: StripMark[] }) => marks.length === 0 ? null : (
  <span className={styles.strip} aria-hidden="true">
    {marks.map(m => <i key={m.kind} className={`${styles.mark} ${styles[m.kind]}`} style={{ left: `${m.at}%` }} />)}
  </span>
);
