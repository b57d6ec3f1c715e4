import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Identifier } from '../ui/identifier';
import { aroundOf } from './around';
import { EntityLink } from './entity-link';

describe('a decision about somebody who was erased', () => {
  it('names nobody and links nowhere', () => {
    const link = createElement(EntityLink, { decision: { entity: null, stream: 'cards' } });
    expect(renderToStaticMarkup(link)).toBe('<span class="dim">erased</span>');
    expect(renderToStaticMarkup(createElement(Identifier, { value: null }, link))).toBe('<span class="dim">erased</span>');
  });

  it('waits for no history', () => {
    expect(aroundOf(null, { isPending: true, isError: false })).toBe('erased');
    expect(aroundOf('C1', { isPending: true, isError: false })).toBe('loading');
    expect(aroundOf('C1', { isPending: false, isError: true })).toBe('failed');
    expect(aroundOf('C1', { isPending: false, isError: false })).toBe('known');
  });
});
