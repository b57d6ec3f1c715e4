import { useLocation } from '@tanstack/react-router';
import { Icon } from '../ui/icon';
import { useLive } from '../view/live';
import { useView } from '../view/use-view';
import { isLive } from '../view/view';
import styles from './shell.module.css';

/** Others show what was when they were opened. */
const LIVE_PAGES: ReadonlySet<string> = new Set(['/', '/decisions']);

/** Live or paused; a range with an end has nothing to wait for. */
export function LiveToggle() {
  const { isPaused, toggle } = useLive();
  const { pathname, search } = useLocation();
  const view = useView();
  if (!isLive(view) || !LIVE_PAGES.has(pathname) || 'sort' in search && search.sort) return null;
  return (
    <button type="button" className={`${styles.tool} ${styles.live}`} onClick={toggle} aria-pressed={isPaused}
      title={isPaused ? 'Go on with new decisions' : 'Hold new decisions back'}>
      {isPaused ? <><Icon name="play" size={13} />Paused</> : <><span className={styles.dot} />Live<span style={{ flex: 1 }} /><Icon name="pause" size={13} /></>}
    </button>
  );
}
