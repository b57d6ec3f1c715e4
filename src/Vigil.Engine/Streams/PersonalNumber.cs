using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>A personal number in features stays readable there, so it could not be erased.</summary>
internal static class PersonalNumber
{
    /// <summary>Why a stream cannot be served, or null.</summary>
    public static string? Of(StreamDefinition stream)
    {
        var personal = stream.Schema.Fields
            .FirstOrDefault(f => f.IsPersonal && f.Type == FieldType.Number && stream.Features.Features.Any(feature => Reads(feature, f)));
        return personal is null ? null
            : $"The stream {stream.Name} computes features from the personal number '{personal.Name}', which could not be erased: "
                + "take it out of the personal fields, or out of the features.";
    }

    private static bool Reads(FeatureSpec feature, Field number) => feature.Field == number.Name
        || (feature.Aggregation is Aggregation.Distance or Aggregation.Speed && number.Role is FieldRole.Latitude or FieldRole.Longitude);
}
