import { Button, Checkbox, Group, Modal, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Scope } from '../api/contracts';
import { messageOf, Problem } from '../api/problem';
import styles from './administration.module.css';
import { useCreateKey } from './use-administration';

const SCOPES: readonly { scope: Scope; about: string }[] = [
  { scope: 'score', about: 'Send transactions and get decisions' },
  { scope: 'read', about: 'Read decisions, entities, streams and models' },
  { scope: 'label', about: 'Say what was fraud' },
  { scope: 'manage_models', about: 'Train and promote models' },
  { scope: 'replay', about: 'Recompute decisions' },
  { scope: 'manage_streams', about: 'Manage streams' },
  { scope: 'admin', about: 'API keys and erasure, but not users' },
];

const DAY_MS = 86_400_000;
const LIFETIMES = [
  { value: '30', label: '30 days' }, { value: '90', label: '90 days' }, { value: '365', label: 'One year' }, { value: 'none', label: 'No end' },
];

export function KeyDialog({ onClose }: { onClose: (created?: { name: string; key: string }) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<Scope[]>(['score']);
  const [days, setDays] = useState('365');
  const create = useCreateKey();
  const nameError = create.error instanceof Problem ? create.error.about('name') : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expires = days === 'none' ? {} : { expires: new Date(Date.now() + Number(days) * DAY_MS).toISOString() };
    create.mutate({ name: name.trim(), scopes, ...expires }, { onSuccess: made => onClose({ name: made.name, key: made.key }) });
  };
  return (
    <Modal opened onClose={() => onClose()} title="Create key">
      <form className={styles.form} onSubmit={submit}>
        <TextInput label="Name" description="The program that will use it" required withAsterisk={false} data-autofocus autoComplete="off" value={name}
          onChange={e => setName(e.currentTarget.value)} error={nameError} />
        <Checkbox.Group label="Scopes" value={scopes} onChange={chosen => setScopes(chosen as Scope[])} error={scopes.length === 0 ? 'At least one scope.' : null}>
          <div className={styles.roles}>{SCOPES.map(s => <Checkbox key={s.scope} value={s.scope} label={s.scope} description={s.about} />)}</div>
        </Checkbox.Group>
        <Select label="Valid for" data={LIFETIMES} value={days} onChange={value => setDays(value ?? '365')} allowDeselect={false} comboboxProps={{ withinPortal: false }} />
        {create.isError && !nameError && <p role="alert" className={styles.refused}>{messageOf(create.error)}</p>}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose()}>Cancel</Button>
          <Button type="submit" loading={create.isPending} disabled={scopes.length === 0 || !name.trim()}>Create key</Button>
        </Group>
      </form>
    </Modal>
  );
}
