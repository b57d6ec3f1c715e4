using Vigil.Engine.Models;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Tests.Models;

public sealed class ModelTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_SavedModel_ScoresTheSameBits()
    {
        var model = TrainedPipeline.Train();
        model.Save(_path);
        var loaded = Model.Load(_path);

        loaded.Version.ShouldBe(model.Version);
        loaded.Stream.ShouldBe(model.Stream);
        loaded.Features.ShouldBe(model.Features);
        loaded.Typical.ShouldBe(model.Typical);
        loaded.Training.ShouldBe(model.Training);
        Scores(loaded).ShouldBe(Scores(model));
    }

    [Fact]
    public void Version_SameTraining_IsTheSameAndOtherwiseNot()
    {
        TrainedPipeline.Train().Version.ShouldBe(TrainedPipeline.Train().Version);
        TrainedPipeline.Train(seed: 43).Version.ShouldNotBe(TrainedPipeline.Train().Version);
        TrainedPipeline.Train().Version.ShouldMatch("^[0-9a-f]{12}$");
    }

    [Fact]
    public void Load_DamagedFile_IsRefusedWhereverTheDamageIs()
    {
        TrainedPipeline.Train().Save(_path);
        byte[] whole = File.ReadAllBytes(_path);
        for (int at = 0; at < whole.Length; at += whole.Length / 50)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(_path, damaged);
            Should.Throw<InvalidDataException>(() => Model.Load(_path));
        }
        File.WriteAllBytes(_path, whole[..^1]);
        Should.Throw<InvalidDataException>(() => Model.Load(_path));
        File.WriteAllBytes(_path, []);
        Should.Throw<InvalidDataException>(() => Model.Load(_path));
    }

    [Fact]
    public void Fit_NoRow_SaysSo()
    {
        var trainer = new ModelTrainer(TrainedPipeline.Schema, TrainedPipeline.Features.Features, new ModelOptions());

        Should.Throw<InvalidOperationException>(() => trainer.Fit("")).Message.ShouldContain("no transaction");
    }

    private static List<double> Scores(Model model)
    {
        var scores = new List<double>();
        TrainedPipeline.Run(new ScoringPipeline(TrainedPipeline.Schema, TrainedPipeline.Features, model), b => scores.Add(b.RawScores[0]));
        return scores;
    }
}
