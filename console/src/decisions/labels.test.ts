import { describe, expect, it } from 'vitest';
import type { LabelBatchAnswer } from '../api/contracts';
import { doneText, FRAUD, UNKNOWN, undoOf } from './labels';

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

describe('doneText', () => {
  it('counts, and names what could not be', () => {
    expect(doneText(FRAUD, answer)).toBe('Marked as fraud: 4 decisions');
    expect(doneText(UNKNOWN, { ...answer, labels: answer.labels.slice(0, 1) })).toBe('Label taken back');
    expect(doneText(FRAUD, { ...answer, missing: [9] })).toBe('Marked as fraud: 4 decisions; 1 could not be: not kept any more');
  });
});
