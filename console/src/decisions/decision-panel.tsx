import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { DecisionDetail } from '../api/contracts';
import { exactMoney } from '../format/money';
import { Icon } from '../ui/icon';
import { RiskBadge, VerdictMark } from '../ui/risk';
import { Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import styles from './decision-panel.module.css';
import { EntityLink } from './entity-link';
import { LabelButtons } from './label-buttons';
import { NamedLink } from './named-link';
import { useDecision } from './use-decision';
import type { Labelling } from './use-labelling';
import { WaterfallChart } from './waterfall-chart';

const SETTLE_MS = 120;

interface PanelProps { sequence: number; labelling: Labelling; onClose: () => void; onOpen: () => void }

/** The selected decision beside the list. Waits a moment, so that holding j down does not fetch every row. */
export function DecisionPanel({ sequence, labelling, onClose, onOpen }: PanelProps) {
  const [settled] = useDebouncedValue(sequence, SETTLE_MS);
  const decision = useDecision(settled);
  return (
    <aside className={styles.panel} aria-label="Selected decision">
      <div className={styles.head}>
        {decision.data && <><VerdictMark verdict={decision.data.decision} /><RiskBadge risk={decision.data.risk} level={decision.data.level} /></>}
        <span className={styles.close}>
          <Button size="compact-sm" variant="default" onClick={onOpen} rightSection={<Icon name="right" size={12} />}>Open</Button>
          <button type="button" className={styles.icon} onClick={onClose} aria-label="Close"><Icon name="close" /></button>
        </span>
      </div>
      {decision.isPending && <Loading lines={10} />}
      {decision.isError && <Failed compact what="The decision could not be read" error={decision.error} onRetry={() => void decision.refetch()} />}
      {decision.data && <Summary decision={decision.data} labelling={labelling} />}
    </aside>
  );
}

function Summary({ decision, labelling }: { decision: DecisionDetail; labelling: Labelling }) {
  const zone = zoneOf(useView());
  return (
    <>
      <div className={styles.facts}>
        <span className={`${styles.amount} num`}>{exactMoney(decision.amount, decision.currency)}</span><span className="dim"><Time at={decision.time} zone={zone} /></span>
        <EntityLink decision={decision} />
        {decision.merchant && <span className="clip"><NamedLink decision={decision} filter="merchant" value={decision.merchant} /></span>}
        {decision.location && <span className="clip"><NamedLink decision={decision} filter="location" value={decision.location} /></span>}
      </div>
      <LabelButtons key={decision.sequence} decision={decision} labelling={labelling} />
      <h3 className={styles.title}>Why, in points of risk</h3>
      <WaterfallChart decision={decision} />
    </>
  );
}
