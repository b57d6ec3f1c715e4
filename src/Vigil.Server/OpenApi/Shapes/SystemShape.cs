namespace Vigil.Server.OpenApi.Shapes;

/// <summary>How the service is doing.</summary>
public sealed record SystemShape(
    string Version, DateTime Started, string State, string Reason, StoreSizeShape Store, QueueShape Queue, SnapshotNoteShape? Snapshot,
    WebhookShape? AuditWebhook, string[] Streams);

/// <summary>How large the store is.</summary>
public sealed record StoreSizeShape(long Bytes, long Decisions, int Schema, long Sequence);

/// <summary>Transactions that wait.</summary>
public sealed record QueueShape(int Depth, int Capacity);

/// <summary>The newest snapshot.</summary>
public sealed record SnapshotNoteShape(long Sequence, DateTime Time);

/// <summary>How far the audit log has been told.</summary>
public sealed record WebhookShape(long Told, long Lag);
