import { administrationSteps } from './steps/administration.mjs';
import { decisionSteps } from './steps/decision.mjs';
import { entitySteps } from './steps/entity.mjs';
import { filtersSteps } from './steps/filters.mjs';
import { holdSteps } from './steps/hold.mjs';
import { followSteps } from './steps/follow.mjs';
import { keysSteps } from './steps/keys.mjs';
import { listSteps } from './steps/list.mjs';
import { offlineSteps } from './steps/offline.mjs';
import { overviewSteps } from './steps/overview.mjs';
import { signInSteps } from './steps/sign-in.mjs';
import { streamsSteps } from './steps/streams.mjs';
import { signOutSteps } from './steps/sign-out.mjs';

/** What a user does on the first day, in this order. Each step throws when it does not see what it should. */
export const steps = [
  ...signInSteps, ...overviewSteps, ...listSteps, ...decisionSteps, ...entitySteps, ...filtersSteps, ...keysSteps, ...holdSteps, ...followSteps, ...offlineSteps, ...administrationSteps, ...streamsSteps, ...signOutSteps,
];
