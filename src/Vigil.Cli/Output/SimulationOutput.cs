using System.Buffers;
using System.IO.Compression;
using System.Text;
using Vigil.Files.Writing;
using Vigil.Simulation;
using Vigil.Simulation.Output;

namespace Vigil.Cli.Output;

/// <summary>Where simulated transactions go: lines to standard output or a file, or a Parquet file.</summary>
internal abstract class SimulationOutput : IDisposable
{
    /// <summary>Lines to standard output.</summary>
    public static SimulationOutput ToStandardOutput(bool isJson) => new Lines(StandardOutput.Open(), null, isJson);

    /// <summary>A file, in the format of its extension; it appears with <see cref="Commit"/>.</summary>
    /// <exception cref="BadInputException">The extension is not known, or nothing can be written there.</exception>
    public static SimulationOutput ToFile(string path)
    {
        if (TableWriter.Problem(path) is { } problem)
            throw new BadInputException(ExitCode.BadInput, problem.ToString());
        bool isCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        string extension = Path.GetExtension(isCompressed ? path[..^3] : path).ToLowerInvariant();
        if (extension == ".parquet")
            return new Table(path);
        var file = new PendingFile(path);
        Stream stream = file.Create();
        return new Lines(isCompressed ? new GZipStream(stream, CompressionLevel.Fastest) : stream, file, isJson: extension != ".csv");
    }

    public abstract void Write(in SimulatedTransaction transaction);

    /// <summary>Writes what is left and gives the file its name.</summary>
    public abstract void Commit();

    public abstract void Dispose();

    private sealed class Lines : SimulationOutput
    {
        private const int Block = 1 << 16;
        private readonly ArrayBufferWriter<byte> _buffer = new(Block + 1024);
        private readonly Stream _stream;
        private readonly PendingFile? _file;
        private readonly bool _isJson;

        public Lines(Stream stream, PendingFile? file, bool isJson)
        {
            (_stream, _file, _isJson) = (stream, file, isJson);
            if (!isJson)
                CsvLine.WriteHeader(_buffer);
        }

        public override void Write(in SimulatedTransaction transaction)
        {
            if (_isJson)
                JsonLine.Write(transaction, _buffer);
            else
                CsvLine.Write(transaction, _buffer);
            if (_buffer.WrittenCount >= Block)
                Flush();
        }

        public override void Commit()
        {
            Flush();
            _stream.Dispose();
            _file?.Commit();
        }

        public override void Dispose()
        {
            _stream.Dispose();
            _file?.Dispose();
        }

        private void Flush()
        {
            _stream.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
        }
    }

    private sealed class Table : SimulationOutput
    {
        private readonly ITableWriter _writer;
        private readonly byte[] _utf8 = new byte[256];

        public Table(string path)
        {
            var columns = SimulatedTransaction.Columns.Select(c => new TableColumn(c, TypeOf(c))).ToArray();
            _writer = TableWriter.TryCreate(path, columns, out var problem)
                ?? throw new BadInputException(ExitCode.BadInput, problem!.ToString());
        }

        public override void Write(in SimulatedTransaction transaction)
        {
            Text(transaction.TransactionId);
            _writer.Time(transaction.TimeMicroseconds);
            Text(transaction.CustomerId);
            Text(transaction.MerchantId);
            Text(transaction.MerchantCategory);
            Text(transaction.TerminalId);
            Text(transaction.DeviceId);
            Text(transaction.Ip);
            Text(transaction.Country);
            Text(transaction.City);
            _writer.Number(transaction.Latitude);
            _writer.Number(transaction.Longitude);
            _writer.Text(TransactionNames.Of(transaction.Channel));
            _writer.Text(TransactionNames.Of(transaction.Type));
            _writer.Number((double)transaction.Amount);
            Text(SimulatedTransaction.Currency);
            _writer.Integer(transaction.Fraud ? 1 : 0);
            Text(transaction.Scenario);
            if (transaction.Fraud)
                _writer.Time(transaction.LabelMicroseconds);
            else
                _writer.Missing();
            _writer.EndRow();
        }

        public override void Commit() => _writer.Commit();

        public override void Dispose() => _writer.Dispose();

        private static TableType TypeOf(string column) => column switch
        {
            "timestamp" or "label_time" => TableType.Time,
            "latitude" or "longitude" or "amount" => TableType.Number,
            "fraud" => TableType.Integer,
            _ => TableType.Text,
        };

        private void Text(string text) => _writer.Text(_utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, _utf8)));
    }
}
