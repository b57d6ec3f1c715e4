namespace Vigil.Server.Errors;

/// <summary>The stable codes of errors: programs may rely on them.</summary>
public static class ErrorCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string PasswordChangeRequired = "password_change_required";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string RequestTimeout = "request_timeout";
    public const string Conflict = "conflict";
    public const string PayloadTooLarge = "payload_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string TransactionIdReused = "transaction_id_reused";
    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string AccountLocked = "account_locked";
    public const string TooManyRequests = "too_many_requests";
    public const string Internal = "internal";
    public const string Overloaded = "overloaded";
    public const string StorageUnavailable = "storage_unavailable";
    public const string NotReady = "not_ready";
}
