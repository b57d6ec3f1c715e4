/** What the server sends and expects; see /openapi/v1.json. Times are ISO 8601 in UTC. */

export type Level = 'low' | 'medium' | 'high' | 'critical';
export type Verdict = 'approve' | 'review' | 'block';
export type Role = 'analyst' | 'data_engineer' | 'model_owner' | 'admin' | 'auditor';
export type Scope = 'score' | 'read' | 'label' | 'manage_streams' | 'manage_models' | 'admin' | 'replay';

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Account {
  name: string;
  roles: Role[];
  must_change_password: boolean;
}

export interface Tokens {
  access_token: string;
  expires_in: number;
  user: Account;
}

export interface Decision {
  sequence: number;
  transaction_id: string;
  stream: string;
  time: string;
  received: string;
  entity: string;
  amount: number | null;
  /** ISO code of the amount's currency; null where the stream has none. */
  currency: string | null;
  /** 0..100 */
  risk: number;
  level: Level;
  decision: Verdict;
  model: string;
  location: string | null;
  merchant: string | null;
  label: 0 | 1 | null;
  /** The strongest group of reasons: its word and its sentence. */
  reason_group: ReasonGroup | null;
  reason: string | null;
}

export type ReasonGroup =
  'size' | 'pace' | 'place' | 'novelty' | 'time_of_day' | 'counterparty' | 'device' | 'label_history' | 'measure';

export interface ReasonMember {
  /** What it is, in words. */
  label: string;
  feature: string;
  value: number | null;
  baseline: number | null;
  points: number;
  text: string;
}

/** Strongest first; base_points + the points of all groups = risk, and the points of its members make a group's. */
export interface Reason extends Omit<ReasonMember, 'label'> {
  group: ReasonGroup;
  members: ReasonMember[];
}

/** What a feature's texts are in. */
export type FeatureUnit =
  'none' | 'amount' | 'count' | 'per_hour' | 'km' | 'km_per_hour' | 'seconds' | 'share' | 'time_of_day' | 'weekday' | 'times' | 'occurrences';

export interface FeatureValue {
  name: string;
  /** What it is, in words; of features that show the same, the same. */
  label: string;
  unit: FeatureUnit;
  /** Value, own and peers' baseline in one unit and one rounding; null where there is nothing to say. */
  value_text: string | null;
  entity_baseline_text: string | null;
  peer_baseline_text: string | null;
  value: number | null;
  entity_baseline: number | null;
  peer_baseline: number | null;
  /** Log-odds; base + the sum of all = raw_score. */
  contribution: number;
  /** Points of risk; base_points + the sum of all = risk. */
  points: number;
  text: string;
}

export interface DecisionDetail extends Decision {
  raw_score: number;
  base: number;
  base_points: number;
  transaction: Record<string, string | number | boolean | null>;
  device: string | null;
  ip: string | null;
  personal_erased: boolean;
  policy: Policy;
  reasons: Reason[];
  features: FeatureValue[];
}

/** What somebody says of a transaction; label null takes back what was said before. */
export interface Conclusion {
  label: 0 | 1 | null;
  /** The kind of fraud. */
  type: string | null;
  comment: string | null;
}

export interface LabelFact extends Conclusion {
  sequence: number;
  /** When it became known. */
  time: string;
  /** When it was said. */
  recorded: string;
  by: string;
}

export interface LabelBatchAnswer {
  applied: number;
  labels: { sequence: number; duplicate: boolean; before: Conclusion }[];
  /** Decisions that are not kept (any more), and those about whose entity nothing more is written down. */
  missing: number[];
  erased: number[];
}

export interface Policy {
  review: number | null;
  block: number | null;
}

export interface Replay {
  sequence: number;
  matches: boolean;
  differences: { what: string; stored: unknown; recomputed: unknown }[];
  snapshot_sequence: number | null;
  entries_replayed: number;
}

/** Sums never mix currencies; null where the amounts name none. */
export interface CurrencyAmount {
  currency: string | null;
  amount: number;
}

export interface Totals {
  decisions: number;
  review: number;
  block: number;
  amounts: CurrencyAmount[];
  alerts_share: number;
}

/** What the same hours of earlier weeks had, per week; `until` is as far as this time has come. */
export interface UsualVolume {
  weeks: number;
  from: string;
  until: string;
  decisions: number;
  review: number;
  block: number;
}

export interface OverviewPoint extends Record<Level | Verdict, number> {
  time: string;
  usual_decisions: number | null;
  usual_alerts: number | null;
}

export interface OverviewEntity {
  entity: string;
  stream: string;
  decisions: number;
  alerts: number;
  max_risk: number;
  amounts: CurrencyAmount[];
}

export interface OverviewLocation {
  location: string;
  latitude: number | null;
  longitude: number | null;
  decisions: number;
  amounts: CurrencyAmount[];
  alerts: number;
}

export interface Overview {
  from: string;
  to: string;
  step: 'minute' | 'hour' | 'day';
  series: OverviewPoint[];
  totals: Totals;
  usual: UsualVolume | null;
  top_entities: OverviewEntity[];
  /** What the locations were counted over. */
  locations_from: string;
  locations_to: string;
  locations: OverviewLocation[];
  latency: { p50_ms: number | null; p99_ms: number | null; count: number };
}

export interface EntitySummary {
  entity: string;
  decisions: number;
  alerts: number;
  last_time: string;
  max_risk: number;
}

export interface NamedCount {
  name: string;
  count: number;
}

/** What is usually paid in a currency: nine of ten below high, one of ten below low. */
export interface UsualAmount {
  currency: string | null;
  count: number;
  total: number;
  low: number;
  median: number;
  high: number;
  max: number;
  /** Oldest first. */
  recent: number[];
}

export interface EntityProfile {
  entity: string;
  stream: string;
  first_time: string | null;
  last_time: string | null;
  decisions: number;
  review: number;
  block: number;
  alerts: number;
  max_risk: number;
  /** Of how many most recent decisions the habits are. */
  recent: number;
  amounts: UsualAmount[];
  habits: { time_zone: string; hours_by_weekday: number[][]; merchants: NamedCount[]; locations: NamedCount[]; devices: NamedCount[]; ips: NamedCount[] };
  pace: { median_gap_s: number | null; last_day: string; days: number[] };
  baselines: { feature: string; value: number | null; typical: number | null }[];
  labels: { fraud: number; legitimate: number };
  erased: boolean;
}

export interface StreamSummary {
  name: string;
  model: string | null;
  policy: Policy;
  decisions: number;
}

export interface User {
  name: string;
  roles: Role[];
  disabled: boolean;
  locked_until: string | null;
  created: string;
  last_login: string | null;
  must_change_password: boolean;
}

export interface CreatedUser {
  name: string;
  roles: Role[];
  one_time_password?: string;
}

export interface ApiKey {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  created: string;
  created_by: string;
  expires: string | null;
  revoked: string | boolean | null;
  last_used: string | null;
}

export interface AuditEntry {
  sequence: number;
  time: string;
  actor: string;
  action: string;
  target: string | null;
  outcome: string;
  address: string | null;
  details: unknown;
}
