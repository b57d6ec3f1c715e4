/** What a search finds, and the lists that a person keeps. */
import type { Page } from './page';

export type HitKind = 'decision' | 'transaction' | 'entity' | 'merchant' | 'location' | 'device' | 'ip';

export interface SearchHit {
  kind: HitKind;
  stream: string;
  name: string;
  sequence: number;
  whole: boolean;
}

export interface SearchPage extends Page<SearchHit> {
  looked_at: number;
}

export interface SavedView {
  name: string;
  address: string;
}
