import { Button, Group, Modal, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Icon } from '../ui/icon';
import styles from './administration.module.css';

interface SecretProps { title: string; about: string; secret: string | null; onClose: () => void }

/** A password or key that only its hash is kept of: this is the one time that it can be read. */
export function SecretShownOnce({ title, about, secret, onClose }: SecretProps) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Modal opened={secret !== null} onClose={onClose} title={title} closeOnClickOutside={false}>
      <Text size="sm" mb="sm">{about} It is shown this once; only its hash is kept.</Text>
      <p className={`${styles.secret} mono`} data-testid="secret">{secret}</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={14} />} onClick={() => clipboard.copy(secret)}>
          {clipboard.copied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onClose}>I have kept it</Button>
      </Group>
    </Modal>
  );
}
