import type { OverviewLocation } from '../api/contracts';
import { compact, count } from '../format/number';
import { Panel } from '../ui/panel';
import styles from './overview-page.module.css';

const SHOWN = 9;

/** Amounts by location as bars, largest first. */
export function Locations({ locations }: { locations: OverviewLocation[] }) {
  const ordered = locations.toSorted((a, b) => b.amount - a.amount);
  const most = Math.max(1, ordered[0]?.amount ?? 1);
  return (
    <Panel title="Amounts by location" note={ordered.length > SHOWN ? `${SHOWN} of ${count(ordered.length)}` : null}>
      <ol className={styles.bars}>
        <li className={`${styles.bar} ${styles.barHead}`} aria-hidden="true"><span>Location</span><span /><span className={styles.right}>Amount</span><span className={styles.right}>Alerts</span></li>
        {ordered.slice(0, SHOWN).map(l => (
          <li key={l.location} className={styles.bar}>
            <span className="clip" title={l.location}>{l.location}</span>
            <span className={styles.track} aria-hidden="true"><span className={styles.fill} style={{ display: 'block', width: `${(l.amount / most) * 100}%` }} /></span>
            <span className={`num ${styles.right}`}>{compact(l.amount)}</span>
            <span className={`num dim ${styles.right}`}>{count(l.alerts)}<span className="visually-hidden"> alerts</span></span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
