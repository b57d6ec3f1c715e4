using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Vigil.Server.Jobs;

/// <summary>That somebody wants to be told that a job is done.</summary>
/// <param name="Job">The job.</param>
/// <param name="Url">Where.</param>
internal sealed record CallbackJob(string Job, string Url)
{
    /// <summary>The identifier of a job's callback.</summary>
    public static string IdOf(string job) => job + "-callback";

    /// <summary>The key that callbacks of a job are signed with; told when the job is accepted.</summary>
    public static byte[] KeyOf(byte[] secret, string job) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(job));

    /// <summary>The input.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads the input.</summary>
    public static CallbackJob Decode(byte[] input) => JsonSerializer.Deserialize<CallbackJob>(input)!;
}
