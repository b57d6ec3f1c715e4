import { describe, expect, it } from 'vitest';
import { titleOf } from './title-of';

describe('titleOf', () => {
  it.each([
  ['/', 'Overview · Vigil'], ['/decisions', 'Decisions · Vigil'], ['/decisions/1234', 'Decision 1234 · Vigil'],
  ['/entities/cards/C%2F1', 'Entity C/1 · Vigil'], ['/entities/cards/100%', 'Entity 100% · Vigil'], ['/administration/audit', 'Audit log · Vigil'], ['/reports', 'Reports · Vigil'],
])('%s', (pathname, title) => expect(titleOf(pathname)).toBe(title));
});
