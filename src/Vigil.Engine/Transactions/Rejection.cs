using System.Collections.Immutable;

namespace Vigil.Engine.Transactions;

/// <summary>One thing that is wrong with a row.</summary>
/// <param name="Column">The column at fault, or null when the row as a whole is.</param>
/// <param name="Found">What was there, shortened to at most 200 characters; bytes that are not UTF-8 as <c>\xHH</c>.</param>
/// <param name="Expected">What would have been accepted, in words.</param>
public sealed record ColumnError(string? Column, string Found, string Expected);

/// <summary>A row that could not become a transaction, with everything needed to mend it and to replay it. One per row.</summary>
/// <param name="File">The source's name as the user gave it.</param>
/// <param name="Line">The line on which the row starts, from 1; for Parquet the row number.</param>
/// <param name="Errors">Everything that is wrong with it; at least one.</param>
/// <param name="Raw">The row's text, cut at 64 KiB, bytes that are not UTF-8 as <c>\xHH</c>; null where the source has none.</param>
public sealed record Rejection(string File, long Line, ImmutableArray<ColumnError> Errors, string? Raw);
