using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Vigil.Server.Fairness;

/// <summary>
/// Takes in connections up to a number that the limit of open files leaves room for, and up to a share for each address. Beyond, one
/// without a request makes room; where there is none, the new one is closed before the next is taken in. So the limit is never reached,
/// and accepting never fails in a circle.
/// </summary>
internal sealed partial class BoundedTransport(
    SocketTransportFactory inner, int most, int mostOfAddress, Func<IPAddress, bool> isExempt, TimeProvider time, ILogger log)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(30), AfterFailure = TimeSpan.FromMilliseconds(200);
    private readonly HeldConnections _held = new(most, mostOfAddress, isExempt);
    private long _reported;
    private int _refused, _closed;

    private TimeProvider Clock => time;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => inner.CanBind(endpoint);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(this, await inner.BindAsync(endpoint, cancellationToken));

    private bool TryTake(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        var held = _held.TryTake(address, () => connection.Abort(new ConnectionAbortedException("Another connection needs the room.")),
            out bool hasClosed);
        if (hasClosed)
            Report(ref _closed, null);
        if (held is null)
        {
            Report(ref _refused, null);
            return false;
        }
        connection.Features.Set(held);
        connection.ConnectionClosed.Register(held.Return);
        return true;
    }

    private void Report(ref int count, Exception? failure)
    {
        Interlocked.Increment(ref count);
        long last = Interlocked.Read(ref _reported), now = time.GetTimestamp();
        if ((last != 0 && time.GetElapsedTime(last, now) < BetweenReports) || Interlocked.CompareExchange(ref _reported, now, last) != last)
            return;
        int refused = Interlocked.Exchange(ref _refused, 0), closed = Interlocked.Exchange(ref _closed, 0);
        Told(log, refused, closed, failure?.Message ?? "too many", _held.Open, most, mostOfAddress);
    }

    [LoggerMessage(1, LogLevel.Warning, "{Refused} connections were refused and {Closed} without a request closed for new ones ({Why}): "
        + "{Open} are open, at most {Most} may be, and {MostOfAddress} of one address")]
    private static partial void Told(ILogger log, int refused, int closed, string why, int open, int most, int mostOfAddress);

    private sealed class Listener(BoundedTransport transport, IConnectionListener inner) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    var connection = await inner.AcceptAsync(cancellationToken);
                    if (connection is null || transport.TryTake(connection))
                        return connection;
                    connection.Abort(new ConnectionAbortedException("There are too many connections."));
                    await connection.DisposeAsync();
                }
                catch (Exception e) when (e is IOException or SocketException)
                {
                    transport.Report(ref transport._refused, e);
                    await Task.Delay(AfterFailure, transport.Clock, cancellationToken);
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
