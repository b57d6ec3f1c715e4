using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Errors;

namespace Vigil.Server.Access;

/// <summary>Limits of rate, by credential or else by address, and of size.</summary>
public static class Limits
{
    private const string Login = "login";

    /// <summary>Rates and sizes; a route takes larger bodies by <see cref="AllowsBody"/>.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, LimitOptions options)
    {
        services.AddSingleton(options);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = options.BodyBytes);
        return services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, (char, string)>(c => Partition(c, options));
            limiter.AddPolicy(Login, context => RateLimitPartition.GetFixedWindowLimiter(AddressOf(context), _ => new()
            {
                PermitLimit = options.LoginsPerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0,
            }));
            limiter.OnRejected = (rejected, _) => new ValueTask(TooMany(rejected.Lease).WriteAsync(rejected.HttpContext));
        });
    }

    /// <summary>To be used after authentication.</summary>
    public static IApplicationBuilder UseLimits(this IApplicationBuilder app) => app.UseRateLimiter();

    /// <summary>Lets a route take bodies up to this many bytes.</summary>
    public static TBuilder AllowsBody<TBuilder>(this TBuilder routes, long bytes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(new BodyLimit(bytes));

    /// <summary>Limits attempts to sign in.</summary>
    internal static TBuilder LimitsLogins<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.RequireRateLimiting(Login);

    private static RateLimitPartition<(char, string)> Partition(HttpContext context, LimitOptions options) => context.Caller() switch
    {
        null => Bucket(('a', AddressOf(context)), options.AnonymousPerSecond),
        { User: null } key => Bucket(('k', key.Actor), options.KeyPerSecond),
        var person => Bucket(('p', person.Actor), options.PersonPerSecond),
    };

    private static RateLimitPartition<(char, string)> Bucket((char, string) key, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = perSecond,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromSeconds(perSecond < 10 ? 1.0 / perSecond : 0.1),
            QueueLimit = 0,
            AutoReplenishment = false,
        });

    private static string AddressOf(HttpContext context) => ClientNetwork.Of(context.Address());

    private static Problem TooMany(RateLimitLease lease) => Problem.Of(
        ErrorCodes.TooManyRequests, StatusCodes.Status429TooManyRequests, "Too many requests; try again later.",
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
