import { useDisclosure } from '@mantine/hooks';
import { useId, useMemo } from 'react';
import type { DecisionDetail } from '../api/contracts';
import { decimals } from '../format/figure';
import { points as written } from '../format/number';
import { sentence } from '../format/sentence';
import { Icon } from '../ui/icon';
import { marginOf, type Step, type Waterfall, waterfallOf } from './waterfall';
import styles from './waterfall.module.css';

/** From the start that all transactions share to the risk of this one, step by step; the written points add up to the written risk. */
export function WaterfallChart({ decision }: { decision: DecisionDetail }) {
  const fall = useMemo(() => waterfallOf(decision), [decision]);
  const thresholds = <Thresholds decision={decision} fall={fall} />;
  return (
    <div className={`${styles.frame} ${styles[decision.level]}`} data-testid="waterfall">
      <ol className={styles.list}>
        <li className={styles.step}>
          <span className={styles.text}>Where every transaction of this stream starts</span>
          <span className={`${styles.points} num`} data-tenths={fall.startTenths}>{tenth(fall.startTenths)}</span>
          <Track>{thresholds}<Bar fall={fall} from={Math.min(0, fall.start)} to={fall.start} kind={styles.whole} /></Track>
        </li>
        {fall.steps.map(step => <GroupStep key={step.key} fall={fall} step={step} thresholds={thresholds} />)}
        <li className={`${styles.step} ${styles.sum}`}>
          <span className={styles.text}>Risk of this transaction</span>
          <span className={`${styles.points} num`} data-total={fall.endTenths}>{tenth(fall.endTenths)}</span>
          <Track>{thresholds}<Bar fall={fall} from={0} to={fall.end} kind={styles.total} /></Track>
        </li>
      </ol>
      <Key decision={decision} />
      {!fall.addsUp && <p role="alert" className={styles.margin}>The stored contributions do not add up to the stored risk. Replay this decision.</p>}
      <Margin decision={decision} />
    </div>
  );
}

/** One bar for all that says the same; its sentence opens what it is made of. */
function GroupStep({ fall, step, thresholds }: { fall: Waterfall; step: Step; thresholds: React.ReactNode }) {
  const [isOpen, fold] = useDisclosure(false);
  const parts = useId();
  const opens = step.parts.length > 1;
  return (
    <>
      <li className={styles.step}>
        <span className={styles.text}>
          {opens
            ? <button type="button" className={styles.fold} aria-expanded={isOpen} aria-controls={parts} onClick={fold.toggle}>
                <Icon name={isOpen ? 'chevron' : 'right'} size={12} /><span>{sentence(step.text)}</span></button>
            : <span className={styles.unfolded}>{sentence(step.text)}</span>}
        </span>
        <span className={`${styles.points} num`} data-tenths={step.tenths}>{written(step.tenths / 10)}</span>
        <Track>{thresholds}<StepBar fall={fall} step={step} /></Track>
      </li>
      {opens && isOpen && (
        <li className={styles.parts}>
          <ul id={parts}>
            {step.parts.map(part => (
              <li key={part.key}><span>{sentence(part.text)}</span><span className="num" data-part-tenths={part.tenths}>{written(part.tenths / 10)}</span></li>
            ))}
          </ul>
        </li>
      )}
    </>
  );
}

/** What has been rounded so that all of it adds up. */
const tenth = (tenths: number): string => decimals(tenths / 10, 1, 1, false);

const Track = ({ children }: { children: React.ReactNode }) => (
  <div className={styles.track} aria-hidden="true"><span className={styles.rail} />{children}</div>
);

const at = (fall: Waterfall, value: number): number => ((value - fall.low) / (fall.high - fall.low)) * 100;

const Bar = ({ fall, from, to, kind }: { fall: Waterfall; from: number; to: number; kind: string | undefined }) => (
  <span className={`${styles.bar} ${kind}`} style={{ left: `${at(fall, Math.min(from, to))}%`, width: `${Math.abs(at(fall, to) - at(fall, from))}%` }} />
);

const StepBar = ({ fall, step }: { fall: Waterfall; step: Step }) => (
  <Bar fall={fall} from={step.from} to={step.to} kind={step.points < 0 ? styles.down : styles.up} />
);

const Thresholds = ({ decision, fall }: { decision: DecisionDetail; fall: Waterfall }) => (
  <>
    {[decision.policy.review, decision.policy.block].map((value, i) => value !== null && (
      <span key={i === 0 ? 'review' : 'block'} className={styles.threshold} style={{ left: `${at(fall, value)}%` }} />
    ))}
  </>
);

const Key = ({ decision }: { decision: DecisionDetail }) => (
  <div className={styles.key} aria-hidden="true">
    <span><i className={`${styles.swatch} ${styles.up}`} />raises the risk</span>
    <span><i className={`${styles.swatch} ${styles.down}`} />lowers it</span>
    {decision.policy.review !== null && (
      <span><i className={styles.dash} />review from {decision.policy.review}{decision.policy.block !== null && `, block from ${decision.policy.block}`}</span>
    )}
  </div>
);

const apart = (more: number, less: number): string => written(more - less).replace('+', '');

function Margin({ decision }: { decision: DecisionDetail }) {
  const margin = marginOf(decision);
  if (!margin) {
    return decision.policy.review === null ? null : (
      <p className={styles.margin}>Approved: {apart(decision.policy.review, decision.risk)} points below the threshold for review.</p>
    );
  }
  const softer = decision.decision === 'block' && decision.policy.review !== null ? 'sent to review instead of blocked' : 'approved';
  return (
    <p className={styles.margin}>
      It would be {softer} with a risk below {margin.below}: {apart(decision.risk, margin.below)} points fewer.
    </p>
  );
}
