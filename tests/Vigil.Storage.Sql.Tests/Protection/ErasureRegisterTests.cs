using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql.Tests.Protection;

public sealed class ErasureRegisterTests : IDisposable
{
    private readonly TestFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Since_LineTornAtAnyByte_HasTheOthers()
    {
        string file = _place.Beside("erased.register");
        var register = new ErasureRegister(file);
        register.Add(100, 1);
        byte[] one = File.ReadAllBytes(file);
        register.Add(200, 2);
        byte[] two = File.ReadAllBytes(file);
        for (int length = one.Length; length < two.Length - 1; length++)
        {
            File.WriteAllBytes(file, two[..length]);
            register.Add(300, 3);

            register.Since(0).ShouldBe(new UInt128[] { 1, 3 }, ignoreOrder: true);
            register.Since(300).ShouldBe([(UInt128)3]);
        }
    }

    [Fact]
    public void Since_LineJoinedToATornOne_CountsAtAnyTime()
    {
        string file = _place.Beside("erased.register");
        File.WriteAllText(file, $"100 {1:x32}\n200 00ab300 {3:x32}\n\0\0\n400 {4:x32}\n");

        new ErasureRegister(file).Since(350).ShouldBe(new UInt128[] { 3, 4 }, ignoreOrder: true);
    }

    [Fact]
    public void Since_ATime_HasThoseFromItOn()
    {
        var register = new ErasureRegister(_place.Beside("erased.register"));
        register.Since(0).ShouldBeEmpty();
        register.Add(100, 1);
        register.Add(200, 2);

        register.Since(200).ShouldBe([(UInt128)2]);
    }
}
