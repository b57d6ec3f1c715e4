import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { EntitySummary } from '../api/contracts';
import { count, risk } from '../format/number';
import { ago } from '../format/time';
import { Icon } from '../ui/icon';
import { IdentifierText } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { Empty, Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useRowKeys } from '../view/use-row-keys';
import { useStreams } from '../view/use-streams';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import styles from './entities.module.css';
import { useEntities } from './use-entity';

const SETTLE_MS = 250;

/** The entities of one stream, those with most alerts first. */
export function EntitiesPage() {
  const view = useView();
  const streams = useStreams();
  const stream = view.stream ?? streams.data?.[0]?.name;
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), SETTLE_MS);
  const entities = useEntities(stream, query);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1>Entities</h1>{stream && <span className="dim">of {stream}</span>}
        <div className={styles.end}>
          <TextInput className={styles.filter} aria-label="Find an entity by its whole identifier" placeholder="Whole identifier" size="sm" leftSection={<Icon name="search" size={14} />}
            value={text} onChange={e => setText(e.currentTarget.value)} spellCheck={false} autoComplete="off" />
        </div>
      </div>
      <Panel title={query ? 'Found' : 'Most alerts'} note="Of all time">
        {streams.isSuccess && !stream && <Empty title="No streams">Entities appear here when a stream has scored its first transactions.</Empty>}
        {(streams.isPending || (stream && entities.isPending)) && <Loading lines={10} />}
        {entities.isError && <Failed what="The entities could not be read" error={entities.error} onRetry={() => void entities.refetch()} />}
        {entities.data?.length === 0 && (query
          ? <Empty title={`No entity is called “${query}”`}>Identifiers are matched exactly, since they are stored as keyed hashes.</Empty>
          : <Empty title="No entities yet">Every customer, card or account appears here with its first scored transaction.</Empty>)}
        {stream && entities.data && entities.data.length > 0 && <EntityTable entities={entities.data} stream={stream} />}
      </Panel>
    </div>
  );
}

function EntityTable({ entities, stream }: { entities: EntitySummary[]; stream: string }) {
  const zone = zoneOf(useView());
  const [now] = useState(() => Date.now());
  const frame = useRowKeys<HTMLDivElement>();
  return (
    <div className={styles.wrap} ref={frame}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>Entity</th><th className="right">Alerts</th><th className="right">Decisions</th><th className="right">Highest risk</th>
            <th className={`right ${styles.rare}`}>Last transaction</th>
          </tr>
        </thead>
        <tbody>
          {entities.map(e => (
            <tr key={e.entity}>
              <td><Link to="/entities/$inStream/$entity" params={{ inStream: stream, entity: e.entity }}><IdentifierText value={e.entity} /></Link></td>
              <td className="right num">{count(e.alerts)}</td>
              <td className="right num">{count(e.decisions)}</td>
              <td className="right num">{risk(e.max_risk)}</td>
              <td className={`right num ${styles.rare}`}><Time at={e.last_time} zone={zone} isShort /> <span className="dim">{ago(e.last_time, now)}</span></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
