/** What can be shown of the transactions around one: nobody is asked for those of a person who was erased, so nothing is to be waited for. */
export const aroundOf = (entity: string | null, history: { isPending: boolean; isError: boolean }): 'erased' | 'loading' | 'failed' | 'known' => {
  if (entity === null) return 'erased';
  if (history.isPending) return 'loading';
  return history.isError ? 'failed' : 'known';
};
