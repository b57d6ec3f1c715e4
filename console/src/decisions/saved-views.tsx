import { Button, Popover, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Page } from '../api/page';
import type { SavedView } from '../api/contracts';
import { get, send } from '../api/http';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import styles from './filter-bar.module.css';
import { type Filters, isFiltered } from './filters';

const KEY = ['views'];

/** Lists that this person named. They lie with the server, so they are there on every machine. */
export function SavedViews({ filters }: { filters: Filters }) {
  const [isOpen, popover] = useDisclosure(false);
  const router = useRouter();
  const client = useQueryClient();
  const views = useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<Page<SavedView>>('/views', {}, signal), enabled: isOpen, select: page => page.items });
  const remove = useMutation({
    mutationFn: (name: string) => send('DELETE', `/views/${encodeURIComponent(name)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
  const open = (view: SavedView) => {
    popover.close();
    router.history.push(view.address);
  };
  return (
    <Popover opened={isOpen} onChange={popover.toggle} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-sm" h={30} leftSection={<Icon name="flag" size={14} />} aria-label="Saved views" onClick={popover.toggle}>
          <span className={styles.buttonLabel}>Views</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.views}>
          {views.data?.length === 0 && <p className="dim">No view is saved yet. A name keeps the filters, the range and the order of this list.</p>}
          {views.data?.map(view => (
            <div key={view.name} className={styles.view}>
              <button type="button" className={`${styles.viewName} clip`} onClick={() => open(view)}>{view.name}</button>
              <button type="button" className={styles.viewRemove} aria-label={`Remove the view ${view.name}`} onClick={() => remove.mutate(view.name)}><Icon name="close" size={12} /></button>
            </div>
          ))}
          {remove.isError && <p role="alert">The view could not be removed: {messageOf(remove.error)}</p>}
          <SaveForm hint={isFiltered(filters) ? 'This list' : 'Everything'} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveForm({ hint }: { hint: string }) {
  const [name, setName] = useState('');
  const client = useQueryClient();
  const { pathname, search } = useLocation();
  const router = useRouter();
  const save = useMutation({
    mutationFn: () => send<SavedView>('POST', '/views', {
      name, address: router.buildLocation({ to: pathname, search: { ...search, selected: undefined } } as never).href,
    }),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: KEY });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate();
  };
  return (
    <form className={styles.save} onSubmit={submit}>
      <TextInput size="xs" label="Save this list as" placeholder={hint} value={name} maxLength={60} onChange={e => setName(e.currentTarget.value)}
        error={save.isError ? messageOf(save.error) : null} />
      <Button type="submit" size="xs" disabled={!name.trim()} loading={save.isPending}>Save view</Button>
    </form>
  );
}
