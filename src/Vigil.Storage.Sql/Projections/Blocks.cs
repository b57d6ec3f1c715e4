using System.Runtime.InteropServices;
using Vigil.Engine.Journal;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>The range of each block of entries: questions skip whole blocks. Added up in memory for a turn.</summary>
internal sealed class Blocks(Tables tables)
{
    /// <summary>Entries of a block, as a power of two.</summary>
    public const int Bits = 10;

    private readonly Dictionary<long, Block> _blocks = [];

    private readonly Statement _addBlock = tables.Prepare("""
        INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (block) DO UPDATE SET min_time = min(min_time, ?2), max_time = max(max_time, ?3), risks = risks | ?4,
          min_amount = coalesce(min(min_amount, ?5), min_amount, ?5), max_amount = coalesce(max(max_amount, ?6), max_amount, ?6),
          streams = streams | ?7, models = models | ?8
        """);

    /// <summary>The bit by which a block remembers that it holds a stream or model.</summary>
    public static long Bit(long name) => 1L << (int)(name % 63);

    /// <summary>The bits by which a block remembers the risks it holds; both ends are included.</summary>
    public static long RisksBetween(double low, double high)
    {
        int first = (int)Math.Clamp(low * 0.62, 0, 62), last = (int)Math.Clamp(high * 0.62, 0, 62);
        return first > last ? 0 : (long)(((1UL << (last + 1)) - 1) & ~((1UL << first) - 1));
    }

    /// <summary>Takes a decision in; stream and model are given by number.</summary>
    public void Add(long sequence, DecisionColumns decision, long stream, long model)
    {
        ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(_blocks, sequence >> Bits, out _);
        (block ??= new Block()).Add(decision, Bit(stream), Bit(model));
    }

    /// <summary>Writes what was taken in, and begins anew.</summary>
    public void Flush()
    {
        foreach (var (block, b) in _blocks)
            _addBlock.Bind(1, block).Bind(2, b.MinTime).Bind(3, b.MaxTime).Bind(4, b.Risks).Bind(5, b.MinAmount).Bind(6, b.MaxAmount)
                .Bind(7, b.Streams).Bind(8, b.Models).Run();
        _blocks.Clear();
    }

    private sealed class Block
    {
        public long MinTime = long.MaxValue, MaxTime = long.MinValue, Risks, Streams, Models;
        public double MinAmount = double.NaN, MaxAmount = double.NaN;

        public void Add(DecisionColumns d, long stream, long model)
        {
            MinTime = Math.Min(MinTime, d.Time);
            MaxTime = Math.Max(MaxTime, d.Time);
            Risks |= RisksBetween(d.Risk, d.Risk);
            MinAmount = double.IsNaN(d.Amount) || MinAmount <= d.Amount ? MinAmount : d.Amount;
            MaxAmount = double.IsNaN(d.Amount) || MaxAmount >= d.Amount ? MaxAmount : d.Amount;
            Streams |= stream;
            Models |= model;
        }
    }
}
