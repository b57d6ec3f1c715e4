import { Link } from '@tanstack/react-router';
import type { Overview } from '../api/contracts';
import { money } from '../format/money';
import { count, risk } from '../format/number';
import { IdentifierText } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { Empty } from '../ui/states';
import styles from './overview-page.module.css';

const SHOWN = 9;

/** Who stands out: the entities with most alerts, each number with the decisions behind it. */
export function TopEntities({ overview: { top_entities: all, from, to } }: { overview: Overview }) {
  const entities = all.slice(0, SHOWN);
  const span = { range: undefined, from, to };
  return (
    <Panel title="Entities with most alerts">
      {entities.length === 0 ? <Empty compact title="No alerts">Entities appear here when one of their transactions is sent to review or blocked.</Empty> : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        <div className={styles.wide} tabIndex={0} role="region" aria-label="Entities with most alerts">
          <table className="plain-table">
            <thead><tr><th>Entity</th><th className="right">Alerts</th><th className="right">Decisions</th><th className="right" title="The highest of these decisions">Risk</th><th className="right">Amount</th></tr></thead>
            <tbody>
              {entities.map(e => (
                <tr key={`${e.stream} ${e.entity}`}>
                  <td className={styles.name}>
                    <Link to="/entities/$inStream/$entity" params={{ inStream: e.stream, entity: e.entity }}><IdentifierText value={e.entity} /></Link>
                  </td>
                  <td className="right num"><Link to="/decisions" search={{ ...span, entity: e.entity, stream: e.stream, decision: 'review,block' }}>{count(e.alerts)}</Link></td>
                  <td className="right num"><Link to="/decisions" search={{ ...span, entity: e.entity, stream: e.stream }}>{count(e.decisions)}</Link></td>
                  <td className="right num">{risk(e.max_risk)}</td>
                  <td className="right num">{money(e.amounts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
