import type { LabelFact } from '../api/contracts';
import type { Zone } from '../format/time';
import { Failed } from '../ui/states';
import { Time } from '../ui/time';
import { labelWord } from './columns';
import styles from './label.module.css';
import { useLabelHistory } from './use-labelling';

/** What was said of a decision, by whom and when; what was taken back is still told. */
export function LabelHistory({ sequence, zone }: { sequence: number; zone: Zone }) {
  const history = useLabelHistory(sequence);
  if (history.isError) return <Failed compact what="The labels could not be read" error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return null;
  if (history.data.length === 0) return <p className="dim">Nobody has said what it was.</p>;
  return <ol className={styles.history}>{history.data.map((fact, i) => <Fact key={fact.sequence} fact={fact} zone={zone} isPast={i > 0} />)}</ol>;
}

const Fact = ({ fact, zone, isPast }: { fact: LabelFact; zone: Zone; isPast: boolean }) => (
  <li className={isPast ? 'dim' : undefined}>
    <span className={styles.what}>{labelWord(fact.label) ?? 'Label taken back'}{fact.type && `, ${fact.type.toLowerCase()}`}</span>
    <span className={styles.who}>{fact.by}, <Time at={fact.recorded} zone={zone} isShort /></span>
    {fact.comment && <span className={styles.comment}>{fact.comment}</span>}
  </li>
);
