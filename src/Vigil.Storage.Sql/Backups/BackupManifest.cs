using System.Text.Json.Serialization;

namespace Vigil.Storage.Sql.Backups;

/// <summary>What a backup holds.</summary>
/// <param name="Format">Version of the backup's layout.</param>
/// <param name="Created">When it was made, UTC.</param>
/// <param name="Schema">Schema step of its database.</param>
/// <param name="LastSequence">The last journal entry in it.</param>
/// <param name="Snapshot">The sequence of the snapshot in it; null when there is none.</param>
/// <param name="HasMasterKey">Whether the master key is in it.</param>
/// <param name="Files">Its files with their checksums.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset Created, int Schema, long LastSequence, long? Snapshot, bool HasMasterKey, IReadOnlyList<BackupFile> Files);

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its path in the data folder.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its checksum, in hex.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>How the manifest is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupManifestJson : JsonSerializerContext;
