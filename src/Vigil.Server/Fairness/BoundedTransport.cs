using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Vigil.Server.Fairness;

/// <summary>
/// Takes in connections up to a number that the limit of open files leaves room for, and up to a share for each address; further ones are
/// closed before the next is taken in. So the limit is never reached, and accepting never fails in a circle.
/// </summary>
internal sealed partial class BoundedTransport(
    SocketTransportFactory inner, int most, int mostOfAddress, Func<IPAddress, bool> isExempt, TimeProvider time, ILogger log)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(30), AfterFailure = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _held = [];
    private long _reported;
    private int _open, _refused;

    private TimeProvider Clock => time;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => inner.CanBind(endpoint);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(this, await inner.BindAsync(endpoint, cancellationToken));

    private bool TryTake(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        lock (_gate)
        {
            int held = _held.GetValueOrDefault(address);
            if (_open >= most || (held >= mostOfAddress && !isExempt(address)))
                return false;
            (_held[address], _open) = (held + 1, _open + 1);
        }
        connection.ConnectionClosed.Register(() => Return(address));
        return true;
    }

    private void Return(IPAddress address)
    {
        lock (_gate)
        {
            _open--;
            if (--_held[address] == 0)
                _held.Remove(address);
        }
    }

    private void Report(Exception? failure)
    {
        int refused = Interlocked.Increment(ref _refused);
        long last = Interlocked.Read(ref _reported), now = time.GetTimestamp();
        if ((last != 0 && time.GetElapsedTime(last, now) < BetweenReports) || Interlocked.CompareExchange(ref _reported, now, last) != last)
            return;
        Interlocked.Exchange(ref _refused, 0);
        Refused(log, refused, Volatile.Read(ref _open), most, mostOfAddress, failure?.Message ?? "too many");
    }

    [LoggerMessage(1, LogLevel.Warning,
        "{Count} connections were refused ({Why}): {Open} are open, at most {Most} may be, and {MostOfAddress} of one address")]
    private static partial void Refused(ILogger log, int count, int open, int most, int mostOfAddress, string why);

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
                    transport.Report(null);
                    connection.Abort(new ConnectionAbortedException("There are too many connections."));
                    await connection.DisposeAsync();
                }
                catch (Exception e) when (e is IOException or SocketException)
                {
                    transport.Report(e);
                    await Task.Delay(AfterFailure, transport.Clock, cancellationToken);
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
