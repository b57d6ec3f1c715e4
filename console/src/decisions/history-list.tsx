import { Link } from '@tanstack/react-router';
import type { Decision } from '../api/contracts';
import { exactMoney } from '../format/money';
import type { Zone } from '../format/time';
import { RiskNumber } from '../ui/risk';
import { Time } from '../ui/time';
import styles from './history-list.module.css';

/** Decisions in one line each; the one that is looked at is marked. */
export const HistoryList = ({ decisions, zone, marked }: { decisions: Decision[]; zone: Zone; marked?: number }) => (
  <ol className={styles.list}>
    {decisions.map(d => (
      <li key={d.sequence}>
        <Link to="/decisions/$sequence" params={{ sequence: String(d.sequence) }} className={styles.item} aria-current={d.sequence === marked ? 'true' : undefined}>
          <span className={styles.when}><Time at={d.time} zone={zone} isShort />{d.sequence === marked && <span className={styles.here}>this one</span>}</span><span className={`num ${styles.amount}`}>{exactMoney(d.amount, d.currency)}</span><RiskNumber risk={d.risk} level={d.level} />
        </Link>
      </li>
    ))}
  </ol>
);
