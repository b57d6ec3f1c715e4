using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>A decision as a client was told it.</summary>
internal sealed record Answer(
    string Id, long Sequence, double RawScore, double Risk, string Outcome, string Model, bool IsDuplicate, double?[] Features)
{
    /// <summary>Reads one with details.</summary>
    public static Answer Of(JsonElement decision) => new(
        decision.GetProperty("transaction_id").GetString()!,
        decision.GetProperty("sequence").GetInt64(),
        decision.GetProperty("raw_score").GetDouble(),
        decision.GetProperty("risk").GetDouble(),
        decision.GetProperty("decision").GetString()!,
        decision.GetProperty("model").GetString()!,
        decision.TryGetProperty("duplicate", out var duplicate) && duplicate.GetBoolean(),
        [.. decision.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("value")).Select(
            v => v.ValueKind == JsonValueKind.Null ? null : (double?)v.GetDouble())]);

    /// <summary>What was answered is what was stored, to the bit.</summary>
    public void ShouldBeStored(Decision decision)
    {
        Encoding.UTF8.GetString(decision.Transaction.Text(0)).ShouldBe(Id);
        decision.Sequence.ShouldBe(Sequence);
        Bits(decision.RawScore).ShouldBe(Bits(RawScore));
        Bits(decision.Risk).ShouldBe(Bits(Risk));
        decision.Outcome.ToString().ShouldBe(Outcome, StringCompareShould.IgnoreCase);
        decision.Snapshot.Model.Version.ShouldBe(Model);
        decision.Features.Select(Bits).Order().ShouldBe(Features.Select(f => Bits(f ?? double.NaN)).Order());
    }

    private static long Bits(double value) => double.IsNaN(value) ? 1 : BitConverter.DoubleToInt64Bits(value);
}
