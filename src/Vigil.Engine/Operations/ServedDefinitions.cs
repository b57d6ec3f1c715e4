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
    public static async ValueTask<IReadOnlyDictionary<string, (LiveStream Stream, Model? Champion)>> ReadAsync(
        StoragePorts ports, ModelLibrary models, CancellationToken cancellation)
    {
        var served = new Dictionary<string, (LiveStream Stream, Model? Champion)>();
        foreach (var stored in (await ports.Models.ListAsync(null, cancellation)).Where(m => m.IsChampion))
            served[stored.Stream] = await models.GetAsync(
                stored.Version, cancellation) is var loaded ? (loaded.Stream, loaded.Model) : default;
        long from = 0;
        if (await NewestAsync(ports.Snapshots, cancellation) is { } head)
        {
            from = head.Sequence;
            foreach (var stream in head.Streams)
                served[stream.Stream] = (await models.StreamOfAsync((stream.Model, stream.Definition), cancellation),
                    stream.Model.Length > 0 ? (await models.GetAsync(stream.Model, cancellation)).Model : null);
        }
        foreach (var entry in ports.Journal.Read(from))
            if (entry.Kind == EntryKind.Promotion && PromotionRecord.Decode(entry.Body.Span) is var promotion)
                served[entry.Stream] = (await models.StreamOfAsync(
                    (promotion.Model, promotion.Definition), cancellation), (await models.GetAsync(promotion.Model, cancellation)).Model);
            else if (entry.Kind == EntryKind.Definition && DefinitionRecord.Decode(entry.Body.Span) is var record)
                served[entry.Stream] = (models.Define(record.Text), served.GetValueOrDefault(entry.Stream).Champion);
        return served;
    }

    private static async ValueTask<State.StateHead?> NewestAsync(ISnapshotStore snapshots, CancellationToken cancellation)
    {
        foreach (long sequence in await snapshots.SequencesAsync(cancellation))
            try
            {
                using var saved = await snapshots.OpenAsync(sequence, cancellation);
                return saved.Manifest?.Head;
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                // The start tells of it, and takes the next one.
            }
        return null;
    }
}
