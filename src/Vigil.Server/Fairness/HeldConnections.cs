using System.Net;
using Vigil.Engine.Access;

namespace Vigil.Server.Fairness;

/// <summary>
/// The connections that are open, up to a number and up to a share for each address, or IPv6 network of one client. Where there is no
/// room, the one that has had no request for the longest time makes it, so that who only opens connections keeps nobody out. Thread-safe.
/// </summary>
/// <param name="most">Of all addresses.</param>
/// <param name="mostOfAddress">Of one.</param>
/// <param name="isExempt">Whether an address may have any share.</param>
internal sealed class HeldConnections(int most, int mostOfAddress, Func<IPAddress, bool> isExempt)
{
    // Those that make room are files still until they are closed.
    private const int MostClosing = 16;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Share> _shares = [];
    private readonly LinkedList<HeldConnection> _idle = [];
    private int _open, _closing;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes one in; null when there is no room.</summary>
    /// <param name="address">Of the client.</param>
    /// <param name="close">Closes it, when it has to make room.</param>
    /// <param name="hasClosed">Whether another one made room for it.</param>
    public HeldConnection? TryTake(IPAddress address, Action close, out bool hasClosed)
    {
        HeldConnection? idle = null;
        HeldConnection? held = null;
        var client = ClientNetwork.Of(address);
        lock (_gate)
        {
            var share = _shares.GetValueOrDefault(client) ?? new Share();
            bool isShareFull = share.Count >= mostOfAddress && !isExempt(address);
            if (isShareFull || _open >= most)
                idle = _closing < MostClosing ? (isShareFull ? share.Idle : _idle).First?.Value : null;
            hasClosed = idle is not null;
            if (idle is null && (isShareFull || _open >= most))
                return null;
            if (idle is not null)
            {
                Remove(idle);
                idle.IsClosing = true;
                _closing++;
            }
            _shares[client] = share;
            share.Count++;
            _open++;
            held = new HeldConnection(this, client, close);
            Rest(held);
        }
        idle?.Close();
        return held;
    }

    /// <summary>It has a request.</summary>
    public void Begin(HeldConnection connection)
    {
        lock (_gate)
            Unrest(connection);
    }

    /// <summary>Its request has ended.</summary>
    public void End(HeldConnection connection)
    {
        lock (_gate)
            if (connection.IsHeld)
                Rest(connection);
    }

    /// <summary>It is closed.</summary>
    public void Return(HeldConnection connection)
    {
        lock (_gate)
        {
            if (connection.IsClosing)
                _closing--;
            else if (connection.IsHeld)
                Remove(connection);
        }
    }

    private void Remove(HeldConnection connection)
    {
        Unrest(connection);
        connection.IsHeld = false;
        _open--;
        if (--_shares[connection.Client].Count == 0)
            _shares.Remove(connection.Client);
    }

    private void Rest(HeldConnection connection)
    {
        Unrest(connection);
        connection.Places = (_idle.AddLast(connection), _shares[connection.Client].Idle.AddLast(connection));
    }

    private void Unrest(HeldConnection connection)
    {
        if (connection.Places is not var (ofAll, ofShare))
            return;
        _idle.Remove(ofAll);
        _shares[connection.Client].Idle.Remove(ofShare);
        connection.Places = null;
    }

    private sealed class Share
    {
        public int Count { get; set; }

        public LinkedList<HeldConnection> Idle { get; } = [];
    }
}

/// <summary>An open connection.</summary>
internal sealed class HeldConnection(HeldConnections connections, IPAddress client, Action close)
{
    /// <summary>Whose it is, by <see cref="ClientNetwork"/>.</summary>
    public IPAddress Client => client;

    /// <summary>Whether it counts; its table's.</summary>
    public bool IsHeld { get; set; } = true;

    /// <summary>Whether it was told to make room; its table's.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Its places among those without a request, or null; its table's.</summary>
    public (LinkedListNode<HeldConnection> OfAll, LinkedListNode<HeldConnection> OfShare)? Places { get; set; }

    /// <summary>A request begins.</summary>
    public void Begin() => connections.Begin(this);

    /// <summary>The request has ended.</summary>
    public void End() => connections.End(this);

    /// <summary>It is closed.</summary>
    public void Return() => connections.Return(this);

    /// <summary>Closes it.</summary>
    public void Close() => close();
}
