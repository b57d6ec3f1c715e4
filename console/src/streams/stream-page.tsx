import { useParams } from '@tanstack/react-router';
import { may } from '../access/permissions';
import { useAccount } from '../access/use-account';
import type { StreamSummary } from '../api/contracts';
import { count, risk } from '../format/number';
import { Panel } from '../ui/panel';
import { Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import { StreamEditor } from './stream-editor';
import styles from './streams.module.css';
import { useLastChange, useStream } from './use-streams';

/** How a stream is served, and how it is changed while it serves. */
export function StreamPage() {
  const { name } = useParams({ strict: false }) as { name: string };
  const stream = useStream(name);
  return (
    <div className={styles.page}>
      <div className={styles.top}><h1>{name}</h1><span className="dim">a stream</span></div>
      {stream.isPending && <Loading lines={8} />}
      {stream.isError && <Failed what="The stream could not be read" error={stream.error} onRetry={() => void stream.refetch()} />}
      {stream.data && <Served stream={stream.data} />}
    </div>
  );
}

function Served({ stream }: { stream: StreamSummary }) {
  const canChange = may(useAccount(), 'manageStreams');
  return (
    <>
      <Panel title="Served now"><Facts stream={stream} /></Panel>
      {canChange
        ? <StreamEditor key={stream.name} served={stream.yaml ?? ''} />
        : <Panel title="Stream file" note="your roles do not include changing it"><ReadOnlyFile yaml={stream.yaml ?? ''} /></Panel>}
    </>
  );
}

const ReadOnlyFile = ({ yaml }: { yaml: string }) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
  <pre className={`mono ${styles.file}`} tabIndex={0} aria-label="Stream file">{yaml}</pre>
);

function Facts({ stream }: { stream: StreamSummary }) {
  const zone = zoneOf(useView());
  const knowsWho = may(useAccount(), 'readAudit');
  const { data: change, isPending } = useLastChange(stream.name);
  return (
    <dl className={styles.facts}>
      <div><dt>Definition</dt><dd className="mono">{stream.definition}</dd></div>
      <div><dt>Since</dt><dd>{stream.since ? <Time at={stream.since} zone={zone} isShort /> : 'the beginning'}</dd></div>
      {knowsWho && (
        <div>
          <dt>Changed last by</dt>
          <dd className={styles.two}>{change ? <>{change.actor}, <Time at={change.time} zone={zone} isShort /></> : isPending ? '…' : 'nobody yet'}</dd>
        </div>
      )}
      <div><dt>Champion</dt><dd className={stream.model ? 'mono' : ''}>{stream.model ?? 'none yet: it decides once a model is promoted'}</dd></div>
      {stream.policy && <div><dt>Review from, block from</dt><dd className="num">{risk(stream.policy.review)}, {risk(stream.policy.block)}</dd></div>}
      <div><dt>Fields, features</dt><dd className="num">{count(stream.fields.length)}, {count(stream.features)}</dd></div>
      <div><dt>Decisions</dt><dd className="num">{count(stream.decisions)}</dd></div>
    </dl>
  );
}
