using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Bench.Load;

/// <summary>One connection with at most one request under way. Nothing on it waits.</summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket;
    private byte[] _received = new byte[4096];
    private int _length;
    private int _request = -1, _sent;

    public Connection(IPEndPoint server)
    {
        _socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 1 << 20 };
        _socket.Connect(server);
        _socket.Blocking = false;
    }

    public int Handle => (int)_socket.Handle;

    /// <summary>When its request was due.</summary>
    public long Due { get; private set; }

    /// <summary>Whether a part of its request waits for room.</summary>
    public bool MustSend { get; private set; }

    /// <summary>The status of the last answer.</summary>
    public int Status { get; private set; }

    public void Send(Requests requests, int index, long due)
    {
        (_request, Due, _sent, _length) = (index, due, 0, 0);
        GoOn(requests);
    }

    /// <summary>Sends what is left.</summary>
    public void GoOn(Requests requests)
    {
        var rest = requests[_request][_sent..];
        int sent = _socket.Send(rest, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            throw new SocketException((int)error);
        _sent += Math.Max(0, sent);
        MustSend = sent < rest.Length;
    }

    /// <summary>Reads what there is; true when the answer is whole.</summary>
    public bool Receive()
    {
        while (true)
        {
            if (_length == _received.Length)
                Array.Resize(ref _received, _length * 2);
            int room = _received.Length - _length;
            int read = _socket.Receive(_received.AsSpan(_length), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return false;
            if (error != SocketError.Success || read == 0)
                throw new IOException($"The server closed a connection ({error}).");
            _length += read;
            if (read < room)
                return IsWhole();
        }
    }

    /// <summary>The body of the last answer, as it came.</summary>
    public ReadOnlySpan<byte> Body
    {
        get
        {
            var all = _received.AsSpan(0, _length);
            return all[(all.IndexOf("\r\n\r\n"u8) + 4)..];
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool IsWhole()
    {
        var all = _received.AsSpan(0, _length);
        int head = all.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        _ = Utf8Parser.TryParse(all["HTTP/1.1 ".Length..], out int status, out _);
        Status = status;
        int at = all[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
            return all.EndsWith("\r\n0\r\n\r\n"u8);
        return Utf8Parser.TryParse(all[(at + "Content-Length: ".Length)..], out int length, out _) && _length >= head + 4 + length;
    }
}
