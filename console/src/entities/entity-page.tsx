import { Link, useParams } from '@tanstack/react-router';
import { useMay } from '../access/use-account';
import { Problem } from '../api/problem';
import { HistoryList } from '../decisions/history-list';
import { Timeline } from '../decisions/timeline';
import { useHistory } from '../decisions/use-decision';
import { money } from '../format/money';
import { count, risk } from '../format/number';
import { date, zoneName } from '../format/time';
import { Icon } from '../ui/icon';
import { Identifier } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { Empty, Failed, Loading } from '../ui/states';
import { useView } from '../view/use-view';
import { DEFAULT_RANGE, RANGES, zoneOf } from '../view/view';
import styles from './entities.module.css';
import { EraseButton } from './erase-button';
import { HabitsChart } from './habits-chart';
import { type NamedProfile, useEntity } from './use-entity';
import { Usual } from './usual';

const HISTORY = 500;
const LISTED = 25;

/** One customer, card or account: what it did, what is usual for it, what was decided. */
export function EntityPage() {
  const { inStream, entity } = useParams({ strict: false }) as { inStream: string; entity: string };
  const profile = useEntity(inStream, entity, useView());
  if (profile.isPending) return <div className={styles.page}><Loading lines={12} height={20} /></div>;
  if (profile.isError) {
    return profile.error instanceof Problem && profile.error.status === 404
      ? <Empty title={`No entity “${entity}” in ${inStream}`}>It appears with its first scored transaction.</Empty>
      : <Failed what="The entity could not be read" error={profile.error} onRetry={() => void profile.refetch()} />;
  }
  return <Content profile={profile.data} />;
}

function Content({ profile }: { profile: NamedProfile }) {
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
      <Usual profile={profile} />
      <div className={styles.grid}>
        <div className={styles.stack}>
          <Panel title="Amounts over time" note="Coloured and shaped by level of risk; click to open">
            {history.isPending ? <div style={{ height: 280 }}><Loading lines={8} /></div> : <Timeline decisions={decisions} zone={zone} height={280} />}
          </Panel>
          <Panel title="When" note={`Usual hours and weekdays, ${zoneName(zone)}`}><HabitsChart counts={profile.habits.hours_by_weekday} zone={zoneName(zone)} /></Panel>
        </div>
        <div className={styles.stack}>
          <Panel title="Latest decisions" note={`Times in ${zoneName(zone)}`} end={<Link to="/decisions" search={{ entity: profile.entity, stream: profile.stream, range: 'all' }}>All as a list</Link>}>
            {history.isError
              ? <Failed compact what="The history could not be read" error={history.error} onRetry={() => void history.refetch()} />
              : <HistoryList decisions={decisions.slice(0, LISTED)} zone={zone} />}
          </Panel>
        </div>
      </div>
    </div>
  );
}

/** Of the chosen range, as the global bar has it; each count leads to the list of the same. */
function Figures({ profile }: { profile: NamedProfile }) {
  const view = useView();
  const span = view.from || view.to ? 'in the chosen range' : RANGES[view.range ?? DEFAULT_RANGE].label.toLowerCase();
  const mine = { entity: profile.entity, stream: profile.stream };
  const figures = [
    ['Decisions', <Link key="all" to="/decisions" search={mine}>{count(profile.decisions)}</Link>],
    ['Alerts', <Link key="alerts" to="/decisions" search={{ ...mine, decision: 'review,block' }}>{count(profile.alerts)}</Link>],
    ['Highest risk', profile.decisions === 0 ? '–' : risk(profile.max_risk)],
    ['Amount', profile.decisions === 0 ? '–' : money(profile.amounts.map(a => ({ currency: a.currency, amount: a.total })))],
    ['Labels', `${count(profile.labels.fraud)} fraud, ${count(profile.labels.legitimate)} legitimate`],
    ['Known since', profile.first_time ? date(profile.first_time, zoneOf(view)) : '–'],
  ] as const;
  return (
    <section aria-label={`Figures, ${span}`}>
      <p className={styles.span}>{span[0]?.toUpperCase()}{span.slice(1)}</p>
      <ul className={styles.figures}>
        {figures.map(([label, value]) => <li key={label}><span className={styles.label}>{label}</span><span className={`${styles.value} num`}>{value}</span></li>)}
      </ul>
    </section>
  );
}
