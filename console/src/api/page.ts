import type { DecisionPage } from './contracts';

/** A page of any list; next is the cursor of the one after it, null on the last. */
export type Page<T> = Pick<DecisionPage, 'next'> & { items: T[] };
