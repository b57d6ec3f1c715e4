const KEY = 'vigil-last-list';

/** The list that a decision was opened from, with its filters: the way back from a decision leads there. */
export const rememberList = (searchText: string): void => sessionStorage.setItem(KEY, searchText);

export const lastList = (): string => `/decisions${sessionStorage.getItem(KEY) ?? ''}`;
