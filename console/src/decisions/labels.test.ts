import { describe, expect, it } from 'vitest';
import type { LabelBatchAnswer } from '../api/contracts';
import { doneText, FRAUD, inPortions, together, UNKNOWN, undoOf } from './labels';

const typed = { label: 1 as const, type: 'Stolen card', comment: null };
const answer: LabelBatchAnswer = {
  applied: 3,
  labels: [
    { sequence: 1, duplicate: false, before: UNKNOWN }, { sequence: 2, duplicate: false, before: typed },
    { sequence: 3, duplicate: true, before: FRAUD }, { sequence: 4, duplicate: false, before: UNKNOWN },
  ],
  missing: [], erased: [],
};

describe('undoOf', () => {
  it('gives each back what it had, with type and comment, and leaves alone what was not changed', () => expect(undoOf(answer)).toEqual([
    { decisions: [1, 4], conclusion: UNKNOWN }, { decisions: [2], conclusion: typed },
  ]));
});

describe('inPortions', () => {
  it('keeps all, in their order, and no more than a request may have together', () => {
    const all = Array.from({ length: 2001 }, (_, i) => i);
    expect(inPortions(all).map(p => p.length)).toEqual([1000, 1000, 1]);
    expect(inPortions(all).flat()).toEqual(all);
  });

  it('is answered as one', () => {
    const both = together([answer, { applied: 1, labels: [{ sequence: 9, duplicate: false, before: FRAUD }], missing: [7], erased: [8] }]);
    expect(both.applied).toBe(4);
    expect(both.labels.map(l => l.sequence)).toEqual([1, 2, 3, 4, 9]);
    expect([both.missing, both.erased]).toEqual([[7], [8]]);
  });
});

describe('doneText', () => {
  it('counts, and names what could not be', () => {
    expect(doneText(FRAUD, answer)).toBe('Marked as fraud: 4 decisions');
    expect(doneText(UNKNOWN, { ...answer, labels: answer.labels.slice(0, 1) })).toBe('Label taken back');
    expect(doneText(FRAUD, { ...answer, missing: [9] })).toBe('Marked as fraud: 4 decisions; 1 could not be: not kept any more');
  });
});
