import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { ApiKey } from '../api/contracts';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { Empty, Failed, Loading } from '../ui/states';
import { Time } from '../ui/time';
import { useView } from '../view/use-view';
import { zoneOf } from '../view/view';
import styles from './administration.module.css';
import { KeyDialog } from './key-dialog';
import { SecretShownOnce } from './secret-shown-once';
import { useKeysList, useRevokeKey } from './use-administration';

export function KeysPage() {
  const keys = useKeysList();
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<{ name: string; key: string } | null>(null);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1>API keys</h1><span className="dim">for programs that send transactions or read decisions</span>
        <div className={styles.end}>{keys.data && <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>Create key</Button>}</div>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={styles.table} tabIndex={0} role="region" aria-label="API keys">
        {keys.isPending && <Loading lines={5} />}
        {keys.isError && <Failed what="The keys could not be read" error={keys.error} onRetry={() => void keys.refetch()} />}
        {keys.data?.length === 0 && <Empty title="No API keys yet">Create one for each program, with the scopes that it needs and no more.</Empty>}
        {keys.data && keys.data.length > 0 && <KeyTable keys={keys.data} />}
      </div>
      {isCreating && <KeyDialog onClose={made => {
        setCreating(false);
        if (made) setCreated(made);
      }} />}
      <SecretShownOnce title={`Key of ${created?.name ?? ''}`} about="Programs send it as the header X-Api-Key." secret={created?.key ?? null} onClose={() => setCreated(null)} />
    </div>
  );
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const zone = zoneOf(useView());
  const [now] = useState(() => Date.now());
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>Name</th><th className={styles.rare}>Begins with</th><th className={styles.rare}>Scopes</th><th>State</th><th className={styles.rare}>Created</th><th className={styles.rare}>Last used</th>
          <th><span className="visually-hidden">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        {keys.map(k => (
          <tr key={k.id}>
            <td className={styles.whole}>{k.name}<span className={`${styles.under} dim`}><span className="mono">{k.prefix}…</span> {k.scopes.join(', ')}</span></td>
            <td className={`mono ${styles.rare}`}>{k.prefix}…</td>
            <td className={styles.rare}>{k.scopes.join(', ')}</td>
            <td className={styles.whole}><KeyState apiKey={k} now={now} /></td>
            <td className={styles.rare}><Time at={k.created} zone={zone} isShort /> <span className="dim">by {k.created_by}</span></td>
            <td className={styles.rare}>{k.last_used ? <Time at={k.last_used} zone={zone} isShort /> : <span className="dim">never</span>}</td>
            <td className="right">{!k.revoked && <RevokeButton apiKey={k} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function KeyState({ apiKey, now }: { apiKey: ApiKey; now: number }) {
  const zone = zoneOf(useView());
  if (apiKey.revoked) return <span className={`${styles.state} dim`}><Icon name="close" size={12} />Revoked</span>;
  if (apiKey.expires && Date.parse(apiKey.expires) < now) return <span className={`${styles.state} dim`}><Icon name="clock" size={13} />Expired</span>;
  return <span className={styles.state}><Icon name="check" size={13} />{apiKey.expires ? <>Until <Time at={apiKey.expires} zone={zone} /></> : 'Active, no end'}</span>;
}

function RevokeButton({ apiKey }: { apiKey: ApiKey }) {
  const [isAsking, setAsking] = useState(false);
  const revoke = useRevokeKey();
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>Revoke</Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={`Revoke the key of ${apiKey.name}?`}>
        <Text size="sm" mb="md">Programs that use it are refused from now on. A revoked key cannot be brought back.</Text>
        {revoke.isError && <p role="alert" className={styles.refused}>{messageOf(revoke.error)}</p>}
        <div className={styles.end}>
          <Button variant="default" onClick={() => setAsking(false)}>Keep</Button>
          <Button loading={revoke.isPending} onClick={() => revoke.mutate(apiKey.id, { onSuccess: () => setAsking(false) })}>Revoke key</Button>
        </div>
      </Modal>
    </>
  );
}
