import { Link } from '@tanstack/react-router';
import type { Overview } from '../api/contracts';
import { compact, count, risk } from '../format/number';
import { IdentifierText } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { Empty } from '../ui/states';

const SHOWN = 9;

/** Who stands out: the entities with most alerts, each number with the decisions behind it. */
export function TopEntities({ overview }: { overview: Overview }) {
  const entities = overview.top_entities.slice(0, SHOWN);
  return (
    <Panel title="Entities with most alerts">
      {entities.length === 0 ? <Empty compact title="No alerts">Entities appear here when one of their transactions is sent to review or blocked.</Empty> : (
        <table className="plain-table">
          <thead><tr><th>Entity</th><th className="right">Alerts</th><th className="right">Decisions</th><th className="right">Highest risk</th><th className="right">Amount</th></tr></thead>
          <tbody>
            {entities.map(e => (
              <tr key={`${e.stream} ${e.entity}`}>
                <td>
                  <Link to="/entities/$inStream/$entity" params={{ inStream: e.stream, entity: e.entity }}><IdentifierText value={e.entity} /></Link>
                </td>
                <td className="right num"><Link to="/decisions" search={{ entity: e.entity, decision: 'review,block' }}>{count(e.alerts)}</Link></td>
                <td className="right num"><Link to="/decisions" search={{ entity: e.entity }}>{count(e.decisions)}</Link></td>
                <td className="right num">{risk(e.max_risk)}</td>
                <td className="right num">{compact(e.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
