import { useDisclosure } from '@mantine/hooks';
import type { DecisionDetail } from '../api/contracts';
import { plain } from '../format/number';
import { Icon } from '../ui/icon';
import { Identifier } from '../ui/identifier';
import styles from './decision-page.module.css';

/** The fields as they were received. Folded: the ones that matter stand above. */
export function TransactionFields({ decision }: { decision: DecisionDetail }) {
  const [isOpen, fold] = useDisclosure(false);
  const fields = Object.entries(decision.transaction ?? {});
  if (decision.personal_erased) return <p className="dim">The personal data of this entity has been erased. The decision and its numbers remain.</p>;
  return (
    <>
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={fold.toggle}>
        <Icon name={isOpen ? 'chevron' : 'right'} size={12} />All {fields.length} fields as received
      </button>
      {isOpen && (
        <dl className={styles.raw}>
          {fields.map(([name, value]) => (
            <div key={name}><dt>{name}</dt><dd>{typeof value === 'number' ? <span className="num">{plain(value)}</span> : <FieldText value={value} />}</dd></div>
          ))}
        </dl>
      )}
    </>
  );
}

const FieldText = ({ value }: { value: string | boolean | null }) =>
  (typeof value === 'string' && value.length > 0 ? <Identifier value={value} /> : <span className="dim">{value === null ? 'missing' : String(value)}</span>);
