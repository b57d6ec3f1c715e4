import { Icon } from '../ui/icon';
import styles from './filter-bar.module.css';
import { cleaned, type FilterProps, type Filters, NAMED } from './filters';
import { NAME_WORDS, REASON_WORDS } from './word-choices';

/** What the list is filtered by, one by one; each can be taken away. */
export function FilterChips({ filters, onChange }: FilterProps) {
  const chip = (names: (keyof Filters)[], text: string | null) => text && (
    <span key={names[0]} className={styles.chip}>
      <span className="clip">{text}</span>
      <button type="button" aria-label={`Remove the filter ${text}`}
        onClick={() => onChange(cleaned({ ...filters, ...Object.fromEntries(names.map(n => [n, undefined])) }))}><Icon name="close" size={11} /></button>
    </span>
  );
  return (
    <>
      {NAMED.map(name => chip([name], filters[name] ? `${NAME_WORDS[name]} ${filters[name]}` : null))}
      {chip(['reason'], filters.reason ? `Reason: ${REASON_WORDS[filters.reason]}` : null)}
      {chip(['label'], filters.label ? `Labelled ${filters.label}` : null)}
      {chip(['min_risk', 'max_risk'], span('Risk', filters.min_risk, filters.max_risk))}
      {chip(['min_amount', 'max_amount'], span('Amount', filters.min_amount, filters.max_amount))}
    </>
  );
}

const span = (what: string, from: number | undefined, to: number | undefined): string | null => {
  if (from === undefined && to === undefined) return null;
  if (to === undefined) return `${what} from ${from}`;
  return from === undefined ? `${what} to ${to}` : `${what} ${from} to ${to}`;
};
