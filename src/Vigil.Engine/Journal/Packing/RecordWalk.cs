using System.Buffers.Binary;
using Vigil.Engine.Journal.Segments;

namespace Vigil.Engine.Journal.Packing;

/// <summary>Walks over frames, their entries and the records of decisions, value by value.</summary>
internal sealed class RecordWalk(Transposition way)
{
    private const int HashBytes = 16;

    private readonly ByteQueue _frames = new(), _frame = new(), _body = new();
    private readonly UInt128[] _hashes = new UInt128[TextCount.MostTexts + 1];
    private long _next, _received, _time;
    private int _shape = -1;

    /// <summary>Takes frames apart.</summary>
    /// <exception cref="InvalidDataException">They are not such as <see cref="Frame.Write"/> writes.</exception>
    public void TakeApart(ReadOnlySpan<byte> frames, uint salt)
    {
        Begin();
        _frames.Add(frames);
        way.Whole = _frames;
        while (_frames.Count > 0)
        {
            var frame = Frame.Begin(_frames.Take(Frame.Header)) ?? throw new InvalidDataException("A frame is damaged.");
            Entries(frame.First, frame.Count, salt);
        }
    }

    /// <summary>Puts them together again.</summary>
    /// <param name="length">Of all of them.</param>
    /// <param name="salt">See <see cref="SegmentHeader.Salt"/>.</param>
    public byte[] PutTogether(int length, uint salt)
    {
        Begin();
        while (_frames.Count < length)
            Entries(0, 0, salt);
        return _frames.Rest.ToArray();
    }

    private void Begin()
    {
        _frames.Clear();
        (_next, _received, _time, _shape) = (0, 0, 0, -1);
    }

    // Length and checksum of a frame follow from the rest.
    private void Entries(long first, int count, uint salt)
    {
        if (!way.IsTakingApart)
        {
            _frame.Clear();
            _frame.Add(Frame.Header).Clear();
            way.Whole = _frame;
        }
        first = _next + way.Aside(Column.Frame, first - _next);
        count = (int)way.Aside(Column.Frame, count);
        int names = (int)way.Integer(Column.Frame);
        for (int i = 0; i < names; i++)
            way.Text(Column.NameLength, Column.Name);
        for (int i = 0; i < count; i++)
            Entry();
        for (ulong requests = way.Integer(Column.Frame); requests > 0; requests--)
            way.Bytes(Column.Other, 1, 40);
        for (ulong sources = way.Integer(Column.Frame); sources > 0; sources--)
            for (int i = 0; i < 2; i++)
                way.Text(Column.OtherLength, Column.Other, 2);
        _next = first + count;
        if (way.IsTakingApart)
            return;
        _frames.Add(_frame.Rest);
        Frame.Finish(_frames.Last(_frame.Count), first, count, salt);
    }

    private void Entry()
    {
        byte kind = way.Byte(Column.Kind);
        way.Integer(Column.Kind, 1);
        _received = way.Near(Column.Received, _received);
        var whole = way.Whole;
        int length = way.IsTakingApart ? (int)whole.TakeInteger() : 0;
        if (way.IsTakingApart && length > whole.Count)
            throw new InvalidDataException("An entry is damaged.");
        int shape = way.IsTakingApart && kind == (byte)EntryKind.Decision ? TextCount.Of(whole.Rest[..length], _shape) : -1;
        shape = (int)way.Aside(Column.Shape, shape);
        if (!way.IsTakingApart)
        {
            _body.Clear();
            way.Whole = _body;
        }
        if (shape < 0)
            way.Bytes(Column.Other, 0, (int)way.Aside(Column.OtherLength, length));
        else
            Decision(_shape = shape);
        if (way.IsTakingApart)
            return;
        way.Whole = whole;
        whole.AddInteger((ulong)_body.Count);
        whole.Add(_body.Rest);
    }

    // As DecisionRecord writes it.
    private void Decision(int texts)
    {
        way.BeginRecord();
        byte version = way.Byte(Column.Kind, 2);
        way.Text(Column.NameLength, Column.Name, 1);
        if (version > 2)
            way.Text(Column.NameLength, Column.Name, 2);
        _time = way.Near(Column.Time, _time);
        way.Numbers(Column.Label);
        way.Numbers(Column.Number);
        for (int i = 0; i < texts; i++)
        {
            var text = way.Text(Column.TextLength, Column.Text, i);
            _hashes[i] = text.Length == HashBytes ? BinaryPrimitives.ReadUInt128LittleEndian(text) : 0;
        }
        way.Byte(Column.Decided);
        for (int i = 1; i <= 3; i++)
            way.Bytes(Column.Decided, i, sizeof(double));
        foreach (var numbers in (ReadOnlySpan<Column>)[Column.Feature, Column.Baseline, Column.Contribution])
            way.Numbers(numbers);
        Entity(texts);
        way.Text(Column.OtherLength, Column.Box, 1);
        if (version > 1 && way.Byte(Column.Place) != 0)
        {
            way.Near(Column.PlaceTime, _time);
            way.Bytes(Column.Place, 1, sizeof(double));
            way.Text(Column.TextLength, Column.Text, 255);
        }
        if (version > 2)
            way.Bytes(Column.Delay, 0, sizeof(float));
    }

    // A personal entity's hash stands among the texts, too.
    private void Entity(int texts)
    {
        int at = -1;
        if (way.IsTakingApart && way.Whole.Count >= HashBytes && BinaryPrimitives.ReadUInt128LittleEndian(way.Whole.Rest) is var entity
            && entity != 0)
            at = Array.IndexOf(_hashes, entity, 0, texts);
        at = (int)way.Aside(Column.Entity, at);
        if (at < 0)
            way.Bytes(Column.Entity, 1, HashBytes);
        else if (way.IsTakingApart)
            way.Whole.Take(HashBytes);
        else
            BinaryPrimitives.WriteUInt128LittleEndian(way.Whole.Add(HashBytes), _hashes[at]);
    }
}
