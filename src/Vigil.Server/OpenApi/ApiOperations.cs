namespace Vigil.Server.OpenApi;

/// <summary>The routes as the API document tells of them. A test compares them with the routes that there are.</summary>
internal static class ApiOperations
{
    private const string Score = "Scoring", Transactions = "Transactions", Decisions = "Decisions", Entities = "Entities",
        Streams = "Streams", Models = "Models", Labels = "Labels", Jobs = "Jobs", Operations = "Operations";

    private const string Group = "/api/v1/streams/{stream}/transactions";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("POST", "/api/v1/scoring/score", Score, "Score one transaction with fields named by role", "DecisionDetail")
        {
            Request = "ScoreRequest", Headers = [ApiParameters.IdempotencyKey],
            Description = "`data` has the stream's own field names, or names by role: transaction_id, timestamp or time, entity_id, "
                + "user_id, customer_id or account_id, amount, merchant or merchant_id, terminal_id, device_id, ip, location, country "
                + "or city, merchant_category, category or type, latitude, longitude, and time_of_day for today. `model_name` names a "
                + "stream.",
        },
        new("POST", "/api/v1/scoring/score/batch", Score, "Score many transactions", "ScoreBatchAnswer")
        {
            Request = "ScoreBatchRequest", Headers = [ApiParameters.IdempotencyKey],
        },
        new("POST", "/predict", Score, "Score one transaction of the default stream, briefly", "Prediction")
        {
            Request = "PredictRequest", Headers = [ApiParameters.IdempotencyKey],
            Description = "The parts of `explanation` are points of risk; they add up to `risk_score`.",
        },
        new("GET", "/detect-anomalies", Score, "Reviewed and blocked decisions of a time", "AnomalyPage")
        {
            Query =
            [
                new("from", "A date or a time; required.", "2025-06-22"), new("to", "A date, included, or a time; required.", "2025-06-23"),
                new("stream", "The stream."), new("min_risk", "Risk from here."), .. ApiParameters.Page,
            ],
        },
        new("POST", Group, Transactions, "Decide one transaction in its stream's fields", "DecisionAnswer")
        {
            Request = "Transaction", Query = [ApiParameters.Explain], Headers = [ApiParameters.IdempotencyKey],
            Description = "What is answered is on disk. The same identifier again answers the recorded decision and changes nothing.",
        },
        new("POST", Group + "/batch", Transactions, "Decide up to 10,000 transactions", "BatchAnswer")
        {
            Request = "TransactionList", Query = [ApiParameters.Explain], Headers = [ApiParameters.IdempotencyKey],
            Description = "A JSON object, or JSON lines with Content-Type application/x-ndjson. What is wrong with one does not stop the "
                + "others.",
        },
        new("POST", Group + "/import", Transactions, "Take in a portion of past transactions", "Imported")
        {
            Request = "TransactionPortion", RequestType = "application/octet-stream",
            Query = [new("definition", "The version that the stream is served with.", "0c94a6f1d7e2")],
            Description = "What `vigil init-profiles --server` sends: transactions in bytes, decided in their order.",
        },
        new("POST", Group + "/async", Transactions, "Take transactions in to be decided later", "JobAccepted")
        {
            Request = "AsyncRequest", Status = 202,
            Description = "Durable before it is answered. `callback_url` gets a POST with the job's counts, signed in "
                + "X-Vigil-Signature with HMAC-SHA-256 and `callback_key` over X-Vigil-Timestamp, a point "
                + "and the body; only hosts that the configuration allows.",
        },
        new("GET", "/api/v1/decisions", Decisions, "List decisions", "DecisionPage")
        {
            Query = [.. ApiParameters.Filters, ApiParameters.Order, ApiParameters.Sort, .. ApiParameters.Page],
            Description = "Sorted by risk or amount, `whole` is false where only the newest 250,000 candidates were ranked. "
                + "`searched_from` says from when on decisions are found by merchant, location, device or ip, where an earlier version "
                + "decided older ones.",
        },
        new("GET", "/api/v1/decisions/count", Decisions, "How many decisions pass the filters", "DecisionCount")
        {
            Query = ApiParameters.Filters,
            Description = "`whole` is false where counting stopped after 250,000 candidates, or 10,000 with `rule` or `reason`.",
        },
        new("GET", "/api/v1/search", Decisions, "Find identifiers, parts of them, merchants, places, sequences", "SearchPage")
        {
            Query =
            [
                new("q", "Whole names are found in all decisions, parts of two characters and more in the newest.", "m0001"),
                new("stream", "Only in this stream."), ApiParameters.Page[1],
            ],
            Description = "Looks at the newest 10,000 decisions; `next` looks on.",
        },
        new("GET", "/api/v1/decisions/{sequence}", Decisions, "One decision with everything", "DecisionDetail"),
        new("GET", "/api/v1/decisions/by-transaction/{stream}/{transaction_id}", Decisions, "The decision of a transaction",
            "DecisionDetail"),
        new("POST", "/api/v1/decisions/{sequence}/replay", Decisions, "Recompute a decision from the journal", "Replay")
        {
            Description = "Folds the journal from the newest snapshot before it and compares every bit.",
        },
        new("GET", "/api/v1/decisions/export", Decisions, "Decisions as CSV", "")
        {
            Query = [.. ApiParameters.Filters, ApiParameters.Order], ResponseType = "text/csv",
        },
        new("GET", "/api/v1/decisions/live", Decisions, "Decisions as they are made (server-sent events)", "")
        {
            Query = ApiParameters.Filters, ResponseType = "text/event-stream",
            Headers = [new("Last-Event-ID", "The sequence of the last event that arrived: what was missed comes first.")],
        },
        new("GET", "/api/v1/overview", Decisions, "What the decisions of a time add up to", "Overview")
        {
            Query =
            [
                new("from", "From here; a day ago without a word."), new("to", "Up to here; now without a word."),
                new("stream", "The stream."), new("step", "minute, hour, day or auto.", "hour"),
            ],
        },
        new("GET", "/api/v1/streams/{stream}/entities", Entities, "Entities, those with the most alerts first", "EntityPage")
        {
            Query =
            [
                new("query", "Exactly this identifier."), new("from", "Decisions from here."), new("to", "Decisions before here."),
                ApiParameters.Page[0],
            ],
        },
        new("GET", "/api/v1/streams/{stream}/entities/{entity}", Entities, "What an entity is like", "EntityProfile")
        {
            Query =
            [
                new("from", "Totals from here."), new("to", "Totals before here."),
                new("zone", "In which hours and days are told; the stream's without a word.", "Europe/Zurich"),
            ],
        },
        new("GET", "/api/v1/streams/{stream}/entities/{entity}/history", Entities, "Its decisions, newest first", "DecisionPage")
        {
            Query = ApiParameters.Page,
        },
        new("DELETE", "/api/v1/streams/{stream}/entities/{entity}", Entities, "Erase its personal data", "Erased")
        {
            Description = "Deletes the key that its personal data is sealed with. Decisions stay; nothing personal can be read any more.",
        },
        new("GET", "/api/v1/streams/{stream}/entity", Entities, "What an entity with any identifier is like", "EntityProfile")
        {
            Query = [ApiParameters.EntityId],
        },
        new("GET", "/api/v1/streams/{stream}/entity/history", Entities, "Its decisions, newest first", "DecisionPage")
        {
            Query = [ApiParameters.EntityId, .. ApiParameters.Page],
        },
        new("DELETE", "/api/v1/streams/{stream}/entity", Entities, "Erase its personal data", "Erased")
        {
            Query = [ApiParameters.EntityId],
        },
        new("GET", "/api/v1/streams", Streams, "List streams", "StreamPage"),
        new("GET", "/api/v1/streams/{stream}", Streams, "One stream with its file", "StreamSummary"),
        new("POST", "/api/v1/streams/check", Streams, "Check a stream file", "StreamCheck")
        {
            Request = "StreamFile", RequestType = "application/yaml",
        },
        new("POST", "/api/v1/streams/diff", Streams, "What a stream file would change", "StreamPlan")
        {
            Request = "StreamFile", RequestType = "application/yaml", Query = ApiParameters.Apply,
        },
        new("POST", "/api/v1/streams/apply", Streams, "Serve a stream as its file says, or add it", "JobAccepted")
        {
            Request = "StreamFile", RequestType = "application/yaml", Status = 202, Query = ApiParameters.Apply,
            Description = "409 says everything that cannot be changed so. The job says how far it is; the service decides meanwhile. A new "
                + "stream decides once its first model is promoted.",
        },
        new("GET", "/api/v1/models", Models, "List model versions", "ModelPage") { Query = [new("stream", "Of this stream.")] },
        new("GET", "/api/v1/models/active", Models, "The versions that score now", "ModelPage"),
        new("GET", "/api/v1/models/{version}", Models, "One model version", "Model"),
        new("POST", "/api/v1/models", Models, "Take a model file in", "ModelSummary")
        {
            Request = "ModelFile", RequestType = "application/octet-stream",
            Description = "As `vigil train` writes it. It scores once it is promoted.",
        },
        new("POST", "/api/v1/models/train", Models, "Train a model on the journal", "JobAccepted")
        {
            Request = "TrainRequest", Status = 202, Description = "The job's result names the new version; it scores once it is promoted.",
        },
        new("POST", "/api/v1/models/{version}/promote", Models, "Let a version score its stream", "Promotion")
        {
            Description = "Its stream file comes with it, but for a definition that was applied since it was learned and that it can "
                + "score. Where state must be built first, the answer is 202 with a job, as of /api/v1/streams/apply.",
            AlsoAccepted = "JobAccepted",
        },
        new("POST", "/api/v1/labels", Labels, "Say whether a transaction was fraud", "Label")
        {
            Request = "LabelRequest",
            Description = "`fraud` as null takes back what was said before. `type` is the kind of fraud; `comment` is yours. Both are "
                + "sealed where the stream has personal fields. Who said it and when is kept with it.",
        },
        new("POST", "/api/v1/labels/batch", Labels, "The same label for many decisions", "LabelBatchAnswer")
        {
            Request = "LabelBatchRequest", Description = "`before` of the answer is what each had; sent again, it undoes the label.",
        },
        new("GET", "/api/v1/decisions/{sequence}/labels", Labels, "What was said of a decision, the newest first", "LabelHistory"),
        new("POST", "/api/v1/labels/file", Labels, "Labels from a CSV file", "LabelFileAnswer")
        {
            Request = "LabelFile", RequestType = "text/csv", Query = [new("stream", "The stream.", "credit_card_fraud")],
        },
        new("GET", "/api/v1/labels", Labels, "Labelled decisions", "DecisionPage")
        {
            Query = [new("stream", "The stream."), .. ApiParameters.Page],
        },
        new("GET", "/api/v1/jobs", Jobs, "List jobs", "JobPage") { Query = ApiParameters.Page },
        new("GET", "/api/v1/jobs/{id}", Jobs, "Where a job stands", "Job"),
        new("GET", "/api/v1/jobs/{id}/results", Jobs, "Decisions of a job, in the order of its transactions", "JobResultPage")
        {
            Query = ApiParameters.Page,
        },
        new("GET", "/api/v1/system", Operations, "How the service is doing", "System"),
        new("GET", "/api/v1/projections", Operations, "How far the tables are that follow from the journal", "ProjectionPage"),
        new("POST", "/api/v1/projections/{name}/rebuild", Operations, "Make such tables anew, beside everything else", "JobAccepted")
        {
            Status = 202,
            Description = "The job says how many entries are to go. What retention has removed from the journal is not in them then.",
        },
    ];
}
