import { describe, expect, it } from 'vitest';
import { COLUMNS, fitting } from './columns';

const every = new Set(COLUMNS.map(c => c.id));

describe('fitting', () => {
  it('keeps all where there is room, in their order', () => expect(fitting(every, 3_000).map(c => c.id)).toEqual(COLUMNS.map(c => c.id)));

  it('leaves out the least important first and never the essential ones', () => {
    expect(fitting(every, 600).map(c => c.id)).toEqual(['time', 'risk', 'decision', 'entity', 'amount']);
    expect(fitting(every, 100).map(c => c.id)).toEqual(['time', 'risk', 'entity', 'amount']);
  });

  it('takes only what was chosen', () => expect(fitting(new Set(['time', 'model']), 3_000).map(c => c.id)).toEqual(['time', 'model']));
});
