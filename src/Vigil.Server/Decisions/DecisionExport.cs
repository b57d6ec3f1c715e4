using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Server.Access;
using Vigil.Server.Fairness;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Decisions as a CSV file, written while it is read: any number of them.</summary>
internal sealed class DecisionExport(ServerParts parts, CallerShares shares, ReadLane lane)
{
    private const int Portion = 200;
    private const string Header =
        "sequence,transaction_id,stream,time,received,entity,amount,currency,risk,level,decision,model,location,merchant,label,"
        + "reason_group,reason\r\n";

    private readonly DecisionPages _pages = new(parts);

    /// <summary>Answers with the file.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        var reader = new QueryReader(context.Request.Query);
        var query = DecisionQuery.Read(reader, parts.Service);
        bool newestFirst = reader.Choice("order", "newest", "oldest") == "newest";
        using var share = shares.TryTake(context.Actor());
        if ((reader.Problem() ?? (share is null ? FairShares.TooMany("exports", shares) : null)) is { } problem)
            return problem;
        context.Response.ContentType = "text/csv; charset=utf-8";
        if (context.WantsOnlyHead())
            return Results.Empty;
        await context.AuditAsync("decision.export", query.Filter.Stream ?? "");
        context.Response.Headers.ContentDisposition = "attachment; filename=\"decisions.csv\"";
        var output = context.Response.BodyWriter;
        // Asks for as much room as it needs; the end of a segment that is full would be refused otherwise.
        Encoding.UTF8.GetBytes(Header, output);
        var line = new StringBuilder();
        long? cursor = null;
        do
        {
            // Reading and the reasons take long; nothing of it on the threads that answer.
            long? from = cursor;
            cursor = await lane.AskAsync(
                () => WritePortionAsync(output, line, query, from, newestFirst, context.RequestAborted), isBulk: true,
                context.RequestAborted, context.Actor());
            await output.FlushAsync(context.RequestAborted);
        }
        while (cursor is not null);
        return Results.Empty;
    }

    private async ValueTask<long?> WritePortionAsync(
        PipeWriter output, StringBuilder line, DecisionQuery query, long? from, bool newestFirst, CancellationToken cancellation)
    {
        var (items, next) = await _pages.PageAsync(query, from, newestFirst, Portion, cancellation);
        foreach (var decision in items)
            WriteLine(output, line, decision);
        return next;
    }

    private static void WriteLine(PipeWriter output, StringBuilder line, Decision decision)
    {
        var fields = DecisionFields.Of(decision.Stream);
        var transaction = decision.Transaction;
        double amount = fields.Amount(transaction);
        var reason = decision.StrongestReason();
        line.Clear().Append(CultureInfo.InvariantCulture, $"{decision.Sequence},");
        CsvText.Append(line, fields.IdText(decision)).Append(',');
        CsvText.Append(line, decision.Stream.Name).Append(',');
        line.Append(TimeText.Of(transaction.Time)).Append(',').Append(TimeText.Of(decision.Received)).Append(',');
        CsvText.Append(line, fields.Entity(transaction)).Append(',');
        line.Append(double.IsNaN(amount) ? "" : amount.ToString("R", CultureInfo.InvariantCulture)).Append(',');
        CsvText.Append(line, fields.Currency(transaction)).Append(',');
        line.Append(
            CultureInfo.InvariantCulture,
            $"{decision.Risk:R},{DecisionWords.Of(decision.Level)},{DecisionWords.Of(decision.Outcome)},");
        line.Append(decision.Snapshot.Model.Version).Append(',');
        CsvText.Append(line, fields.Location(transaction)).Append(',');
        CsvText.Append(line, fields.Merchant(transaction)).Append(',');
        line.Append(decision.Label switch { true => "1", false => "0", null => "" }).Append(',');
        line.Append(reason?.Group.Word()).Append(',');
        CsvText.Append(line, reason?.Text ?? "").Append("\r\n");
        foreach (var chunk in line.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, output);
    }
}
