import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Icon } from '../ui/icon';
import styles from './shell.module.css';

const INPUT_ID = 'global-search';

export const focusSearch = (): void => {
  const input = document.querySelector<HTMLInputElement>(`#${INPUT_ID}`);
  input?.focus();
  input?.select();
};

/** Leads to the page of what was found, which has the search in its address. */
export function SearchBox() {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (!wanted) return;
    setText('');
    // The keys belong to the page again.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    void navigate({ to: '/search', search: { q: wanted } });
  };
  return (
    <form role="search" onSubmit={submit}>
      <TextInput id={INPUT_ID} aria-label="Search" placeholder="Id or a part, merchant, sequence" size="sm" autoComplete="off" spellCheck={false}
        leftSection={<Icon name="search" size={15} />} leftSectionWidth={32} rightSection={text ? null : <span className={styles.hint}>/</span>} value={text}
        onChange={e => setText(e.currentTarget.value)}
        onKeyDown={e => {
          if (e.key === 'Escape') e.currentTarget.blur();
        }} />
    </form>
  );
}
