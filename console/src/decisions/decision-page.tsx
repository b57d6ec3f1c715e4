import { Link, useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Decision, DecisionDetail } from '../api/contracts';
import { useMay } from '../access/use-account';
import { Problem } from '../api/problem';
import { exactMoney } from '../format/money';
import type { Zone } from '../format/time';
import { Icon } from '../ui/icon';
import { Identifier } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { RiskBadge, VerdictMark } from '../ui/risk';
import { Empty, Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useKeys } from '../view/keys';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import { aroundOf } from './around';
import styles from './decision-page.module.css';
import { EntityLink } from './entity-link';
import { EvidenceKey, EvidenceTable } from './evidence-table';
import { HistoryList } from './history-list';
import { lastList } from './last-list';
import { LabelButtons } from './label-buttons';
import { LabelHistory } from './label-history';
import { LabelResult } from './label-result';
import { NamedLink } from './named-link';
import { ReplayBadge } from './replay-badge';
import { Timeline } from './timeline';
import { TransactionFields } from './transaction-fields';
import { useDecision, useHistory } from './use-decision';
import { useLabelKeys, useLabelling } from './use-labelling';
import { WaterfallChart } from './waterfall-chart';

const HISTORY = 200;
const LISTED = 12;

/** What happened, why it was judged so, and what is around it. */
export function DecisionPage() {
  const { sequence: text } = useParams({ strict: false }) as { sequence: string };
  const sequence = Number(text);
  const decision = useDecision(sequence);
  const zone = zoneOf(useView());
  if (decision.isPending) return <div className={styles.page}><Loading lines={12} height={20} /></div>;
  if (decision.isError) {
    return decision.error instanceof Problem && decision.error.status === 404
      ? <Empty title={`There is no decision ${text}`} actions={<Link to="/decisions">All decisions</Link>}>It may have passed the time for which decisions are kept.</Empty>
      : <Failed what="The decision could not be read" error={decision.error} onRetry={() => void decision.refetch()} />;
  }
  return <Content key={sequence} decision={decision.data} zone={zone} />;
}

function Content({ decision, zone }: { decision: DecisionDetail; zone: Zone }) {
  const router = useRouter();
  const navigate = useNavigate();
  const history = useHistory(decision.stream, decision.entity ?? undefined, HISTORY);
  const shown = aroundOf(decision.entity, history);
  const around = useMemo(() => withThis(history.data?.items ?? [], decision), [history.data, decision]);
  const step = (by: number) => {
    const next = around[around.findIndex(d => d.sequence === decision.sequence) + by];
    if (next) void navigate({ to: '/decisions/$sequence', params: { sequence: String(next.sequence) }, replace: true, state: { isFromList } as never });
  };
  // To the very list that it was opened from: filters, selection and place are as they were.
  const isFromList = useLocation({ select: location => (location.state as { isFromList?: boolean }).isFromList === true });
  const back = () => (isFromList || router.history.canGoBack() ? router.history.back() : router.history.push(lastList()));
  const labelling = useLabelling();
  const mayReplay = useMay('replay');
  useLabelKeys(labelling, () => [decision.sequence]);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    Escape: back,
  });
  return (
    <div className={styles.page}>
      <LabelResult labelling={labelling} />
      <header className={styles.top}>
        <a href={lastList()} className={styles.back} onClick={event => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          if (isFromList) router.history.back();
          else router.history.push(lastList());
        }}><Icon name="left" size={13} />Decisions</a>
        <div className={styles.headline}>
          <h1><VerdictMark verdict={decision.decision} /> <span className="num">{exactMoney(decision.amount, decision.currency)}</span></h1>
          <RiskBadge risk={decision.risk} level={decision.level} />
        </div>
        <div className={styles.actions}><LabelButtons decision={decision} labelling={labelling} />{mayReplay && <ReplayBadge sequence={decision.sequence} />}</div>
      </header>
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Panel title="What"><Facts decision={decision} zone={zone} /></Panel>
          <Panel title="Label"><LabelHistory sequence={decision.sequence} zone={zone} /></Panel>
          <Panel title="Transaction"><TransactionFields decision={decision} /></Panel>
        </div>
        <div className={styles.stack}>
          <Panel title="Why" note="Contributions in points of risk"><WaterfallChart decision={decision} /></Panel>
          <Panel title="Compared with what is usual" end={<EvidenceKey />}><EvidenceTable decision={decision} /></Panel>
        </div>
        <div className={styles.stack}>
          <Panel title="Around it" note={<EntityLink decision={decision} />}>
            {shown === 'erased' && <p className="dim">Whose transaction it was is erased, so what was around it is not known.</p>}
            {shown === 'loading' && <div style={{ minHeight: 620 }}><Loading lines={6} /></div>}
            {shown === 'failed' && <Failed compact what="The history could not be read" error={history.error} onRetry={() => void history.refetch()} />}
            {shown === 'known' && <><Timeline decisions={around} zone={zone} height={200} marked={decision.sequence} /><Nearest around={around} decision={decision} zone={zone} /></>}
          </Panel>
        </div>
      </div>
    </div>
  );
}

const Facts = ({ decision, zone }: { decision: DecisionDetail; zone: Zone }) => (
  <dl className={styles.facts}>
    <div><dt>Amount</dt><dd className={`${styles.big} num`}>{exactMoney(decision.amount, decision.currency)}</dd></div>
    <div><dt>Entity</dt><dd><Identifier value={decision.entity}><EntityLink decision={decision} /></Identifier></dd></div>
    {decision.merchant && <div><dt>Merchant</dt><dd><NamedLink decision={decision} filter="merchant" value={decision.merchant} /></dd></div>}
    {decision.location && <div><dt>Location</dt><dd><NamedLink decision={decision} filter="location" value={decision.location} /></dd></div>}
    {decision.device && <div><dt>Device</dt><dd><NamedLink decision={decision} filter="device" value={decision.device} /></dd></div>}
    {decision.ip && <div><dt>IP</dt><dd><NamedLink decision={decision} filter="ip" value={decision.ip} /></dd></div>}
    <div><dt>Time</dt><dd><Time at={decision.time} zone={zone} /></dd></div>
    <div><dt>Received</dt><dd><Time at={decision.received} zone={zone} /></dd></div>
    <div><dt>Stream</dt><dd>{decision.stream}</dd></div>
    <div><dt>Transaction</dt><dd><Identifier value={decision.transaction_id} /></dd></div>
    <div><dt>Model</dt><dd><Identifier value={decision.model} /></dd></div>
    <div><dt>Sequence</dt><dd className="num mono">{decision.sequence}</dd></div>
  </dl>
);

/** A few transactions before and after this one. */
function Nearest({ around, decision, zone }: { around: Decision[]; decision: Decision; zone: Zone }) {
  const at = around.findIndex(d => d.sequence === decision.sequence);
  const from = Math.max(0, Math.min(at - LISTED / 2, around.length - LISTED));
  if (around.length === 1) return <p className="dim">This is the only transaction of this entity.</p>;
  return <HistoryList decisions={around.slice(from, from + LISTED)} zone={zone} marked={decision.sequence} />;
}

/** The history, with this decision in its place even when it is older than all that was fetched. */
function withThis(items: Decision[], decision: Decision): Decision[] {
  return items.some(d => d.sequence === decision.sequence) ? items : [...items, decision].toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time));
}
