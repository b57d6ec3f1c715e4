import { Button, Checkbox, Group, Popover } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import type { View } from '../view/view';
import { COLUMNS } from './columns';
import { exportDecisions } from './export';
import styles from './filter-bar.module.css';
import type { Filters } from './filters';

/** Which columns the list has. */
export function ColumnChoice({ columns, onColumns }: { columns: ReadonlySet<string>; onColumns: (columns: ReadonlySet<string>) => void }) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm" h={30} leftSection={<Icon name="columns" size={14} />} aria-label="Columns" visibleFrom="sm">
          <span className={styles.buttonLabel}>Columns</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={[...columns]} onChange={chosen => onColumns(new Set(chosen))} label="Columns, as far as there is room">
          <Group mt={8} style={{ flexDirection: 'column', alignItems: 'flex-start' }} gap={8}>
            {COLUMNS.map(c => <Checkbox key={c.id} size="xs" value={c.id} label={c.label} disabled={c.rank === 0} />)}
          </Group>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

/** All of it in a file. */
export function ExportButton({ filters, view }: { filters: Filters; view: View }) {
  const run = useMutation({ mutationFn: () => exportDecisions(filters, view) });
  return (
    <>
      {run.isError && <span role="alert" className="dim">The export failed: {messageOf(run.error)}</span>}
      <Button variant="default" size="compact-sm" h={30} leftSection={<Icon name="download" size={14} />} loading={run.isPending} onClick={() => run.mutate()}
        aria-label="Export as CSV" title="All decisions that pass these filters, as CSV"><span className={styles.buttonLabel}>Export</span></Button>
    </>
  );
}
