using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Models;
using Vigil.Engine.Runtime;
using Vigil.Engine.State;

namespace Vigil.Engine.Operations;

/// <summary>What streams are served with, read from a store beside its service or without one.</summary>
public static class ServedDefinitions
{
    /// <summary>Of every stream its definition, and its champion if it has one. Reads the journal from the newest snapshot on.</summary>
    /// <exception cref="InvalidDataException">A definition or a model is not kept.</exception>
    public static IReadOnlyDictionary<string, (LiveStream Stream, Model? Champion)> Read(StoragePorts ports, ModelLibrary models)
    {
        var served = new Dictionary<string, (LiveStream Stream, Model? Champion)>();
        foreach (var stored in ports.Models.List().Where(m => m.IsChampion))
            served[stored.Stream] = models.Get(stored.Version) is var loaded ? (loaded.Stream, loaded.Model) : default;
        long from = 0;
        if (Newest(ports.Snapshots) is { } head)
        {
            from = head.Sequence;
            foreach (var stream in head.Streams)
                served[stream.Stream] = (models.StreamOf((stream.Model, stream.Definition)),
                    stream.Model.Length > 0 ? models.Get(stream.Model).Model : null);
        }
        foreach (var entry in ports.Journal.Read(from))
            if (entry.Kind == EntryKind.Promotion && PromotionRecord.Decode(entry.Body.Span) is var promotion)
                served[entry.Stream] = (models.StreamOf((promotion.Model, promotion.Definition)), models.Get(promotion.Model).Model);
            else if (entry.Kind == EntryKind.Definition && DefinitionRecord.Decode(entry.Body.Span) is var record)
                served[entry.Stream] = (models.Define(record.Text), served.GetValueOrDefault(entry.Stream).Champion);
        return served;
    }

    private static State.StateHead? Newest(ISnapshotStore snapshots)
    {
        foreach (long sequence in snapshots.Sequences())
            try
            {
                using var saved = snapshots.Open(sequence);
                return saved.Manifest?.Head;
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                // The start tells of it, and takes the next one.
            }
        return null;
    }
}
