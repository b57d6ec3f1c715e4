import { Loader, Popover, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/problem';
import { Icon } from '../ui/icon';
import { IdentifierText } from '../ui/identifier';
import { useStreams } from '../view/use-streams';
import { useView } from '../view/use-view';
import { type Hit, lookUp } from './look-up';
import found from './search-box.module.css';
import styles from './shell.module.css';

const INPUT_ID = 'global-search';

export const focusSearch = (): void => {
  const input = document.querySelector<HTMLInputElement>(`#${INPUT_ID}`);
  input?.focus();
  input?.select();
};

/** A transaction id or an entity, exactly; one hit opens at once. */
export function SearchBox() {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const { stream } = useView();
  const streams = useStreams().data ?? [];
  const search = useMutation({
    mutationFn: (wanted: string) => lookUp(wanted, stream ? [stream] : streams.map(s => s.name)),
    onSuccess: hits => {
      const [only] = hits;
      if (hits.length !== 1 || !only) return setOpen(true);
      close();
      return void navigate(addressOfHit(only));
    },
    onError: () => setOpen(true),
  });
  const close = () => {
    setOpen(false);
    setText('');
    // The keys belong to the page again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) search.mutate(text.trim());
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width="target">
      <Popover.Target>
        <form role="search" onSubmit={submit}>
          <TextInput id={INPUT_ID} aria-label="Search for a transaction or an entity" placeholder="Transaction id or entity" size="sm" autoComplete="off"
            spellCheck={false} leftSection={search.isPending ? <Loader size={14} /> : <Icon name="search" size={15} />} leftSectionWidth={32}
            rightSection={text ? null : <span className={styles.hint}>/</span>} value={text}
            onChange={e => {
              setText(e.currentTarget.value);
              setOpen(false);
            }}
            onKeyDown={e => {
              if (e.key === 'Escape') e.currentTarget.blur();
            }} />
        </form>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <div className={found.found} role="status">
          {search.isError && <p className={found.none}>{messageOf(search.error)}</p>}
          {search.data?.length === 0 && (
            <p className={found.none}>No transaction and no entity is called “{search.variables}”. Identifiers are matched exactly.</p>
          )}
          {search.data?.map(hit => (
            <Link key={`${hit.kind} ${hit.stream} ${hit.id}`} className={found.hit} onClick={close} {...addressOfHit(hit)}>
              <Icon name={hit.kind === 'entity' ? 'entities' : 'decisions'} /><IdentifierText value={hit.id} />
              <span className={found.kind}>{hit.kind} in {hit.stream}</span>
            </Link>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const addressOfHit = (hit: Hit) => (hit.kind === 'entity'
  ? { to: '/entities/$inStream/$entity' as const, params: { inStream: hit.stream, entity: hit.id } }
  : { to: '/decisions/$sequence' as const, params: { sequence: String(hit.sequence) } });
