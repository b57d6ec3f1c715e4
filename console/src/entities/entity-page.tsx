import { Link, useParams } from '@tanstack/react-router';
import { useMay } from '../access/use-account';
import type { EntityProfile, NamedCount } from '../api/contracts';
import { Problem } from '../api/problem';
import { baselineText, unitOf } from '../decisions/baseline';
import { HistoryList } from '../decisions/history-list';
import { Timeline } from '../decisions/timeline';
import { useHistory } from '../decisions/use-decision';
import { amount, compact, count, plain } from '../format/number';
import { date } from '../format/time';
import { Icon } from '../ui/icon';
import { Identifier } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { Empty, Failed, Loading } from '../ui/states';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import styles from './entities.module.css';
import { EraseButton } from './erase-button';
import { HabitsChart } from './habits-chart';
import { useEntity } from './use-entity';

const HISTORY = 500;
const LISTED = 25;
const NAMES = 8;

/** One customer, card or account: what it did, what is usual for it, what was decided. */
export function EntityPage() {
  const { inStream, entity } = useParams({ strict: false }) as { inStream: string; entity: string };
  const profile = useEntity(inStream, entity);
  if (profile.isPending) return <div className={styles.page}><Loading lines={12} height={20} /></div>;
  if (profile.isError) {
    return profile.error instanceof Problem && profile.error.status === 404
      ? <Empty title={`No entity “${entity}” in ${inStream}`}>It appears with its first scored transaction.</Empty>
      : <Failed what="The entity could not be read" error={profile.error} onRetry={() => void profile.refetch()} />;
  }
  return <Content profile={profile.data} />;
}

function Content({ profile }: { profile: EntityProfile }) {
  const zone = zoneOf(useView());
  const isAdmin = useMay('manageUsers');
  const history = useHistory(profile.stream, profile.entity, HISTORY);
  const decisions = history.data?.items ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Link to="/entities" className={styles.back}><Icon name="left" size={13} />Entities</Link>
        <h1><Identifier value={profile.entity} /></h1><span className="dim">in {profile.stream}</span>
        <div className={styles.end}>{isAdmin && !profile.erased && <EraseButton stream={profile.stream} entity={profile.entity} />}</div>
      </header>
      {profile.erased && <p className={styles.erased}>The personal data of this entity has been erased. Amounts, risks and decisions remain; nothing personal can be read any more.</p>}
      <Figures profile={profile} />
      <div className={styles.grid}>
        <div className={styles.stack}>
          <Panel title="Amounts over time" note="Coloured and shaped by level of risk; click to open">
            {history.isPending ? <Loading lines={8} /> : <Timeline decisions={decisions} zone={zone} height={280} />}
          </Panel>
          <Baselines profile={profile} />
        </div>
        <div className={styles.stack}>
          <Panel title="When" note="Usual hours and weekdays"><HabitsChart counts={profile.habits.hours_by_weekday} /></Panel>
          <Counts title="Usual merchants" items={profile.habits.merchants} none="No merchants are known." />
          <Counts title="Usual locations" items={profile.habits.locations} none="No locations are known." />
          <Panel title="Latest decisions" end={<Link to="/decisions" search={{ entity: profile.entity, range: 'all' }}>All as a list</Link>}>
            {history.isError
              ? <Failed compact what="The history could not be read" error={history.error} onRetry={() => void history.refetch()} />
              : <HistoryList decisions={decisions.slice(0, LISTED)} zone={zone} />}
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Figures({ profile }: { profile: EntityProfile }) {
  const zone = zoneOf(useView());
  const figures = [
    ['Decisions', count(profile.decisions)], ['To review', count(profile.review)], ['Blocked', count(profile.block)],
    ['Median amount', amount(profile.amount.median)], ['Largest amount', amount(profile.amount.max)],
    ['Known since', profile.first_time ? date(profile.first_time, zone) : '–'],
  ] as const;
  return (
    <ul className={styles.figures}>
      {figures.map(([label, value]) => <li key={label}><span className={styles.label}>{label}</span><span className={`${styles.value} num`}>{value}</span></li>)}
    </ul>
  );
}

function Baselines({ profile }: { profile: EntityProfile }) {
  return (
    <Panel title="What is usual" note="As of the last transaction, beside what is typical in the stream">
      {profile.baselines.length === 0 ? <Empty compact title="No values yet">They appear with the first scored transaction.</Empty> : (
        <div className={styles.wrap}>
          <table className="plain-table">
            <thead><tr><th>Feature</th><th className="right">For this entity</th><th className="right">Typical</th></tr></thead>
            <tbody>
              {profile.baselines.map(b => (
                <tr key={b.feature}><td>{b.feature}</td><td className="right num">{b.value === null ? <span className="dim">insufficient history</span> : baselineText(b.feature, b.value)}</td><td className="right num">{plain(unitOf(b.feature) === 'feature' ? b.typical : null)}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Counts({ title, items, none }: { title: string; items: NamedCount[]; none: string }) {
  const shown = items.slice(0, NAMES);
  const most = Math.max(1, ...shown.map(i => i.count));
  return (
    <Panel title={title} note={items.length > NAMES ? `${NAMES} of ${compact(items.length)}` : null}>
      {shown.length === 0 ? <p className="dim">{none}</p> : (
        <ol className={styles.counts}>
          {shown.map(i => (
            <li key={i.name}>
              <span className="clip" title={i.name}>{i.name}</span>
              <span className={styles.track} aria-hidden="true"><span className={styles.fill} style={{ width: `${(i.count / most) * 100}%` }} /></span>
              <span className={`num ${styles.right}`}>{count(i.count)}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
