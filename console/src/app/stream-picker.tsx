import { Menu } from '@mantine/core';
import { Icon } from '../ui/icon';
import { useSetView, useView } from '../view/use-view';
import { useStreams } from '../view/use-streams';
import styles from './shell.module.css';

/** Nothing to choose while there is one stream. */
export function StreamPicker() {
  const { stream } = useView();
  const setView = useSetView();
  const streams = useStreams().data ?? [];
  if (streams.length < 2 && !stream) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles.tool} aria-label={`Stream: ${stream ?? 'all streams'}`}>
          <Icon name="stream" size={14} /><span className={styles.toolLabel}>{stream ?? 'All streams'}</span><Icon name="chevron" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => setView({ stream: undefined })} rightSection={!stream && <Icon name="check" />}>All streams</Menu.Item>
        {streams.map(s => (
          <Menu.Item key={s.name} onClick={() => setView({ stream: s.name })} rightSection={stream === s.name && <Icon name="check" />}>{s.name}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
