using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Vigil.Server.Configuration;

namespace Vigil.Server.Observability;

/// <summary>Logs go to standard error as JSON lines or text; standard output is for results.</summary>
public static class LogSetup
{
    /// <summary>
    /// Sets up logging. The framework speaks from warnings on only, whatever the level: what it tells below has paths and queries of
    /// requests in it, and those may hold personal data.
    /// </summary>
    public static void AddVigil(this ILoggingBuilder logging, LogSettings settings)
    {
        ArgumentNullException.ThrowIfNull(logging);
        ArgumentNullException.ThrowIfNull(settings);
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.Level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // Vigil answers and logs what fails itself; the framework would add the exception's text.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
        if (settings.IsJson)
            logging.AddJsonConsole(options => (options.UseUtcTimestamp, options.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        else
            logging.AddSimpleConsole(options =>
                (options.UseUtcTimestamp, options.TimestampFormat, options.SingleLine) = (true, "HH:mm:ss ", true));
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
