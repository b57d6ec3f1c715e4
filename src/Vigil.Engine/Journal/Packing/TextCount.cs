namespace Vigil.Engine.Journal.Packing;

/// <summary>
/// How many texts a decision's record has: the one thing that its bytes do not say, for the schema does. Found by what fits; whether it was
/// right is seen when what was packed is unpacked again.
/// </summary>
internal static class TextCount
{
    /// <summary>The most texts that are looked for.</summary>
    public const int MostTexts = 200;

    /// <summary>The count of texts with which a record ends where its bytes end, or −1.</summary>
    /// <param name="body">The record.</param>
    /// <param name="guess">What the last one had, looked at first.</param>
    public static int Of(ReadOnlySpan<byte> body, int guess)
    {
        var scan = new Scan(body);
        byte version = scan.Byte();
        scan.Bytes();
        if (version > 2)
            scan.Bytes();
        scan.Skip(8);
        scan.Numbers();
        scan.Numbers();
        if (version is < 1 or > 4 || !scan.IsGood)
            return -1;
        return guess >= 0 && Fits(scan, version, guess) ? guess : Search(scan, version);
    }

    private static int Search(Scan scan, byte version)
    {
        for (int texts = 0; texts <= MostTexts && scan.IsGood; texts++)
        {
            if (Fits(scan, version, 0))
                return texts;
            scan.Bytes();
        }
        return -1;
    }

    private static bool Fits(Scan scan, byte version, int texts)
    {
        for (int i = 0; i < texts; i++)
            scan.Bytes();
        if (scan.Byte() > 2)
            return false;
        scan.Skip(24);
        for (int i = 0; i < 3; i++)
            scan.Numbers();
        scan.Skip(16);
        scan.Bytes();
        if (version > 1 && scan.Byte() is var place and not 0)
        {
            if (place > 1)
                return false;
            scan.Skip(16);
            scan.Bytes();
        }
        if (version > 2)
            scan.Skip(4);
        return scan.IsAtEnd;
    }

    // Passes over values; what does not fit makes it bad instead of throwing, for most of what is tried does not fit.
    private ref struct Scan(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool IsGood { get; private set; } = true;

        public readonly bool IsAtEnd => IsGood && _rest.IsEmpty;

        public void Skip(ulong count)
        {
            IsGood &= count <= (ulong)_rest.Length;
            _rest = IsGood ? _rest[(int)count..] : default;
        }

        public byte Byte()
        {
            byte value = _rest.IsEmpty ? (byte)0 : _rest[0];
            Skip(1);
            return value;
        }

        public ulong Integer()
        {
            ulong value = 0;
            for (int shift = 0; shift < 35; shift += 7)
            {
                byte next = Byte();
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }
            IsGood = false;
            return 0;
        }

        public void Bytes() => Skip(Integer());

        public void Numbers()
        {
            ulong count = Integer(), length = 0;
            var codes = _rest;
            Skip((count + 3) / 4);
            for (int i = 0; IsGood && i < (int)count; i++)
                length += (codes[i / 4] >> (i % 4 * 2) & 3) switch { 0 => 0, 1 => 1, 2 => 4, _ => 8UL };
            Skip(length);
        }
    }
}
