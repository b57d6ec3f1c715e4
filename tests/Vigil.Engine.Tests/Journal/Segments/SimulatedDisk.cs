using Vigil.Engine.Journal.Segments;

namespace Vigil.Engine.Tests.Journal.Segments;

/// <summary>
/// A disk from a seed: what was not flushed is lost, torn or there after a crash, sector by sector and in any order; writes and flushes
/// fail when they are told to; bits can be flipped.
/// </summary>
internal sealed class SimulatedDisk(Random random) : ISegmentFiles
{
    private const int Sector = 512;
    private readonly SortedDictionary<int, SimulatedFile> _files = [], _beside = [];

    /// <summary>The chance that a write, a flush or a new file fails.</summary>
    public double FaultRate { get; set; }

    /// <summary>The most bytes of all files.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    public IReadOnlyList<int> List()
    {
        lock (_files)
            return [.. _files.Keys];
    }

    public ISegmentFile Create(int number, long length)
    {
        lock (_files)
        {
            MayFail();
            RequireRoom(length);
            return _files[number] = new SimulatedFile(this, length);
        }
    }

    public ISegmentFile Open(int number, bool isWritten)
    {
        lock (_files)
            return _files[number];
    }

    public void WriteBeside(int number, IReadOnlyList<byte[]> parts)
    {
        lock (_files)
        {
            MayFail();
            byte[] bytes = [.. parts.SelectMany(part => part)];
            RequireRoom(bytes.Length);
            var file = new SimulatedFile(this, bytes.Length);
            file.Write(0, bytes);
            file.Flush();
            _beside[number] = file;
        }
    }

    public ISegmentFile TakeOver(int number)
    {
        lock (_files)
        {
            MayFail();
            _files[number] = _beside[number];
            _beside.Remove(number);
            MayFail();
            return _files[number];
        }
    }

    public void Delete(int number)
    {
        lock (_files)
            _files.Remove(number);
    }

    /// <summary>What a crash leaves.</summary>
    public void Crash()
    {
        foreach (var file in _files.Values)
            file.Crash(random);
    }

    /// <summary>Changes one byte that is on disk.</summary>
    public void Flip(int number, long offset) => _files[number].Flip(offset);

    /// <summary>The bytes of a file.</summary>
    public byte[] Bytes(int number) => _files[number].Bytes;

    private void RequireRoom(long length)
    {
        if (_files.Values.Concat(_beside.Values).Sum(f => f.Length) + length > Capacity)
            throw new IOException("No space left on device");
    }

    private void MayFail()
    {
        if (random.NextDouble() < FaultRate)
            throw new IOException("The simulated disk failed.");
    }

    private sealed class SimulatedFile(SimulatedDisk disk, long length) : ISegmentFile
    {
        private readonly byte[] _now = new byte[length], _durable = new byte[length];
        private readonly HashSet<long> _dirty = [];

        public byte[] Bytes => _now;

        public long Length => _now.Length;

        public int Read(long offset, Span<byte> target)
        {
            int count = (int)Math.Clamp(Length - offset, 0, target.Length);
            lock (_now)
                _now.AsSpan((int)offset, count).CopyTo(target);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (_now)
            {
                int written = disk.FaultRate > 0 && disk.Draw() < disk.FaultRate ? (int)(disk.Draw() * bytes.Length) : bytes.Length;
                // A sector is written or not.
                if (written < bytes.Length)
                    written = (int)Math.Max(0, ((offset + written) / Sector * Sector) - offset);
                bytes[..written].CopyTo(_now.AsSpan((int)offset));
                for (long sector = offset / Sector; written > 0 && sector <= (offset + written - 1) / Sector; sector++)
                    _dirty.Add(sector);
                if (written < bytes.Length)
                    throw new IOException("The simulated disk failed in a write.");
            }
        }

        public void Flush()
        {
            lock (_now)
            {
                // Some of it may have reached the disk, and none of the rest ever will by itself.
                bool fails = disk.FaultRate > 0 && disk.Draw() < disk.FaultRate;
                foreach (long sector in _dirty.Where(_ => !fails || disk.Draw() < 0.5))
                    Copy(sector, _now, _durable);
                if (fails)
                    throw new IOException("The simulated disk failed in a flush.");
                _dirty.Clear();
            }
        }

        public void Crash(Random random)
        {
            foreach (long sector in _dirty.Where(_ => random.Next(2) == 0))
                Copy(sector, _now, _durable);
            _dirty.Clear();
            _durable.CopyTo(_now, 0);
        }

        public void Flip(long offset)
        {
            _now[offset] ^= 0x10;
            _durable[offset] ^= 0x10;
        }

        public void Dispose()
        {
        }

        private static void Copy(long sector, byte[] from, byte[] to)
        {
            int begin = (int)(sector * Sector), count = Math.Min(Sector, from.Length - begin);
            from.AsSpan(begin, count).CopyTo(to.AsSpan(begin));
        }
    }

    private double Draw() => random.NextDouble();
}
