import { LevelShape, VERDICT_WORDS } from '../ui/risk';
import styles from './filter-bar.module.css';
import { cleaned, type FilterProps, LEVELS, VERDICTS } from './filters';

/** What is asked for most: levels and decisions, one click each. */
export function FilterToggles({ filters, onChange }: FilterProps) {
  return (
    <>
      <div className={styles.group} role="group" aria-label="Level of risk">
        {LEVELS.map(level => (
          <button key={level} type="button" className={styles.toggle} aria-pressed={filters.level?.includes(level) ?? false}
            onClick={() => onChange(cleaned({ ...filters, level: toggled(filters.level, level) }))}>
            <LevelShape level={level} size={9} />{level[0]?.toUpperCase()}{level.slice(1)}
          </button>
        ))}
      </div>
      <div className={styles.group} role="group" aria-label="Decision">
        {VERDICTS.map(verdict => (
          <button key={verdict} type="button" className={styles.toggle} aria-pressed={filters.decision?.includes(verdict) ?? false}
            onClick={() => onChange(cleaned({ ...filters, decision: toggled(filters.decision, verdict) }))}>{VERDICT_WORDS[verdict]}</button>
        ))}
      </div>
    </>
  );
}

function toggled<T>(values: T[] | undefined, value: T): T[] {
  const old = values ?? [];
  return old.includes(value) ? old.filter(v => v !== value) : [...old, value];
}
