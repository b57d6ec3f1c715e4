import { Menu, Modal, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { PasswordForm } from '../access/password-form';
import { roleLabel } from '../access/permissions';
import { useAccount } from '../access/use-account';
import { signOut } from '../api/session';
import { Icon } from '../ui/icon';
import styles from './shell.module.css';
import { openShortcuts } from './shortcuts';

const SCHEMES = [
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'auto', label: 'As the system', icon: 'screen' },
] as const;

export function AccountMenu() {
  const account = useAccount();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isChanging, dialog] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <button type="button" className={styles.tool} aria-label={`Account of ${account?.name ?? 'nobody'}`}>
            <Icon name="entities" size={15} /><span className={`${styles.toolLabel} ${styles.accountName}`}>{account?.name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{account?.name} · {account?.roles.map(roleLabel).join(', ')}</Menu.Label>
          <Menu.Item leftSection={<Icon name="lock" />} onClick={dialog.open}>Change password</Menu.Item>
          <Menu.Item leftSection={<Icon name="help" />} onClick={openShortcuts}>Keyboard shortcuts</Menu.Item>
          <Menu.Item component="a" href="/docs/index.html" leftSection={<Icon name="stream" />}>API reference</Menu.Item>
          <Menu.Divider />
          <Menu.Label>Theme</Menu.Label>
          {SCHEMES.map(scheme => (
            <Menu.Item key={scheme.value} leftSection={<Icon name={scheme.icon} />} closeMenuOnClick={false}
              rightSection={colorScheme === scheme.value && <><Icon name="check" /><span className="visually-hidden">chosen</span></>}
              onClick={() => setColorScheme(scheme.value)}>{scheme.label}</Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="signOut" />} onClick={() => void signOut().catch(() => undefined)}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isChanging} onClose={dialog.close} title="Change password"><PasswordForm onDone={dialog.close} /></Modal>
    </>
  );
}
