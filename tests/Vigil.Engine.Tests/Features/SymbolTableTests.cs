using System.Text;
using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Tests.State;

namespace Vigil.Engine.Tests.Features;

public sealed class SymbolTableTests
{
    [Fact]
    public void Intern_RandomTexts_NumbersThemByAppearance()
    {
        var (table, known) = (new SymbolTable(), new Dictionary<string, int>());
        var random = new SeededRandom(1);

        for (int i = 0; i < 20_000; i++)
        {
            // Zero bytes and lengths around eight, where short texts end.
            string text = new([.. Enumerable.Range(0, random.NextInt(12)).Select(_ => (char)random.NextInt(3))]);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            table.Find(bytes).ShouldBe(known.GetValueOrDefault(text, -1));
            known.TryAdd(text, known.Count);
            table.Intern(bytes).ShouldBe(known[text]);
        }

        table.Count.ShouldBe(known.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(70_000)]
    public void CopyText_TextOfThatLength_ComesBack(int length)
    {
        var table = new SymbolTable();
        byte[] text = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        table.Intern("before this one"u8);
        int symbol = table.Intern(text);
        table.Intern("behind this one"u8);
        byte[] buffer = new byte[1];

        int found = table.CopyText(symbol, ref buffer);

        buffer.AsSpan(0, found).SequenceEqual(text).ShouldBeTrue();
        table.Intern(text).ShouldBe(symbol);
    }

    [Fact]
    public void Rebuild_AfterWhatWasSaved_NumbersTextsAsBefore()
    {
        var table = new SymbolTable();
        for (int i = 0; i < 500; i++)
            table.Intern(Encoding.UTF8.GetBytes(new string('x', i)));
        var read = new SymbolTable();

        SavedParts.Move([table.Part("x")], [read.Part("x")]);

        Enumerable.Range(0, 500).ShouldAllBe(i => read.Find(Encoding.UTF8.GetBytes(new string('x', i))) == i);
        read.Intern("new"u8).ShouldBe(500);
    }
}
