using Vigil.Engine.Streams;

namespace Vigil.Engine.Tests.Streams;

/// <summary>Compares streams part by part.</summary>
internal static class SameStream
{
    public static void ShouldBeTheSameAs(this StreamDefinition actual, StreamDefinition expected)
    {
        actual.Name.ShouldBe(expected.Name);
        actual.Schema.Fields.ShouldBe(expected.Schema.Fields);
        actual.Schema.TimeZone.Id.ShouldBe(expected.Schema.TimeZone.Id);
        actual.Features.Lateness.ShouldBe(expected.Features.Lateness);
        actual.Features.Features.Select(f => f with { Entity = [] })
            .ShouldBe(expected.Features.Features.Select(f => f with { Entity = [] }));
        actual.Features.Features.Select(f => string.Join(',', f.Entity))
            .ShouldBe(expected.Features.Features.Select(f => string.Join(',', f.Entity)));
        actual.Model.ShouldBe(expected.Model);
        actual.Policy.ShouldBe(expected.Policy);
    }
}
