namespace Vigil.Server.OpenApi.Shapes;

/// <summary>What somebody says of a transaction; label null takes back what was said before.</summary>
public record ConclusionShape(Said? Label, string? Type, string? Comment);

/// <summary>What was said, when it became known, when it was said and by whom.</summary>
public sealed record LabelFactShape(
    long Sequence, Said? Label, string? Type, string? Comment, DateTime Time, DateTime Recorded, string By)
    : ConclusionShape(Label, Type, Comment);

/// <summary>All that was said of a decision, the newest first.</summary>
public sealed record LabelHistoryShape(LabelFactShape[] Items, string? Next);

/// <summary>What became of a label for many decisions: missing are not kept, of erased ones nothing more is written down.</summary>
public sealed record LabelBatchAnswerShape(int Applied, LabelledShape[] Labels, long[] Missing, long[] Erased);

/// <summary>A decision that was labelled, and what was said of it before.</summary>
public sealed record LabelledShape(long Sequence, bool Duplicate, ConclusionShape Before);
