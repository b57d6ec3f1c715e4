namespace Vigil.Detection.Tests;

/// <summary>Every detector in the library keeps every promise; a new one is found by itself.</summary>
public class DetectorContractTests
{
    public static TheoryData<string, string> DetectorsAndPromises
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in OptionTypes)
            {
                foreach (string promise in DetectorContract.All.Keys)
                    data.Add(type.FullName!, promise);
            }
            return data;
        }
    }

    private static IEnumerable<Type> OptionTypes =>
        typeof(IDetectorOptions).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IDetectorOptions)) && !type.IsAbstract);

    [Theory]
    [MemberData(nameof(DetectorsAndPromises))]
    public void Detector_Promise_IsKept(string options, string promise) => DetectorContract.All[promise](Defaults(options));

    [Fact]
    public void Names_OfAllDetectors_AreDistinct() =>
        OptionTypes.Select(type => Defaults(type.FullName!).Name).ShouldBeUnique();

    private static IDetectorOptions Defaults(string type) =>
        (IDetectorOptions)Activator.CreateInstance(typeof(IDetectorOptions).Assembly.GetType(type, throwOnError: true)!)!;
}
