namespace Vigil.Detection.Tests;

/// <summary>Proves that every promise of the contract can be seen to be broken.</summary>
public class PlantedDetectorTests
{
    private static readonly Dictionary<PlantedFault, string> NoticedBy = new()
    {
        [PlantedFault.OtherName] = nameof(DetectorContract.Name_OfOptionsAndDetector_IsOneLowerCaseWord),
        [PlantedFault.SeedIgnored] = nameof(DetectorContract.Fit_SameSeed_GivesSameBits),
        [PlantedFault.StateRounded] = nameof(DetectorContract.Read_WrittenState_GivesSameBits),
        [PlantedFault.StateGuessed] = nameof(DetectorContract.Read_StateCutShort_IsRefused),
        [PlantedFault.DependsOnBatch] = nameof(DetectorContract.Score_RowsBesideIt_DoNotChangeARow),
        [PlantedFault.DependsOnThread] = nameof(DetectorContract.Score_SeveralThreads_GivesSameBits),
        [PlantedFault.WritesForNoRows] = nameof(DetectorContract.Score_NoRows_DoesNothing),
        [PlantedFault.WritesBeyondRows] = nameof(DetectorContract.Score_RoomForMore_LeavesTheRestAlone),
        [PlantedFault.DoesNotAddUp] = nameof(DetectorContract.Explain_AnyRow_AddsUpToItsScore),
        [PlantedFault.MissingIsNotANumber] = nameof(DetectorContract.Fit_MissingAndConstantValues_GivesFiniteScores),
        [PlantedFault.EqualRowsAreNotANumber] = nameof(DetectorContract.Fit_FewOrEqualRows_GivesFiniteScores),
        [PlantedFault.HugeOverflows] = nameof(DetectorContract.Fit_HugeValues_GivesFiniteScores),
        [PlantedFault.ScoringAllocates] = nameof(DetectorContract.Score_AfterWarmUp_AllocatesNothing),
        [PlantedFault.ExplainingAllocates] = nameof(DetectorContract.Explain_AfterWarmUp_AllocatesNothing),
        [PlantedFault.ScoresAllAlike] = nameof(DetectorContract.Score_PlantedAnomalies_RankHigh),
        [PlantedFault.ScoringTakesAnyLength] = nameof(DetectorContract.Score_WrongLengths_AreRefused),
        [PlantedFault.ExplainingTakesAnyLength] = nameof(DetectorContract.Explain_WrongLengths_AreRefused),
        [PlantedFault.TrainingTakesAnyLength] = nameof(DetectorContract.Fit_WrongLengths_AreRefused),
        [PlantedFault.TakesInfinity] = nameof(DetectorContract.Fit_InfiniteValue_IsRefused),
        [PlantedFault.TakesAnyOption] = nameof(DetectorContract.Fit_OptionOutsideItsRange_IsRefused),
    };

    public static TheoryData<PlantedFault> Faults => [.. NoticedBy.Keys];

    public static TheoryData<string> Promises => [.. DetectorContract.All.Keys];

    [Theory]
    [MemberData(nameof(Promises))]
    public void Contract_DetectorWithoutFault_IsKept(string promise) =>
        DetectorContract.All[promise](new PlantedOptions(PlantedFault.None));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Contract_PlantedFault_IsNoticed(PlantedFault fault) =>
        Should.Throw<ShouldAssertException>(() => DetectorContract.All[NoticedBy[fault]](new PlantedOptions(fault)));

    [Fact]
    public void Contract_EveryPromise_HasAPlantedFault() => NoticedBy.Values.ShouldBe(DetectorContract.All.Keys, ignoreOrder: true);
}
