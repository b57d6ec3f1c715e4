import { Link } from '@tanstack/react-router';
import type { Overview } from '../api/contracts';
import { money } from '../format/money';
import { count } from '../format/number';
import { Panel } from '../ui/panel';
import { useView } from '../view/use-view';
import styles from './overview-page.module.css';

const SHOWN = 9;

/** Decisions by location as bars, most first; each leads to the list of exactly these. */
export function Locations({ overview: { locations, locations_from: from, locations_to: to } }: { overview: Overview }) {
  const { stream } = useView();
  const most = Math.max(1, locations[0]?.decisions ?? 1);
  return (
    <Panel title="Decisions by location" note={locations.length > SHOWN ? `${SHOWN} of ${count(locations.length)}` : null}>
      <ol className={styles.bars}>
        <li className={`${styles.bar} ${styles.barHead}`} aria-hidden="true"><span>Location</span><span /><span className={styles.right}>Decisions</span><span className={styles.right}>Alerts</span></li>
        {locations.slice(0, SHOWN).map(l => (
          <li key={l.location}>
            <Link to="/decisions" search={{ range: undefined, from, to, stream, location: l.location }} className={`${styles.bar} ${styles.barLink}`} title={`${l.location}: ${money(l.amounts)}`}>
              <span className="clip">{l.location}</span>
              <span className={styles.track} aria-hidden="true"><span className={styles.fill} style={{ display: 'block', width: `${(l.decisions / most) * 100}%` }} /></span>
              <span className={`num ${styles.right}`}>{count(l.decisions)}<span className="visually-hidden"> decisions, </span></span>
              <span className={`num dim ${styles.right}`}>{count(l.alerts)}<span className="visually-hidden"> alerts</span></span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
