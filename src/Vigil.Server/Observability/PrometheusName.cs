namespace Vigil.Server.Observability;

/// <summary>OpenTelemetry's names and units as Prometheus has them.</summary>
internal static class PrometheusName
{
    /// <summary><c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
    public static string Of(string name, string? unit, bool isCounter)
    {
        string clean = Clean(name);
        string suffix = unit switch
        {
            null or "" or "1" or ['{', ..] => "",
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "_" + Clean(unit),
        };
        if (!clean.EndsWith(suffix, StringComparison.Ordinal))
            clean += suffix;
        return isCounter && !clean.EndsWith("_total", StringComparison.Ordinal) ? clean + "_total" : clean;
    }

    /// <summary>Letters, digits and underscores only, no digit first.</summary>
    public static string Clean(string name)
    {
        string clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
