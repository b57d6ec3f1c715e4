import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ROLES } from '../access/permissions';
import type { Role, User } from '../api/contracts';
import { messageOf, Problem } from '../api/problem';
import styles from './administration.module.css';
import { useChangeUser, useCreateUser } from './use-administration';

/** Creates a user, or changes the roles of one. */
export function UserDialog({ user, onClose }: { user: User | null; onClose: (created?: { name: string; password: string }) => void }) {
  const [name, setName] = useState(user?.name ?? '');
  const [roles, setRoles] = useState<Role[]>(user?.roles ?? ['analyst']);
  const create = useCreateUser();
  const change = useChangeUser();
  const error = create.error ?? change.error;
  const nameError = error instanceof Problem ? (error.about('name') ?? (error.status === 409 ? 'There is already a user with this name.' : null)) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (user) return change.mutate({ name: user.name, roles }, { onSuccess: () => onClose() });
    return create.mutate({ name: name.trim(), roles }, {
      onSuccess: made => onClose(made.one_time_password ? { name: made.name, password: made.one_time_password } : undefined),
    });
  };
  return (
    <Modal opened onClose={() => onClose()} title={user ? `Roles of ${user.name}` : 'Create user'}>
      <form className={styles.form} onSubmit={submit}>
        {!user && (
          <TextInput label="User name" required withAsterisk={false} data-autofocus autoComplete="off" autoCapitalize="none" spellCheck={false} value={name}
            onChange={e => setName(e.currentTarget.value)} error={nameError} />
        )}
        <Checkbox.Group label="Roles" value={roles} onChange={chosen => setRoles(chosen as Role[])} error={roles.length === 0 ? 'At least one role.' : null}>
          <div className={styles.roles}>{ROLES.map(r => <Checkbox key={r.role} value={r.role} label={r.label} description={r.about} />)}</div>
        </Checkbox.Group>
        {error && !nameError && <p role="alert" className={styles.refused}>{messageOf(error)}</p>}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onClose()}>Cancel</Button>
          <Button type="submit" loading={create.isPending || change.isPending} disabled={roles.length === 0 || !name.trim()}>{user ? 'Change roles' : 'Create user'}</Button>
        </Group>
      </form>
    </Modal>
  );
}
