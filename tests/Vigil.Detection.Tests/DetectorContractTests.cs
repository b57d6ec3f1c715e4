using Vigil.Detection.Detectors;

namespace Vigil.Detection.Tests;

/// <summary>Every detector in the library keeps every promise of its kind; a new one is found by itself.</summary>
public class DetectorContractTests
{
    public static TheoryData<string, string> DetectorsAndPromises
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in OptionTypes)
                foreach (string promise in PromisesOf(Defaults(type.FullName!)).Keys)
                    data.Add(type.FullName!, promise);
            return data;
        }
    }

    private static IEnumerable<Type> OptionTypes =>
        typeof(IDetectorOptions).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IDetectorOptions)) && !type.IsAbstract);

    [Theory]
    [MemberData(nameof(DetectorsAndPromises))]
    public void Detector_Promise_IsKept(string options, string promise) => PromisesOf(Defaults(options))[promise](Defaults(options));

    [Fact]
    public void Names_OfAllDetectorsAndSettings_AreDistinct()
    {
        DetectorRegistry.All.Select(options => options.Name).ShouldBeUnique();
        DetectorRegistry.All.SelectMany(o => o.Settings.Select(s => s.Key).Append(o.WeightKey)).ShouldBeUnique();
    }

    [Fact]
    public void Registry_EveryDetector_IsInIt() =>
        DetectorRegistry.All.Select(options => options.GetType()).ShouldBe(OptionTypes, ignoreOrder: true);

    private static Dictionary<string, Action<IDetectorOptions>> PromisesOf(IDetectorOptions options)
    {
        bool isStreaming = options.Fit(new TrainingSet(new double[] { 1, 2, 3, 4 }, 1), 1) is IStreamingDetector;
        return new(DetectorContract.All.Concat(isStreaming ? StreamingDetectorContract.All : RowDetectorContract.All));
    }

    private static IDetectorOptions Defaults(string type) =>
        (IDetectorOptions)Activator.CreateInstance(typeof(IDetectorOptions).Assembly.GetType(type, throwOnError: true)!)!;
}
