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
        [PlantedFault.DependsOnBatch] = nameof(RowDetectorContract.Score_RowsBesideIt_DoNotChangeARow),
        [PlantedFault.DependsOnThread] = nameof(RowDetectorContract.Score_SeveralThreads_GivesSameBits),
        [PlantedFault.WritesForNoRows] = nameof(RowDetectorContract.Score_NoRows_DoesNothing),
        [PlantedFault.WritesBeyondRows] = nameof(RowDetectorContract.Score_RoomForMore_LeavesTheRestAlone),
        [PlantedFault.DoesNotAddUp] = nameof(DetectorContract.Explain_AnyRow_AddsUpToItsScore),
        [PlantedFault.MissingIsNotANumber] = nameof(DetectorContract.Fit_MissingAndConstantValues_GivesFiniteScores),
        [PlantedFault.EqualRowsAreNotANumber] = nameof(DetectorContract.Fit_FewOrEqualRows_GivesFiniteScores),
        [PlantedFault.HugeOverflows] = nameof(DetectorContract.Fit_HugeValues_GivesFiniteScores),
        [PlantedFault.ScoringAllocates] = nameof(RowDetectorContract.Score_AfterWarmUp_AllocatesNothing),
        [PlantedFault.ExplainingAllocates] = nameof(RowDetectorContract.Explain_AfterWarmUp_AllocatesNothing),
        [PlantedFault.ScoresAllAlike] = nameof(DetectorContract.Score_PlantedAnomalies_RankHigh),
        [PlantedFault.ScoringTakesAnyLength] = nameof(RowDetectorContract.Score_WrongLengths_AreRefused),
        [PlantedFault.ExplainingTakesAnyLength] = nameof(RowDetectorContract.Explain_WrongLengths_AreRefused),
        [PlantedFault.TakesAnyOption] = nameof(DetectorContract.Fit_OptionOutsideItsRange_IsRefused),
        [PlantedFault.SettingIsLost] = nameof(DetectorContract.Settings_Changed_AreReadBack),
        [PlantedFault.LabelsAreNotANumber] = nameof(DetectorContract.Fit_LabelsWeightsTimesAndRoles_GivesFiniteScores),
        [PlantedFault.LearnsNothing] = nameof(StreamingDetectorContract.Update_RowsInOrder_LearnsFromThem),
        [PlantedFault.ForgetsAfterRestart] = nameof(StreamingDetectorContract.Update_StateSavedInTheMiddle_ContinuesWithTheSameBits),
        [PlantedFault.SharesItsState] = nameof(StreamingDetectorContract.Update_TwoStatesInTurn_DoNotTouchEachOther),
        [PlantedFault.ScoresByTheNewestState] = nameof(StreamingDetectorContract.Score_LaterAndOnOtherThreads_IsThatOfTheRowsTrace),
        [PlantedFault.UpdatingAllocates] = nameof(StreamingDetectorContract.Update_AfterWarmUp_AllocatesNothing),
        [PlantedFault.UpdatingTakesAnyLength] = nameof(StreamingDetectorContract.Update_WrongLengths_AreRefused),
    };

    private static readonly Dictionary<string, Action<IDetectorOptions>> All =
        new(DetectorContract.All.Concat(RowDetectorContract.All).Concat(StreamingDetectorContract.All));

    public static TheoryData<PlantedFault> Faults => [.. NoticedBy.Keys];

    public static TheoryData<string> Promises => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Promises))]
    public void Contract_DetectorWithoutFault_IsKept(string promise) => All[promise](Options(PlantedFault.None, promise));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Contract_PlantedFault_IsNoticed(PlantedFault fault) =>
        Should.Throw<ShouldAssertException>(() => All[NoticedBy[fault]](Options(fault, NoticedBy[fault])));

    [Fact]
    public void Contract_EveryPromise_HasAPlantedFault() => NoticedBy.Values.ShouldBe(All.Keys, ignoreOrder: true);

    private static PlantedOptions Options(PlantedFault fault, string promise) =>
        new(fault) { IsStreaming = StreamingDetectorContract.All.ContainsKey(promise) };
}
