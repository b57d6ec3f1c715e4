using Vigil.Engine.Features;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.State;

public sealed class OverlayTests
{
    /// <summary>What is laid over the cells of rows is saved as it is: another size is another layout, and needs another version.</summary>
    [Fact]
    public void CellsOf_WhatIsSaved_IsWhatItWas()
    {
        Overlay.CellsOf<EntityHead>().ShouldBe(7);
        Overlay.CellsOf<WindowEnds>().ShouldBe(2);
        Overlay.CellsOf<WindowSum>().ShouldBe(5);
        Overlay.CellsOf<SquareSum>().ShouldBe(2);
        Overlay.CellsOf<PlaceCells>().ShouldBe(5);
    }

    [Fact]
    public void At_AStructThatEndsBehindTheRow_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Overlay.At<WindowEnds>(new long[8].AsSpan(), 7).Tail);
}
