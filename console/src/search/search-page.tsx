import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import type { SearchHit } from '../api/contracts';
import { NAME_WORDS } from '../decisions/word-choices';
import { count } from '../format/number';
import { Icon } from '../ui/icon';
import { IdentifierText } from '../ui/identifier';
import { Panel } from '../ui/panel';
import { Empty, Failed, Loading } from '../ui/states';
import { useView } from '../view/use-view';
import { addressOfHit } from './hit';
import styles from './search.module.css';
import { useSearchHits } from './use-search';

const WORDS = { ...NAME_WORDS, transaction: 'Transaction', decision: 'Decision' };

/** What was found for ?q=…: whole names in everything, parts in the newest decisions. */
export function SearchPage() {
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const { stream } = useView();
  const navigate = useNavigate();
  const found = useSearchHits(q, stream);
  const hits = found.data?.pages.flatMap(page => page.items) ?? [];
  const lookedAt = found.data?.pages.reduce((sum, page) => sum + page.looked_at, 0) ?? 0;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    void navigate({ to: '/search', search: { q: wanted || undefined } });
  };
  return (
    <div className={styles.page}>
      <h1>Search</h1>
      <form className={styles.form} onSubmit={submit}>
        <input key={q} name="q" className={styles.input} defaultValue={q} aria-label="Search for" autoComplete="off" spellCheck={false} placeholder="An identifier or a part of one, a merchant, a sequence number" />
        <Button type="submit">Search</Button>
      </form>
      {q === '' && <Empty title="Nothing is searched for yet">Whole identifiers are found in everything that is kept, parts of them in the newest decisions; capitals do not matter.</Empty>}
      {q !== '' && found.isPending && <Loading lines={6} />}
      {found.isError && <Failed what="The search failed" error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && (
        <Panel title={hits.length === 0 ? 'Nothing found' : `${count(hits.length)} found`} note={`Whole names in all decisions; parts in the newest ${count(lookedAt)}`}
          end={found.hasNextPage && <Button variant="default" size="compact-sm" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>Look further back</Button>}>
          {hits.length === 0
            ? <p className="dim">Nothing is called “{q}”, and no name among the decisions that were looked at has it in it.</p>
            : <Hits hits={hits} />}
        </Panel>
      )}
    </div>
  );
}

function Hits({ hits }: { hits: SearchHit[] }) {
  const first = useRef<HTMLAnchorElement>(null);
  // Enter opens the best hit: the hands need not leave the keys.
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  return (
    <ul className={styles.hits}>
      {hits.map((hit, i) => (
        <li key={`${hit.kind} ${hit.stream} ${hit.name}`}>
          <Link className={styles.hit} ref={i === 0 ? first : null} {...addressOfHit(hit)}>
            <span className={styles.kind}><Icon name={hit.kind === 'entity' ? 'entities' : 'decisions'} size={14} />{WORDS[hit.kind]}</span>
            <IdentifierText value={hit.name} />
            <span className="dim clip">{hit.stream}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
