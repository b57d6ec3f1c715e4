import { Link } from '@tanstack/react-router';
import { may } from '../access/permissions';
import { useAccount } from '../access/use-account';
import type { StreamSummary } from '../api/contracts';
import { count, risk } from '../format/number';
import { Icon } from '../ui/icon';
import { Empty, Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useStreams } from '../view/use-streams';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import styles from './streams.module.css';

/** What is served, by which definition, since when. */
export function StreamsPage() {
  const streams = useStreams();
  const canChange = may(useAccount(), 'manageStreams');
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1>Streams</h1><span className="dim">what is decided on, and how</span>
        {canChange && <div className={styles.end}><Link to="/add-stream"><Icon name="plus" size={13} /> Add a stream</Link></div>}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={styles.table} tabIndex={0} role="region" aria-label="Streams">
        {streams.isPending && <Loading lines={4} />}
        {streams.isError && <Failed what="The streams could not be read" error={streams.error} onRetry={() => void streams.refetch()} />}
        {streams.data?.length === 0 && <Empty title="No streams yet">Add a stream file, then teach it from past transactions: vigil init-profiles history.csv --stream NAME.yaml --server URL.</Empty>}
        {streams.data && streams.data.length > 0 && <StreamTable streams={streams.data} />}
      </div>
    </div>
  );
}

function StreamTable({ streams }: { streams: StreamSummary[] }) {
  const zone = zoneOf(useView());
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>Name</th><th className={styles.rare}>Definition</th><th className={styles.rare}>Served so since</th><th className={styles.rare}>Champion</th>
          <th className={`right ${styles.rare}`}>Review from</th><th className={`right ${styles.rare}`}>Block from</th><th className="right">Decisions</th>
        </tr>
      </thead>
      <tbody>
        {streams.map(s => (
          <tr key={s.name}>
            <td>
              <Link to="/streams/$name" params={{ name: s.name }}>{s.name}</Link>
              <span className={`${styles.under} dim`}>{s.model ? `Definition ${s.definition}` : 'Waits for its first model'}</span>
            </td>
            <td className={`mono ${styles.rare}`}>{s.definition}</td>
            <td className={styles.rare}>{s.since ? <Time at={s.since} zone={zone} isShort /> : <span className="dim">the beginning</span>}</td>
            <td className={`mono ${styles.rare}`}>{s.model ?? <span className="dim">waits for its first model</span>}</td>
            <td className={`num right ${styles.rare}`}>{risk(s.policy?.review)}</td>
            <td className={`num right ${styles.rare}`}>{risk(s.policy?.block)}</td>
            <td className="num right">{count(s.decisions)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
