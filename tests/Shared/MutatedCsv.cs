using System.Globalization;
using System.Text;

namespace Vigil.Testing;

/// <summary>
/// Writes payments as CSV of which every other row is damaged in one of many ways, so that a reader can be held to account: every row
/// counted in <see cref="Rows"/> must come back as exactly one transaction or one rejection. Seeded.
/// </summary>
internal sealed class MutatedCsv(int seed)
{
    internal const string Header = "transaction_id,timestamp,customer_id,terminal_id,amount,merchant,fraud";

    private static readonly string[] Oddities =
    [
        "", " ", "NaN", "nan", "Infinity", "-inf", "1e400", "-1e400", "9".PadRight(400, '9'), "1;5", "0x1F", "--5", "true", "null",
        "2018-02-30T00:00:00", "31-31-2018", "9999-12-31T23:59:59", "\0", "a\0b", "\uFEFF", "x".PadRight(5000, 'x'), "😀", "=1+1",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The rows written so far, undamaged ones included; a record with a newline in quotes is one row.</summary>
    internal long Rows { get; private set; }

    /// <summary>The rows written so far that nothing was done to.</summary>
    internal long Untouched { get; private set; }

    /// <summary>Writes a header with a byte-order mark, and rows.</summary>
    internal void Write(Stream stream, int rows)
    {
        stream.Write(Encoding.UTF8.Preamble);
        stream.Write(Encoding.UTF8.GetBytes(Header + "\n"));
        for (int i = 0; i < rows; i++)
        {
            string[] fields = Payment(i);
            byte[] row = _random.Next(2) == 0 ? Damage(fields) : Keep(fields);
            stream.Write(row);
            stream.Write(_random.Next(10) == 0 ? "\r\n"u8 : "\n"u8);
        }
        Rows += rows;
    }

    private byte[] Keep(string[] fields)
    {
        Untouched++;
        return Join(fields);
    }

    private byte[] Damage(string[] fields)
    {
        int at = _random.Next(fields.Length);
        switch (_random.Next(12))
        {
            case 0:
                byte[] row = Join(fields);
                return row[..(1 + _random.Next(row.Length - 1))];
            case 1:
                return Join([.. fields[..at], .. fields[(at + 1)..]]);
            case 2:
                return Join([.. fields, "more"]);
            case 3:
                return Encoding.UTF8.GetBytes(Header);
            case 4:
                fields[at] = "\"" + fields[at] + "\nand on\"";
                return Join(fields);
            case 5:
                fields[at] = "\"" + fields[at];
                return Join(fields);
            case 6:
                fields[at] = "\"" + fields[at] + " \"\"so\"\" called\"";
                return Join(fields);
            case 7:
                return [.. Encoding.UTF8.Preamble, .. Join(fields)];
            case 8 or 9:
                return Flip(Join(fields));
            default:
                fields[at] = Oddities[_random.Next(Oddities.Length)];
                return Join(fields);
        }
    }

    /// <summary>Overwrites a few bytes with any but those that make or break lines and quotes.</summary>
    private byte[] Flip(byte[] row)
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            byte value = (byte)_random.Next(256);
            row[_random.Next(row.Length)] = value is (byte)'\n' or (byte)'\r' or (byte)'"' ? (byte)0xFF : value;
        }
        return row;
    }

    private string[] Payment(int i) =>
    [
        i.ToString(CultureInfo.InvariantCulture),
        DateTime.UnixEpoch.AddDays(17_622).AddSeconds(i).ToString("s", CultureInfo.InvariantCulture),
        _random.Next(5000).ToString(CultureInfo.InvariantCulture),
        _random.Next(10_000).ToString(CultureInfo.InvariantCulture),
        (_random.Next(1, 30_000) / 100.0).ToString("F2", CultureInfo.InvariantCulture),
        "Café " + _random.Next(100).ToString(CultureInfo.InvariantCulture),
        _random.Next(100) == 0 ? "1" : "0",
    ];

    private static byte[] Join(string[] fields) => Encoding.UTF8.GetBytes(string.Join(',', fields));
}
