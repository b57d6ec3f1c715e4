import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../access/use-account';
import type { Conclusion, Decision, DecisionDetail, LabelBatchAnswer, LabelFact } from '../api/contracts';
import type { Page } from '../api/page';
import { get, send } from '../api/http';
import { useKeys } from '../view/keys';
import { doneText, FRAUD, inPortions, isFraudOf, LEGITIMATE, together, UNKNOWN, undoOf } from './labels';

interface Wanted {
  decisions: number[];
  conclusion: Conclusion;
}

export interface Labelling {
  isAllowed: boolean;
  label: (decisions: number[], conclusion: Conclusion) => void;
  undo: (() => void) | null;
  /** What was done last, in words; null when nothing was, or it was undone. */
  done: string | null;
  /** What is being written. */
  pending: Wanted | null;
  error: unknown;
  dismiss: () => void;
}

/** Says what transactions were, one or many, and takes it back. Nothing is shown as said before the server has written it down. */
export function useLabelling(): Labelling {
  const client = useQueryClient();
  const isAllowed = useMay('label');
  const [done, setDone] = useState<{ text: string; undo: Wanted[] } | null>(null);
  const write = useMutation({
    mutationFn: ({ decisions, conclusion }: Wanted) => post({ decisions, conclusion }, answer => {
      // Each time: what is written down stays so, and can be undone, where a later request fails.
      showIn(client, answer.labels.map(l => l.sequence), conclusion);
      setDone({ text: doneText(conclusion, answer), undo: undoOf(answer) });
    }),
  });
  const undo = useMutation({
    mutationFn: (steps: Wanted[]) => Promise.all(steps.map(step => post(step))),
    onSuccess: (_answers, steps) => {
      steps.forEach(({ decisions, conclusion }) => showIn(client, decisions, conclusion));
      setDone(null);
    },
  });
  return {
    isAllowed,
    label: (decisions, conclusion) => {
      undo.reset();
      if (isAllowed && decisions.length > 0) write.mutate({ decisions, conclusion });
    },
    undo: done && done.undo.length > 0 ? () => undo.mutate(done.undo) : null,
    done: done?.text ?? null,
    pending: write.isPending ? write.variables : null,
    error: write.error ?? undo.error,
    dismiss: () => {
      setDone(null);
      write.reset();
      undo.reset();
    },
  };
}

/** b or f says fraud, a or l legitimate, r or c takes back what was said, z undoes. */
export function useLabelKeys(labelling: Labelling, decisions: () => number[]): void {
  const say = (conclusion: Conclusion) => () => {
    const wanted = decisions();
    if (!labelling.isAllowed || wanted.length === 0) return false;
    return labelling.label(wanted, conclusion);
  };
  const [fraud, legitimate, unknown] = [say(FRAUD), say(LEGITIMATE), say(UNKNOWN)];
  useKeys({ b: fraud, f: fraud, a: legitimate, l: legitimate, r: unknown, c: unknown, z: () => (labelling.undo ? labelling.undo() : false) });
}

/** All that was said of a decision, the newest first. */
export const useLabelHistory = (sequence: number) => useQuery({
  queryKey: ['labels', sequence],
  queryFn: ({ signal }) => get<Page<LabelFact>>(`/decisions/${sequence}/labels`, {}, signal),
  select: page => page.items,
});

/** In as many requests as it takes; told each time what all so far have answered. */
async function post({ decisions, conclusion }: Wanted, onAnswer: (all: LabelBatchAnswer) => void = () => {}): Promise<void> {
  const answers: LabelBatchAnswer[] = [];
  for (const portion of inPortions(decisions)) {
    answers.push(await send<LabelBatchAnswer>('POST', '/labels/batch', {
      decisions: portion, fraud: isFraudOf(conclusion), ...(conclusion.type ? { type: conclusion.type } : {}),
      ...(conclusion.comment ? { comment: conclusion.comment } : {}),
    }));
    onAnswer(together(answers));
  }
}

function showIn(client: QueryClient, sequences: number[], { label }: Conclusion): void {
  const changed = new Set(sequences);
  for (const sequence of sequences) {
    client.setQueryData<DecisionDetail>(['decision', sequence], old => old && { ...old, label });
    void client.invalidateQueries({ queryKey: ['labels', sequence] });
  }
  client.setQueriesData<{ pages: Page<Decision>[] }>({ queryKey: ['decisions'] }, old => old?.pages && {
    ...old, pages: old.pages.map(page => ({ ...page, items: page.items.map(d => (changed.has(d.sequence) ? { ...d, label } : d)) })),
  });
  // A transaction that came with a label of its own has that one again.
  if (label === null) sequences.forEach(sequence => void client.invalidateQueries({ queryKey: ['decision', sequence] }));
  void client.invalidateQueries({ queryKey: ['history'] });
  void client.invalidateQueries({ queryKey: ['entity'] });
}
