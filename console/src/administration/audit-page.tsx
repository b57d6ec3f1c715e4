import { Button, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { AuditEntry } from '../api/contracts';
import { messageOf } from '../api/problem';
import { count } from '../format/number';
import { Icon } from '../ui/icon';
import { Empty, Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useView } from '../view/use-view';
import { momentsOf, zoneOf } from '../view/view';
import styles from './administration.module.css';
import { useAudit, useSystem, useVerifyAudit } from './use-administration';

/** Every sign-in and every change, newest first, in a chain of hashes that can be verified. */
export function AuditPage() {
  const { actor, action } = useSearch({ strict: false }) as { actor?: string; action?: string };
  const view = useView();
  const [now] = useState(() => Date.now());
  const audit = useAudit({ actor, action, ...momentsOf(view, now) });
  const entries = audit.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <div className={styles.page}>
      <div className={styles.top}><h1>Audit log</h1><div className={styles.end}><WebhookState /><VerifyButton /></div></div>
      <Filters key={`${actor}|${action}`} actor={actor} action={action} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={styles.table} tabIndex={0} role="region" aria-label="Audit log">
        {audit.isPending && <Loading lines={10} />}
        {audit.isError && <Failed what="The audit log could not be read" error={audit.error} onRetry={() => void audit.refetch()} />}
        {audit.isSuccess && entries.length === 0 && <Empty title="No entries in this time range">Sign-ins and changes appear here. Widen the range, or clear the filters.</Empty>}
        {entries.length > 0 && <AuditTable entries={entries} />}
      </div>
      {audit.hasNextPage && <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>Show more</Button>}
    </div>
  );
}

function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const zone = zoneOf(useView());
  return (
    <table className="plain-table">
      <thead><tr><th>Time</th><th>Who</th><th>What</th><th className={styles.rare}>On</th><th className={styles.rare}>Outcome</th><th className={styles.rare}>From</th><th className={styles.rare}>Details</th></tr></thead>
      <tbody>
        {entries.map(e => (
          <tr key={e.sequence}>
            <td><Time at={e.time} zone={zone} isShort /></td>
            <td className={styles.whole}>{e.actor}</td>
            <td className={styles.whole}>{e.action}<span className={`${styles.under} dim`}>{[e.target, e.outcome].filter(Boolean).join(' · ')}</span></td>
            <td className={styles.rare}>{e.target}</td>
            <td className={`${styles.nowrap} ${styles.rare}`}>{e.outcome}</td>
            <td className={`mono ${styles.rare}`}>{e.address}</td>
            <td className={`dim clip ${styles.rare} ${styles.details}`} title={textOf(e.details)}>{textOf(e.details)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf(details: unknown): string | undefined {
  if (details === null || details === undefined || details === '') return undefined;
  return typeof details === 'string' ? details : JSON.stringify(details);
}

function Filters({ actor, action }: { actor?: string; action?: string }) {
  const navigate = useNavigate();
  const [who, setWho] = useState(actor ?? '');
  const [what, setWhat] = useState(action ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/administration/audit', search: { actor: who.trim() || undefined, action: what.trim() || undefined } });
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      <TextInput size="sm" aria-label="Who" placeholder="Who" value={who} onChange={e => setWho(e.currentTarget.value)} />
      <TextInput size="sm" aria-label="What" placeholder="What, such as login" value={what} onChange={e => setWhat(e.currentTarget.value)} />
      <Button type="submit" variant="default">Filter</Button>
    </form>
  );
}

/** Whether the address outside the store has been told of all that was written down here. */
function WebhookState() {
  const webhook = useSystem().data?.audit_webhook;
  if (!webhook) return null;
  return webhook.lag === 0
    ? <span role="status" className={styles.state}><Icon name="check" size={14} />The webhook was told all {count(webhook.told)} entries</span>
    : <strong role="status" className={styles.state}><Icon name="warning" size={14} />The webhook was not told of {count(webhook.lag)} {webhook.lag === 1 ? 'entry' : 'entries'} yet</strong>;
}

function VerifyButton() {
  const verify = useVerifyAudit();
  const result = verify.data;
  return (
    <>
      {verify.isError && <span role="alert" className="dim">{messageOf(verify.error)}</span>}
      {result?.valid && <span role="status" className={styles.state}><Icon name="check" size={14} />{count(result.entries)} entries, the chain is whole</span>}
      {result && !result.valid && <strong role="alert" className={styles.state}><Icon name="warning" size={14} />Broken at entry {result.first_broken}</strong>}
      <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>Verify the chain</Button>
    </>
  );
}
