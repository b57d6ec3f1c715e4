namespace Vigil.Server.OpenApi;

/// <summary>Parameters that several routes share.</summary>
internal static class ApiParameters
{
    /// <summary>Of lists.</summary>
    public static ApiParameter[] Page { get; } =
    [
        new("limit", "Items of a page, 1 to 1000; 50 without a word.", "50"),
        new("cursor", "`next` of the page before."),
    ];

    /// <summary>Of routes that apply a stream file.</summary>
    public static ApiParameter[] Apply { get; } =
    [
        new("train", "`true`: learn a model from the journal with the file, and promote both together.", "true"),
        new("not_personal", "`true`: a personal field may become one that is not.", "true"),
    ];

    /// <summary>Of routes about one entity, for identifiers of any kind.</summary>
    public static ApiParameter EntityId { get; } = new("id", "The entity's identifier, whatever is in it, percent-encoded.", "C0000025");

    /// <summary>Of lists of decisions, exports and live decisions.</summary>
    public static ApiParameter[] Filters { get; } =
    [
        new("from", "Event time from here: a time or a date.", "2026-11-01"),
        new("to", "Event time before here; a date is included as a whole.", "2026-11-21"),
        new("stream", "The stream.", "credit_card_fraud"),
        new("min_risk", "Risk from here, 0 to 100.", "60"),
        new("max_risk", "Risk below here.", "95"),
        new("level", "Any of low, medium, high, critical, separated by commas.", "high,critical"),
        new("decision", "Any of approve, review, block, separated by commas.", "review,block"),
        new("entity", "Decisions about one entity, by its identifier.", "C0000025"),
        new("merchant", "Decisions about one merchant, by its whole name; likewise location, device, ip. Needs the stream.", "M000101"),
        new("location", "At one named place.", "Mumbai"),
        new("device", "From one device."),
        new("ip", "From one network address."),
        new("reason", "What the strongest reason must be about: a group such as size, pace, place. Looks at 10,000 decisions a page.",
            "size"),
        new("label", "fraud or legitimate: only decisions labelled so.", "fraud"),
        new("min_amount", "Amount from here.", "1000"),
        new("max_amount", "Amount up to here.", "5000"),
        new("rule", "A feature that must have raised the risk, whichever reason it is told with.", "customer_id_count_1h"),
        new("transaction_id", "The decision of one transaction.", "TX000000001"),
        new("model", "Decisions of one model version."),
        new("labelled", "Only decisions whose transaction has a label: true."),
    ];

    /// <summary>Of lists that can begin at either end.</summary>
    public static ApiParameter Order { get; } = new("order", "newest or oldest first; newest without a word.", "newest");

    /// <summary>Of lists that can be ranked.</summary>
    public static ApiParameter Sort { get; } = new("sort", "time, risk or amount, the largest first; time without a word.", "risk");

    /// <summary>Of routes that decide.</summary>
    public static ApiParameter Explain { get; } = new("explain", "true for the whole decision with all contributions.", "true");

    /// <summary>Of routes that decide.</summary>
    public static ApiParameter IdempotencyKey { get; } = new("Idempotency-Key",
        "1 to 200 printable ASCII characters. The same key again answers the recorded decision, for transactions without an identifier.");
}
