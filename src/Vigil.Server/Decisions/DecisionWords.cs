using System.Text.Json;
using Vigil.Engine.Scoring;

namespace Vigil.Server.Decisions;

/// <summary>Enumerations as the API spells them.</summary>
internal static class DecisionWords
{
    private static readonly JsonEncodedText[] Outcomes = Encode<Outcome>(), Levels = Encode<RiskLevel>();

    /// <summary>approve, review, block.</summary>
    public static JsonEncodedText Of(Outcome outcome) => Outcomes[(int)outcome];

    /// <summary>low, medium, high, critical.</summary>
    public static JsonEncodedText Of(RiskLevel level) => Levels[(int)level];

    private static JsonEncodedText[] Encode<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(n => JsonEncodedText.Encode(n.ToLowerInvariant()))];
}
