/* oxlint-disable -- written by eng/contracts from /openapi/v1.json: do not edit */
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who is signed in. */
        Account: {
            must_change_password: boolean;
            name: string;
            roles: components["schemas"]["Role"][];
        };
        AnomalyPage: {
            from?: null | string;
            items?: {
                decision?: null | string;
                level?: null | string;
                risk?: null | number;
                sequence?: number;
                stream?: null | string;
                transaction_id?: null | string;
            }[];
            next?: unknown;
            to?: null | string;
        };
        /** @description An API key without its secret. */
        ApiKey: {
            /** Format: date-time */
            created: string;
            created_by: string;
            /** Format: date-time */
            expires: null | string;
            id: string;
            /** @description The whole key, shown this once. */
            key?: null | string;
            /** Format: date-time */
            last_used: null | string;
            name: string;
            /** @description How the key begins, to be told from others. */
            prefix: string;
            /** Format: date-time */
            revoked: null | string;
            scopes: components["schemas"]["Scope"][];
        };
        /** @description A page of a list. */
        ApiKeyPage: {
            /** @description What was found. */
            items: components["schemas"]["ApiKey"][];
            /** @description The cursor of the next page; null on the last. */
            next: null | string;
        };
        AsyncRequest: {
            callback_url?: null | string;
            transactions?: {
                amount?: null | number;
                customer_id?: null | string;
                timestamp?: null | string;
                transaction_id?: null | string;
            }[];
        };
        /** @description An entry of the audit log. */
        AuditEntry: {
            action: string;
            actor: string;
            address: string;
            /** @description JSON, or empty. */
            details: string;
            outcome: string;
            /**
             * Format: int64
             * @description From 1, without gaps.
             */
            sequence: number;
            target: string;
            /** Format: date-time */
            time: string;
        };
        /** @description A page of a list. */
        AuditPage: {
            /** @description What was found. */
            items: components["schemas"]["AuditEntry"][];
            /** @description The cursor of the next page; null on the last. */
            next: null | string;
        };
        /** @description What checking the chain found. */
        AuditVerdictAnswer: {
            /** Format: int64 */
            entries: number;
            /**
             * Format: int64
             * @description The first entry that does not fit, or null.
             */
            first_broken: null | number;
            problem: string;
            valid: boolean;
        };
        Baseline: {
            feature: string;
            typical: null | number;
            value: number;
        };
        BatchAnswer: {
            duplicates?: number;
            rejected?: number;
            results?: {
                decision?: null | string;
                level?: null | string;
                risk?: null | number;
                sequence?: number;
                transaction_id?: null | string;
            }[];
            scored?: number;
        };
        Conclusion: {
            comment: null | string;
            label: (0 | 1) | null;
            type: null | string;
        };
        CurrencyAmount: {
            amount: number;
            currency: null | string;
        };
        Decision: {
            amount: null | number;
            currency: null | string;
            decision: components["schemas"]["Verdict"];
            duplicate?: boolean;
            entity: null | string;
            ignored?: string[];
            label: (0 | 1) | null;
            /** @enum {string} */
            late?: "placed" | "left_out";
            level: components["schemas"]["Level"];
            location: null | string;
            merchant: null | string;
            missing?: string[];
            model: string;
            notes?: string[];
            reason: null | string;
            reason_group: components["schemas"]["ReasonGroup"] | null;
            /** Format: date-time */
            received: string;
            risk: number;
            sequence: number;
            stream: string;
            /** Format: date-time */
            time: string;
            transaction_id: string;
        };
        DecisionAnswer: components["schemas"]["Decision"] | components["schemas"]["DecisionDetail"];
        DecisionCount: {
            count: number;
            /** Format: date-time */
            searched_from?: string;
            whole: boolean;
        };
        DecisionDetail: {
            amount: null | number;
            base: number;
            base_points: number;
            currency: null | string;
            decision: components["schemas"]["Verdict"];
            device: null | string;
            duplicate?: boolean;
            entity: null | string;
            features: components["schemas"]["FeatureValue"][];
            ignored?: string[];
            ip: null | string;
            label: (0 | 1) | null;
            /** @enum {string} */
            late?: "placed" | "left_out";
            latitude: null | number;
            level: components["schemas"]["Level"];
            location: null | string;
            longitude: null | number;
            merchant: null | string;
            missing?: string[];
            model: string;
            notes?: string[];
            personal_erased: boolean;
            policy: components["schemas"]["Policy"];
            raw_score: number;
            reason: null | string;
            reason_group: components["schemas"]["ReasonGroup"] | null;
            reasons: components["schemas"]["Reason"][];
            /** Format: date-time */
            received: string;
            risk: number;
            sequence: number;
            stream: string;
            /** Format: date-time */
            time: string;
            transaction: {
                [key: string]: null | number | string;
            };
            transaction_id: string;
        };
        DecisionPage: {
            items: components["schemas"]["Decision"][];
            next: null | string;
            /** Format: date-time */
            searched_from?: string;
            whole?: boolean;
        };
        EntityPage: {
            items: components["schemas"]["EntitySummary"][];
            next: null | string;
        };
        EntityProfile: {
            alerts: number;
            amount: components["schemas"]["UsualSum"];
            amounts: components["schemas"]["UsualAmount"][];
            baselines: components["schemas"]["Baseline"][];
            block: number;
            decisions: number;
            entity: null | string;
            erased: boolean;
            /** Format: date-time */
            first_time: string;
            habits: components["schemas"]["Habits"];
            labels: components["schemas"]["LabelCount"];
            /** Format: date-time */
            last_time: string;
            max_risk: number;
            pace: components["schemas"]["Pace"];
            recent: number;
            review: number;
            stream: string;
        };
        EntitySummary: {
            alerts: number;
            amount: null | number;
            amounts: components["schemas"]["CurrencyAmount"][];
            decisions: number;
            entity: string;
            /** Format: date-time */
            last_time: string;
            max_risk: number;
        };
        Erased: {
            decisions?: number;
            erased?: boolean;
        };
        Fault: {
            expected: string;
            field: string;
            found: string;
        };
        /** @enum {string} */
        FeatureUnit: "none" | "amount" | "count" | "per_hour" | "km" | "km_per_hour" | "seconds" | "share" | "time_of_day" | "weekday" | "times" | "occurrences";
        FeatureValue: {
            contribution: number;
            entity_baseline: null | number;
            entity_baseline_text: null | string;
            label: string;
            name: string;
            peer_baseline: null | number;
            peer_baseline_text: null | string;
            points: number;
            text: string;
            unit: components["schemas"]["FeatureUnit"];
            value: null | number;
            value_text: null | string;
        };
        Habits: {
            devices: components["schemas"]["NamedCount"][];
            hours_by_weekday: number[][];
            ips: components["schemas"]["NamedCount"][];
            locations: components["schemas"]["NamedCount"][];
            merchants: components["schemas"]["NamedCount"][];
            time_zone: string;
        };
        /** @description The answer to a question about health. */
        HealthAnswer: {
            /** @description Why not; empty otherwise. */
            reasons: string[];
            /** @description `live`, `ready` or `not ready`. */
            status: string;
        };
        Imported: {
            decided?: number;
            duplicates?: number;
        };
        Job: {
            attempts?: number;
            callback?: {
                attempts?: number;
                status?: null | string;
                url?: null | string;
            };
            created?: null | string;
            duplicates?: number;
            job_id?: null | string;
            kind?: null | string;
            owner?: null | string;
            rejected?: number;
            results_url?: null | string;
            scored?: number;
            status?: null | string;
            total?: number;
        };
        JobAccepted: {
            callback_key?: null | string;
            job_id?: null | string;
            status_url?: null | string;
        };
        JobPage: {
            items?: {
                attempts?: number;
                created?: null | string;
                job_id?: null | string;
                kind?: null | string;
                owner?: null | string;
                status?: null | string;
            }[];
            next?: unknown;
        };
        JobResult: components["schemas"]["Decision"] | components["schemas"]["Refusal"];
        JobResultPage: {
            items: (components["schemas"]["Decision"] | components["schemas"]["Refusal"])[];
            next: null | string;
        };
        Label: {
            comment?: null | string;
            duplicate?: boolean;
            label?: number;
            sequence?: number;
            transaction_id?: null | string;
            type?: null | string;
        };
        LabelBatchAnswer: {
            applied: number;
            erased: number[];
            labels: components["schemas"]["Labelled"][];
            missing: number[];
        };
        LabelBatchRequest: {
            comment?: null | string;
            decisions?: number[];
            fraud?: boolean;
            type?: null | string;
        };
        LabelCount: {
            fraud: number;
            legitimate: number;
        };
        LabelFact: {
            by: string;
            comment: null | string;
            label: (0 | 1) | null;
            /** Format: date-time */
            recorded: string;
            sequence: number;
            /** Format: date-time */
            time: string;
            type: null | string;
        };
        LabelFile: null | string;
        LabelFileAnswer: {
            applied?: number;
            rejected?: {
                expected?: null | string;
                found?: null | string;
                line?: number;
            }[];
            rejected_count?: number;
        };
        LabelHistory: {
            items: components["schemas"]["LabelFact"][];
            next: null | string;
        };
        Labelled: {
            before: components["schemas"]["Conclusion"];
            duplicate: boolean;
            sequence: number;
        };
        LabelRequest: {
            comment?: null | string;
            fraud?: boolean;
            stream?: null | string;
            time?: null | string;
            transaction_id?: null | string;
            type?: null | string;
        };
        Latency: {
            count: number;
            p50_ms: null | number;
            p99_ms: null | number;
        };
        /** @enum {string} */
        Level: "low" | "medium" | "high" | "critical";
        /** @description Signing in. */
        LoginRequest: {
            password: null | string;
            username: null | string;
        };
        /** @description Who is signed in, and what that allows. */
        MeAnswer: {
            must_change_password: boolean;
            name: string;
            permissions: string[];
            roles: components["schemas"]["Role"][];
        };
        Model: {
            created?: null | string;
            features?: {
                name?: null | string;
                typical?: null | number;
            }[];
            policy?: {
                block?: null | number;
                review?: null | number;
            };
            promoted?: number;
            seed?: null | string;
            status?: null | string;
            stream?: null | string;
            trained_on?: {
                from?: null | string;
                to?: null | string;
                transactions?: number;
            };
            version?: null | string;
            yaml?: null | string;
        };
        ModelFile: null | string;
        ModelPage: {
            items?: {
                created?: null | string;
                promoted?: number;
                seed?: null | string;
                status?: null | string;
                stream?: null | string;
                version?: null | string;
            }[];
            next?: unknown;
        };
        ModelSummary: {
            created?: null | string;
            promoted?: unknown;
            seed?: null | string;
            status?: null | string;
            stream?: null | string;
            trained_on?: {
                from?: null | string;
                to?: null | string;
                transactions?: number;
            };
            version?: null | string;
        };
        NamedCount: {
            count: number;
            name: string;
        };
        /** @description A new key. */
        NewKeyRequest: {
            /** Format: date-time */
            expires: null | string;
            name: null | string;
            scopes: null | components["schemas"]["Scope"][];
        };
        /** @description A new user; without a password, one is made. */
        NewUserRequest: {
            name: null | string;
            password: null | string;
            roles: null | components["schemas"]["Role"][];
        };
        Overview: {
            /** Format: date-time */
            from: string;
            latency: components["schemas"]["Latency"];
            locations: components["schemas"]["OverviewLocation"][];
            /** Format: date-time */
            locations_from: string;
            /** Format: date-time */
            locations_to: string;
            previous: components["schemas"]["Totals"];
            series: components["schemas"]["OverviewPoint"][];
            step: components["schemas"]["OverviewStep"];
            /** Format: date-time */
            to: string;
            top_entities: components["schemas"]["OverviewEntity"][];
            totals: components["schemas"]["Totals"];
            usual: components["schemas"]["UsualVolume"] | null;
        };
        OverviewEntity: {
            alerts: number;
            amount: null | number;
            amounts: components["schemas"]["CurrencyAmount"][];
            decisions: number;
            entity: string;
            max_risk: number;
            stream: string;
        };
        OverviewLocation: {
            alerts: number;
            amount: null | number;
            amounts: components["schemas"]["CurrencyAmount"][];
            decisions: number;
            latitude: null | number;
            location: string;
            longitude: null | number;
        };
        OverviewPoint: {
            amount: null | number;
            amounts: components["schemas"]["CurrencyAmount"][];
            approve: number;
            block: number;
            critical: number;
            high: number;
            low: number;
            medium: number;
            review: number;
            /** Format: date-time */
            time: string;
            usual_alerts: null | number;
            usual_decisions: null | number;
        };
        /** @enum {string} */
        OverviewStep: "minute" | "hour" | "day";
        Pace: {
            days: number[];
            /** Format: date */
            last_day: string;
            median_gap_s: null | number;
        };
        /** @description A new password of one's own. */
        PasswordRequest: {
            current_password: null | string;
            new_password: null | string;
        };
        Policy: {
            block: null | number;
            review: null | number;
        };
        Prediction: {
            anomaly?: boolean;
            decision?: null | string;
            explanation?: {
                amount_log?: null | number;
                base?: null | number;
                novelty?: null | number;
                transaction_hour?: null | number;
                travel?: null | number;
                velocity?: null | number;
            };
            ignored?: (null | string)[];
            risk_score?: null | number;
            transaction_id?: null | string;
        };
        PredictRequest: {
            amount?: number;
            country?: null | string;
            merchant?: null | string;
            timestamp?: null | string;
            user_id?: number;
        };
        Problem: {
            code?: null | string;
            detail?: null | string;
            errors?: {
                expected?: null | string;
                field?: null | string;
                found?: null | string;
            }[];
            status?: number;
            title?: null | string;
            trace_id?: null | string;
            type?: null | string;
        };
        Projection: {
            fault: null | string;
            lag: number;
            name: string;
            position: number;
            rebuildable: boolean;
            skipped: null | string;
            state: string;
        };
        ProjectionPage: {
            items: components["schemas"]["Projection"][];
            next: null | string;
        };
        Promotion: {
            applicable?: boolean;
            builds?: boolean;
            changes?: {
                after?: null | string;
                before?: null | string;
                effect?: null | string;
                remark?: null | string;
                what?: null | string;
            }[];
            definition?: null | string;
            gaps?: (null | string)[];
            sequence?: number;
            served?: null | string;
            stream?: null | string;
            version?: null | string;
        };
        Queue: {
            capacity: number;
            depth: number;
        };
        Reason: {
            baseline: null | number;
            feature: string;
            group: components["schemas"]["ReasonGroup"];
            members: components["schemas"]["ReasonMember"][];
            points: number;
            text: string;
            value: null | number;
        };
        /** @enum {string} */
        ReasonGroup: "size" | "pace" | "place" | "novelty" | "time_of_day" | "counterparty" | "device" | "label_history" | "measure";
        ReasonMember: {
            baseline: null | number;
            feature: string;
            label: string;
            points: number;
            text: string;
            value: null | number;
        };
        /** @description New tokens for a refresh token, where it is not in the cookie. */
        RefreshRequest: {
            refresh_token: null | string;
        };
        Refusal: {
            error: components["schemas"]["Refused"];
        };
        Refused: {
            code: string;
            detail?: string;
            errors: components["schemas"]["Fault"][];
        };
        Replay: {
            differences: components["schemas"]["ReplayDifference"][];
            entries_replayed: number;
            matches: boolean;
            sequence: number;
            snapshot_sequence: null | number;
        };
        ReplayDifference: {
            recomputed: null | number;
            stored: null | number;
            what: string;
        };
        /** @enum {string} */
        Role: "analyst" | "data_engineer" | "model_owner" | "admin" | "auditor";
        /** @description A saved view. */
        SavedView: {
            /** @description Path and query of the console. */
            address: string;
            /** @description As the person called it. */
            name: string;
        };
        /** @description A page of a list. */
        SavedViewPage: {
            /** @description What was found. */
            items: components["schemas"]["SavedView"][];
            /** @description The cursor of the next page; null on the last. */
            next: null | string;
        };
        /** @description A view to be saved. */
        SavedViewRequest: {
            /** @description Path and query of the console. */
            address: null | string;
            /** @description 1 to 60 characters. */
            name: null | string;
        };
        /** @enum {string} */
        Scope: "score" | "read" | "label" | "manage_streams" | "manage_models" | "admin" | "replay";
        ScoreBatchAnswer: {
            duplicates?: number;
            model_name?: null | string;
            rejected?: number;
            results?: {
                decision?: null | string;
                level?: null | string;
                risk?: null | number;
                sequence?: number;
                transaction_id?: null | string;
            }[];
            scored?: number;
        };
        ScoreBatchRequest: {
            data?: {
                amount?: null | number;
                entity_id?: null | string;
            }[];
            model_name?: null | string;
        };
        ScoreRequest: {
            data?: {
                amount?: null | number;
                entity_id?: null | string;
                merchant_category?: null | string;
                time_of_day?: null | string;
            };
            include_explanations?: boolean;
            model_name?: null | string;
        };
        SearchHit: {
            kind: components["schemas"]["SearchKind"];
            name: string;
            sequence: number;
            stream: string;
            whole: boolean;
        };
        /** @enum {string} */
        SearchKind: "decision" | "transaction" | "entity" | "merchant" | "location" | "device" | "ip";
        SearchPage: {
            items: components["schemas"]["SearchHit"][];
            looked_at: number;
            next: null | string;
        };
        SnapshotNote: {
            sequence: number;
            /** Format: date-time */
            time: string;
        };
        StoreSize: {
            bytes: number;
            decisions: number;
            schema: number;
            sequence: number;
        };
        StreamCheck: {
            errors?: {
                column?: number;
                expected?: null | string;
                file?: null | string;
                found?: null | string;
                line?: number;
                path?: null | string;
            }[];
            valid?: boolean;
        };
        StreamField: {
            name: string;
            personal: boolean;
            required: boolean;
            role: null | string;
            type: string;
        };
        StreamFile: null | string;
        StreamPage: {
            items: components["schemas"]["StreamSummary"][];
            next: null | string;
        };
        StreamPlan: {
            applicable?: boolean;
            builds?: boolean;
            changes?: {
                after?: null | string;
                before?: null | string;
                effect?: null | string;
                remark?: null | string;
                what?: null | string;
            }[];
            definition?: null | string;
            gaps?: (null | string)[];
            served?: null | string;
            stream?: null | string;
        };
        StreamSummary: {
            decisions: number;
            definition: string;
            features: number;
            fields: components["schemas"]["StreamField"][];
            model: null | string;
            name: string;
            policy?: components["schemas"]["Policy"];
            sequence: number;
            /** Format: date-time */
            since: null | string;
            time_zone: string;
            yaml?: string;
        };
        System: {
            audit_webhook: components["schemas"]["Webhook"] | null;
            queue: components["schemas"]["Queue"];
            reason: string;
            snapshot: components["schemas"]["SnapshotNote"] | null;
            /** Format: date-time */
            started: string;
            state: string;
            store: components["schemas"]["StoreSize"];
            streams: string[];
            version: string;
        };
        /** @description Tokens. */
        Tokens: {
            /** @description To be sent as `Authorization: Bearer`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds that the access token is valid.
             */
            expires_in: number;
            /**
             * Format: int64
             * @description Seconds that the refresh token is valid.
             */
            refresh_expires_in: number;
            /** @description For new tokens, once; absent where it is in a cookie. */
            refresh_token: null | string;
            /** @description Always `Bearer`. */
            token_type: string;
            /** @description Whose they are. */
            user: components["schemas"]["Account"];
        };
        Totals: {
            alerts_share: number;
            amount: null | number;
            amounts: components["schemas"]["CurrencyAmount"][];
            block: number;
            decisions: number;
            review: number;
        };
        TrainRequest: {
            from?: null | string;
            stream?: null | string;
            to?: null | string;
        };
        Transaction: {
            amount?: null | number;
            city?: null | string;
            customer_id?: null | string;
            latitude?: null | number;
            longitude?: null | number;
            merchant_category?: null | string;
            merchant_id?: null | string;
            timestamp?: null | string;
            transaction_id?: null | string;
        };
        TransactionList: {
            transactions?: {
                amount?: null | number;
                customer_id?: null | string;
                timestamp?: null | string;
                transaction_id?: null | string;
            }[];
        };
        TransactionPortion: null | string;
        /** @description A user. */
        User: {
            /** Format: date-time */
            created: string;
            disabled: boolean;
            /** Format: date-time */
            last_login: null | string;
            /** Format: date-time */
            locked_until: null | string;
            must_change_password: boolean;
            name: string;
            /** @description The password that was made for a new user, shown this once. */
            one_time_password?: null | string;
            roles: components["schemas"]["Role"][];
        };
        /** @description What to change about a user. */
        UserChangeRequest: {
            disabled: null | boolean;
            password: null | string;
            roles: null | components["schemas"]["Role"][];
            unlock: null | boolean;
        };
        /** @description A page of a list. */
        UserPage: {
            /** @description What was found. */
            items: components["schemas"]["User"][];
            /** @description The cursor of the next page; null on the last. */
            next: null | string;
        };
        UsualAmount: {
            count: number;
            currency: null | string;
            high: number;
            low: number;
            max: number;
            median: number;
            recent: number[];
            total: number;
        };
        UsualSum: {
            max: null | number;
            mean: null | number;
            median: null | number;
            total: null | number;
        };
        UsualVolume: {
            block: number;
            decisions: number;
            /** Format: date-time */
            from: string;
            review: number;
            /** Format: date-time */
            until: string;
            weeks: number;
        };
        /** @enum {string} */
        Verdict: "approve" | "review" | "block";
        Webhook: {
            lag: number;
            told: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Account = components['schemas']['Account'];
export type AnomalyPage = components['schemas']['AnomalyPage'];
export type ApiKey = components['schemas']['ApiKey'];
export type ApiKeyPage = components['schemas']['ApiKeyPage'];
export type AsyncRequest = components['schemas']['AsyncRequest'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditPage = components['schemas']['AuditPage'];
export type AuditVerdictAnswer = components['schemas']['AuditVerdictAnswer'];
export type Baseline = components['schemas']['Baseline'];
export type BatchAnswer = components['schemas']['BatchAnswer'];
export type Conclusion = components['schemas']['Conclusion'];
export type CurrencyAmount = components['schemas']['CurrencyAmount'];
export type Decision = components['schemas']['Decision'];
export type DecisionAnswer = components['schemas']['DecisionAnswer'];
export type DecisionCount = components['schemas']['DecisionCount'];
export type DecisionDetail = components['schemas']['DecisionDetail'];
export type DecisionPage = components['schemas']['DecisionPage'];
export type EntityPage = components['schemas']['EntityPage'];
export type EntityProfile = components['schemas']['EntityProfile'];
export type EntitySummary = components['schemas']['EntitySummary'];
export type Erased = components['schemas']['Erased'];
export type Fault = components['schemas']['Fault'];
export type FeatureUnit = components['schemas']['FeatureUnit'];
export type FeatureValue = components['schemas']['FeatureValue'];
export type Habits = components['schemas']['Habits'];
export type HealthAnswer = components['schemas']['HealthAnswer'];
export type Imported = components['schemas']['Imported'];
export type Job = components['schemas']['Job'];
export type JobAccepted = components['schemas']['JobAccepted'];
export type JobPage = components['schemas']['JobPage'];
export type JobResult = components['schemas']['JobResult'];
export type JobResultPage = components['schemas']['JobResultPage'];
export type Label = components['schemas']['Label'];
export type LabelBatchAnswer = components['schemas']['LabelBatchAnswer'];
export type LabelBatchRequest = components['schemas']['LabelBatchRequest'];
export type LabelCount = components['schemas']['LabelCount'];
export type LabelFact = components['schemas']['LabelFact'];
export type LabelFile = components['schemas']['LabelFile'];
export type LabelFileAnswer = components['schemas']['LabelFileAnswer'];
export type LabelHistory = components['schemas']['LabelHistory'];
export type Labelled = components['schemas']['Labelled'];
export type LabelRequest = components['schemas']['LabelRequest'];
export type Latency = components['schemas']['Latency'];
export type Level = components['schemas']['Level'];
export type LoginRequest = components['schemas']['LoginRequest'];
export type MeAnswer = components['schemas']['MeAnswer'];
export type Model = components['schemas']['Model'];
export type ModelFile = components['schemas']['ModelFile'];
export type ModelPage = components['schemas']['ModelPage'];
export type ModelSummary = components['schemas']['ModelSummary'];
export type NamedCount = components['schemas']['NamedCount'];
export type NewKeyRequest = components['schemas']['NewKeyRequest'];
export type NewUserRequest = components['schemas']['NewUserRequest'];
export type Overview = components['schemas']['Overview'];
export type OverviewEntity = components['schemas']['OverviewEntity'];
export type OverviewLocation = components['schemas']['OverviewLocation'];
export type OverviewPoint = components['schemas']['OverviewPoint'];
export type OverviewStep = components['schemas']['OverviewStep'];
export type Pace = components['schemas']['Pace'];
export type PasswordRequest = components['schemas']['PasswordRequest'];
export type Policy = components['schemas']['Policy'];
export type Prediction = components['schemas']['Prediction'];
export type PredictRequest = components['schemas']['PredictRequest'];
export type Problem = components['schemas']['Problem'];
export type Projection = components['schemas']['Projection'];
export type ProjectionPage = components['schemas']['ProjectionPage'];
export type Promotion = components['schemas']['Promotion'];
export type Queue = components['schemas']['Queue'];
export type Reason = components['schemas']['Reason'];
export type ReasonGroup = components['schemas']['ReasonGroup'];
export type ReasonMember = components['schemas']['ReasonMember'];
export type RefreshRequest = components['schemas']['RefreshRequest'];
export type Refusal = components['schemas']['Refusal'];
export type Refused = components['schemas']['Refused'];
export type Replay = components['schemas']['Replay'];
export type ReplayDifference = components['schemas']['ReplayDifference'];
export type Role = components['schemas']['Role'];
export type SavedView = components['schemas']['SavedView'];
export type SavedViewPage = components['schemas']['SavedViewPage'];
export type SavedViewRequest = components['schemas']['SavedViewRequest'];
export type Scope = components['schemas']['Scope'];
export type ScoreBatchAnswer = components['schemas']['ScoreBatchAnswer'];
export type ScoreBatchRequest = components['schemas']['ScoreBatchRequest'];
export type ScoreRequest = components['schemas']['ScoreRequest'];
export type SearchHit = components['schemas']['SearchHit'];
export type SearchKind = components['schemas']['SearchKind'];
export type SearchPage = components['schemas']['SearchPage'];
export type SnapshotNote = components['schemas']['SnapshotNote'];
export type StoreSize = components['schemas']['StoreSize'];
export type StreamCheck = components['schemas']['StreamCheck'];
export type StreamField = components['schemas']['StreamField'];
export type StreamFile = components['schemas']['StreamFile'];
export type StreamPage = components['schemas']['StreamPage'];
export type StreamPlan = components['schemas']['StreamPlan'];
export type StreamSummary = components['schemas']['StreamSummary'];
export type System = components['schemas']['System'];
export type Tokens = components['schemas']['Tokens'];
export type Totals = components['schemas']['Totals'];
export type TrainRequest = components['schemas']['TrainRequest'];
export type Transaction = components['schemas']['Transaction'];
export type TransactionList = components['schemas']['TransactionList'];
export type TransactionPortion = components['schemas']['TransactionPortion'];
export type User = components['schemas']['User'];
export type UserChangeRequest = components['schemas']['UserChangeRequest'];
export type UserPage = components['schemas']['UserPage'];
export type UsualAmount = components['schemas']['UsualAmount'];
export type UsualSum = components['schemas']['UsualSum'];
export type UsualVolume = components['schemas']['UsualVolume'];
export type Verdict = components['schemas']['Verdict'];
export type Webhook = components['schemas']['Webhook'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
