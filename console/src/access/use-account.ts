import { useSyncExternalStore } from 'react';
import type { Account } from '../api/contracts';
import { currentAccount, onSessionChange } from '../api/session';
import { may, type Permission } from './permissions';

export const useAccount = (): Account | null => useSyncExternalStore(onSessionChange, currentAccount);

export const useMay = (permission: Permission): boolean => may(useAccount(), permission);
