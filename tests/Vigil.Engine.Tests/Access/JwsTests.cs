using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>The examples of RFC 7515, and what strictness refuses.</summary>
public sealed class JwsTests
{
    // RFC 7515, appendix A.1.
    private const string Hmac =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        + "cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    // RFC 7515, appendix A.3.
    private const string Curve =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static readonly JwtKey HmacKey = JwtKey.Hmac(Base64Url.DecodeFromChars(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"));

    private static readonly JwtKey CurveKey = JwtKey.Curve(ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint
        {
            X = Base64Url.DecodeFromChars("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
            Y = Base64Url.DecodeFromChars("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
        },
    }));

    [Fact]
    public void Open_ExampleA1_GivesItsPayload() => Issuer(Hmac, HmacKey).ShouldBe("joe");

    [Fact]
    public void Open_ExampleA3_GivesItsPayload() => Issuer(Curve, CurveKey).ShouldBe("joe");

    [Fact]
    public void Open_KeyOfTheOtherAlgorithm_IsRefused()
    {
        Issuer(Hmac, CurveKey).ShouldBeNull();
        Issuer(Curve, HmacKey).ShouldBeNull();
    }

    [Fact]
    public void Open_PublicKeyUsedAsHmacSecret_IsRefused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] published = curve.ExportSubjectPublicKeyInfo();
        using var key = JwtKey.Curve(curve, "k");
        using var confused = JwtKey.Hmac(published, "k");

        string forged = Jws.Sign(confused, """{"iss":"joe"}"""u8);

        Issuer(forged, confused).ShouldBe("joe");
        Issuer(forged, key).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"alg":["HS256"]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"alg":"HS256","alg":"HS256"}""")]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("""{"alg":"HS256","kid":"another"}""")]
    [InlineData("""{"alg":"HS256","kid":null}""")]
    [InlineData("""{"alg":"HS256","kid":{"a":{"b":{"c":{"d":1}}}}}""")]
    [InlineData("""{"alg":"HS256","kid":"\ud800"}""")]
    public void Open_HeaderOfAnotherKind_IsRefusedThoughItIsSigned(string header) =>
        Issuer(Signed(header, """{"iss":"joe"}"""), HmacKey).ShouldBeNull();

    [Theory]
    [InlineData("""{"iss":"joe","iss":"ann"}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"iss":"joe"} {}""")]
    [InlineData("""{"iss":""")]
    [InlineData("")]
    public void Open_PayloadThatIsNoPlainObject_IsRefused(string payload) =>
        Issuer(Signed("""{"alg":"HS256"}""", payload), HmacKey).ShouldBeNull();

    [Fact]
    public void Open_WithoutSignature_IsRefused()
    {
        string unsigned = Hmac[..(Hmac.LastIndexOf('.') + 1)];

        Issuer(unsigned, HmacKey).ShouldBeNull();
        Issuer(unsigned.TrimEnd('.'), HmacKey).ShouldBeNull();
        Issuer(Hmac + ".", HmacKey).ShouldBeNull();
    }

    [Theory]
    [InlineData("=")]
    [InlineData(" ")]
    [InlineData("\n")]
    public void Open_AnotherSpellingOfTheSameBytes_IsRefused(string added) => Issuer(Hmac + added, HmacKey).ShouldBeNull();

    // 32 bytes are 43 characters, the last of which has two bits to spare.
    [Theory]
    [InlineData("l")]
    [InlineData("m")]
    [InlineData("n")]
    public void Open_SpareBitsOfTheLastCharacter_AreRefused(string last) => Issuer(Hmac[..^1] + last, HmacKey).ShouldBeNull();

    [Fact]
    public void Open_TooLong_IsRefused()
    {
        string payload = $$"""{"iss":"joe","x":"{{new string('x', Jws.Longest)}}"}""";

        Issuer(Signed("""{"alg":"HS256"}""", payload), HmacKey).ShouldBeNull();
    }

    [Fact]
    public void Hmac_ShortSecret_Throws() => Should.Throw<ArgumentException>(() => JwtKey.Hmac(new byte[31]));

    [Fact]
    public void Curve_AnotherCurve_Throws()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Should.Throw<ArgumentException>(() => JwtKey.Curve(curve));
    }

    private static string Signed(string header, string payload)
    {
        string signed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header)) + '.'
            + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload));
        return signed + '.' + Base64Url.EncodeToString(HmacKey.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    private static string? Issuer(string token, JwtKey key)
    {
        using var payload = Jws.Open(token, [key], out string problem);
        problem.ShouldNotBeEmpty();
        return payload is null ? null : Jws.Text(payload.RootElement, "iss");
    }
}
