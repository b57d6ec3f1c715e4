import { Icon } from '../ui/icon';
import styles from './filter-bar.module.css';
import type { Filters } from './filters';
import type { Unread } from './unread';

/** Filters of the address that cannot be read: said in place, with what would be, and not applied. */
export const UnreadChips = ({ unread, onDrop }: { unread: Unread[]; onDrop: (name: keyof Filters) => void }) => (
  <>
    {unread.map(u => (
      <span key={u.name} className={`${styles.chip} ${styles.unread}`} role="alert">
        <Icon name="warning" size={13} />
        <span>{u.label} “{u.text}” cannot be read and is not applied: {u.expected}.</span>
        <button type="button" aria-label={`Remove ${u.label} ${u.text}`} onClick={() => onDrop(u.name)}><Icon name="close" size={11} /></button>
      </span>
    ))}
  </>
);
