import { describe, expect, it } from 'vitest';
import { addressOfHit } from './hit';

const hit = { stream: 'cards', name: 'M 1/2', sequence: 7, whole: true };

describe('addressOfHit', () => {
  it('leads to pages where there are some, and to lists otherwise', () => {
    expect(addressOfHit({ ...hit, kind: 'entity' })).toMatchObject({ params: { inStream: 'cards', entity: 'M 1/2' } });
    expect(addressOfHit({ ...hit, kind: 'transaction' })).toMatchObject({ params: { sequence: '7' } });
    expect(addressOfHit({ ...hit, kind: 'merchant' })).toMatchObject({ search: { merchant: 'M 1/2', stream: 'cards', range: 'all' } });
  });
});
