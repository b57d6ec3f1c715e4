import type { StreamPlan } from '../api/contracts';
import { Icon } from '../ui/icon';
import { type Change, groupsOf, isApplicable, remarkOf, verdictOf } from './plan';
import styles from './streams.module.css';

/** What a file changes, by when it takes effect, and what will not be whole. */
export function PlanView({ plan }: { plan: StreamPlan }) {
  const gaps = plan.gaps ?? [];
  return (
    <>
      <p className={styles.verdict}><Icon name={isApplicable(plan) ? 'check' : plan.applicable ? 'stream' : 'warning'} size={14} />{verdictOf(plan)}</p>
      {groupsOf(plan).map(group => (
        <section key={group.effect} className={styles.group} aria-label={group.title}>
          <h3>{group.title}</h3>
          <p className="dim">{group.about}</p>
          <ul className={styles.changes}>{group.changes.map(change => <ChangeLine key={`${change.what}|${change.after}`} change={change} />)}</ul>
        </section>
      ))}
      {gaps.length > 0 && (
        <div className={styles.note}>
          <strong>Not whole at first</strong>
          <ul>{gaps.map(gap => <li key={gap}>{gap}</li>)}</ul>
        </div>
      )}
    </>
  );
}

const ChangeLine = ({ change }: { change: Change }) => <Line {...change} remark={remarkOf(change)} />;

const Line = ({ what, before, after, remark }: Change) => (
  <li>
    <div className={styles.values}>
      <span className="mono">{what}</span>
      {before && <span className={after ? 'dim' : styles.gone}>{before}</span>}
      {before && after && <span className="dim" aria-label="becomes">→</span>}
      {after && <span>{after}</span>}
      {!before && after && <span className="dim">new</span>}
      {before && !after && <span className="dim">taken away</span>}
    </div>
    {remark && <p className={styles.remark}>{remark}</p>}
  </li>
);
