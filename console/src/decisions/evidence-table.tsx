import { Button } from '@mantine/core';
import { Fragment, useMemo, useState } from 'react';
import type { FeatureValue } from '../api/contracts';
import { plain, points } from '../format/number';
import { baselineText } from './baseline';
import { hasNoHistory, stripOf } from './evidence';
import styles from './evidence-table.module.css';
import { sentence } from './waterfall-chart';

const SHOWN = 10;

export const EvidenceKey = () => (
  <span className={styles.key} aria-hidden="true">
    <span><i className={`${styles.mark} ${styles.value}`} />this transaction</span>
    <span><i className={`${styles.mark} ${styles.entity}`} />own usual</span>
    <span><i className={`${styles.mark} ${styles.peers}`} />peers</span>
  </span>
);

/** Each feature's value beside what is usual for the entity and for its peers. */
export function EvidenceTable({ features }: { features: FeatureValue[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const ordered = useMemo(() => features.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points)), [features]);
  const shown = showsAll ? ordered : ordered.slice(0, SHOWN);
  return (
    <div className={styles.wrap}>
      <table className={`plain-table ${styles.table}`}>
        <thead>
          <tr>
            <th>Feature</th><th className="right">Value</th><th className="right">Own usual</th><th className="right">Peers</th>
            <th><span className="visually-hidden">Compared</span></th><th className="right">Points</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(f => (
            <tr key={f.name}>
              <td className={styles.name} title={sentence(f.text)}><BreakableName name={f.name} /></td>
              <td className="right num">{plain(f.value)}</td>
              <td className="right num">{hasNoHistory(f) ? <span className={styles.none}>insufficient history</span> : baselineText(f.name, f.entity_baseline)}</td>
              <td className="right num">{plain(f.peer_baseline)}</td>
              <td><Strip feature={f} /></td>
              <td className="right num">{points(f.points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ordered.length > SHOWN && (
        <Button variant="subtle" size="compact-sm" mt={8} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show the strongest only' : `Show all ${ordered.length} features`}
        </Button>
      )}
    </div>
  );
}

/** A long name breaks after its underscores. */
export const BreakableName = ({ name }: { name: string }) => name.split(/(?<=_)/).map((part, i) => <Fragment key={i}>{i > 0 && <wbr />}{part}</Fragment>);

function Strip({ feature }: { feature: FeatureValue }) {
  const marks = stripOf(feature);
  if (marks.length === 0) return null;
  return (
    <span className={styles.strip} aria-hidden="true">
      {marks.map(m => <i key={m.kind} className={`${styles.mark} ${styles[m.kind]}`} style={{ left: `${m.at}%` }} />)}
    </span>
  );
}
