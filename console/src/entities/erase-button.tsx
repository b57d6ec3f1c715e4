import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/problem';
import { useErase } from './use-entity';

/** Cannot be undone, so the identifier has to be typed. */
export function EraseButton({ stream, entity }: { stream: string; entity: string }) {
  const [isOpen, dialog] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const erase = useErase(stream, entity);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === entity) erase.mutate(undefined, { onSuccess: dialog.close });
  };
  return (
    <>
      <Button variant="default" onClick={dialog.open}>Erase personal data</Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Erase personal data for good?">
        <form onSubmit={submit}>
          <Text size="sm" mb="md">
            The key to all personal fields of this entity is deleted. Its decisions, amounts and risks remain, but nobody can read who it was,
            not even from a backup of the journal. This cannot be undone.
          </Text>
          <TextInput label={`Type ${entity} to confirm`} value={typed} onChange={e => setTyped(e.currentTarget.value)} autoComplete="off" spellCheck={false} data-autofocus
            error={erase.isError ? messageOf(erase.error) : null} />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={dialog.close}>Keep</Button>
            <Button type="submit" disabled={typed !== entity} loading={erase.isPending}>Erase personal data</Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
