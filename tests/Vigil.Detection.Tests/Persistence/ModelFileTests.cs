using FsCheck;
using FsCheck.Fluent;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Tests.Persistence;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vigil-model-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Open_SavedFile_GivesPayloadBack() => Prop.ForAll<byte[]>(payload =>
    {
        string path = Path.Combine(_folder, "model.vigil");

        ModelFile.Save(path, "model", 3, payload);
        var file = ModelFile.Open(path, "model", 3);

        file.Version.ShouldBe(3);
        file.Payload.ToArray().ShouldBe(payload);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        byte[] bytes = Saved();

        for (int at = 0; at < bytes.Length; at++)
        {
            for (int change = 1; change < 256; change++)
            {
                bytes[at] ^= (byte)change;
                Refusal(bytes);
                bytes[at] ^= (byte)change;
            }
        }
    }

    [Fact]
    public void Open_CutShortAnywhere_IsRefused()
    {
        byte[] bytes = Saved();

        for (int length = 0; length < bytes.Length; length++)
            Refusal(bytes[..length]);
    }

    [Fact]
    public void Open_RandomBytes_AreRefused() => Prop.ForAll<byte[]>(noise =>
    {
        Refusal(noise);
        Refusal([.. "VIGIL"u8, .. noise]);
        Refusal([.. Saved(), .. noise, 0]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_NotAFileOfVigil_SaysSo() => Refusal([.. "time,amount"u8]).ShouldContain("does not begin with VIGIL");

    [Fact]
    public void Open_CutShort_SaysHowMuchIsMissing() => Refusal(Saved()[..^1]).ShouldContain("should hold 9 bytes of content and holds 8");

    [Fact]
    public void Open_ContentChanged_SaysSo()
    {
        byte[] bytes = Saved();
        bytes[^40] ^= 1;

        Refusal(bytes).ShouldContain("does not match its checksum");
    }

    [Fact]
    public void Open_OtherKind_NamesBoth() => Refusal(Saved(), kind: "state").ShouldContain("holds 'model' where 'state' is expected");

    [Fact]
    public void Open_NewerVersion_NamesBoth() => Refusal(Saved(), newest: 1).ShouldContain("format version 2; this program reads 1 to 1");

    [Fact]
    public void Open_DamagedFile_NamesThePath()
    {
        string path = Path.Combine(_folder, "damaged.vigil");
        File.WriteAllBytes(path, Saved()[..^1]);

        Should.Throw<InvalidDataException>(() => ModelFile.Open(path, "model", 2)).Message.ShouldStartWith(path);
    }

    [Fact]
    public void Save_OverAFile_ReplacesItAndLeavesNothingBehind()
    {
        string path = Path.Combine(_folder, "model.vigil");

        ModelFile.Save(path, "model", 1, [1]);
        ModelFile.Save(path, "model", 1, [2]);

        ModelFile.Open(path, "model", 1).Payload.ToArray().ShouldBe([2]);
        Directory.GetFiles(_folder).ShouldBe([path]);
    }

    [Fact]
    public void Save_Fails_LeavesTheOldFileAndNothingElse()
    {
        string path = Path.Combine(_folder, "model.vigil");
        ModelFile.Save(path, "model", 1, [1]);

        Should.Throw<ArgumentOutOfRangeException>(() => ModelFile.Save(path, "model", 0, [2]));

        ModelFile.Open(path, "model", 1).Payload.ToArray().ShouldBe([1]);
        Directory.GetFiles(_folder).ShouldBe([path]);
    }

    private static byte[] Saved()
    {
        using var stream = new MemoryStream();
        ModelFile.Save(stream, "model", 2, "the model"u8);
        return stream.ToArray();
    }

    private static string Refusal(byte[] bytes, string kind = "model", int newest = 2)
    {
        using var stream = new MemoryStream(bytes);
        return Should.Throw<InvalidDataException>(() => ModelFile.Open(stream, kind, newest)).Message;
    }
}
