import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useAccount } from '../access/use-account';
import { isLost, onConnectionChange } from '../api/connection';
import { Brand } from '../ui/brand';
import { Icon } from '../ui/icon';
import { LiveProvider } from '../view/live';
import { AccountMenu } from './account-menu';
import { LiveToggle } from './live-toggle';
import { navigationFor } from './navigation';
import { RangePicker } from './range-picker';
import { SearchBox } from './search-box';
import styles from './shell.module.css';
import { ShortcutKeys } from './shortcuts';
import { StreamPicker } from './stream-picker';

/** What stands around every page: navigation at the side, the global bar on top. */
export function Shell() {
  const [isMenuOpen, menu] = useDisclosure(false);
  const { pathname } = useLocation();
  const closeMenu = menu.close;
  useEffect(() => closeMenu(), [pathname, closeMenu]);
  return (
    <LiveProvider>
      <a className={styles.skip} href="#main">Skip to the content</a>
      <div className={styles.shell}>
        <aside className={styles.side}>
          <Link to="/" className={styles.brand} aria-label="Vigil, overview"><Brand /><span className={styles.label}>Vigil</span></Link>
          <Navigation />
        </aside>
        <header className={styles.header}>
          <button type="button" className={`${styles.tool} ${styles.burger}`} onClick={menu.open} aria-label="Open the navigation">
            <Icon name="menu" size={18} />
          </button>
          <div className={styles.search}><SearchBox /></div>
          <div className={styles.tools}><RangePicker /><StreamPicker /><LiveToggle /></div>
          <AccountMenu />
        </header>
        <main className={styles.main} id="main" tabIndex={-1}><Outlet /></main>
      </div>
      <Drawer opened={isMenuOpen} onClose={menu.close} size={260} closeButtonProps={{ 'aria-label': 'Close the navigation' }} title="Vigil" transitionProps={{ duration: 120 }}>
        <div className={styles.drawer}><Navigation /></div>
      </Drawer>
      <ShortcutKeys />
      <LostConnection />
    </LiveProvider>
  );
}

function Navigation() {
  const account = useAccount();
  return (
    <nav className={styles.nav} aria-label="Pages">
      {navigationFor(account).map(section => [
        section.label && <div key={section.label} className={styles.section}>{section.label}</div>,
        ...section.items.map(item => (
          <Link key={item.to} to={item.to} className={styles.item} activeOptions={{ exact: item.to === '/', includeSearch: false }} title={item.label}>
            <Icon name={item.icon} /><span className={styles.label}>{item.label}</span>
          </Link>
        )),
      ])}
    </nav>
  );
}

function LostConnection() {
  const isDown = useSyncExternalStore(onConnectionChange, isLost);
  if (!isDown) return null;
  return <div className={styles.lost} role="status"><Icon name="warning" />Offline: the server does not answer. Trying again; nothing is missed.</div>;
}
