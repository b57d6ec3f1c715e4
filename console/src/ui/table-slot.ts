import { createContext } from 'react';

/** Where the heading of a chart has room for what turns it into a table. */
export const TableSlot = createContext<HTMLElement | null>(null);
