using Microsoft.Data.Sqlite;

namespace Vigil.Server.Tests.Decisions;

/// <summary>What an earlier version decided is not found by merchant, place, device and address, and the answers say so.</summary>
public sealed class SearchedFromTests
{
    private const string Path = "/api/v1/decisions", Stream = "stream=" + SimulatedStream.Name;

    [Fact]
    public async Task List_ByWhatOlderDecisionsAreNotFoundBy_SaysFromWhenOn()
    {
        await using var live = await LiveServer.StartAsync();
        await live.PostAsync("/predict", """{"user_id":"C1","amount":1,"merchant_id":"M1"}""");
        await live.PostAsync("/predict", """{"user_id":"C1","amount":2,"merchant_id":"M1"}""");
        (await live.GetAsync($"{Path}?{Stream}&merchant=M1")).Good.TryGetProperty("searched_from", out _).ShouldBeFalse();
        string file = Directory.GetFiles(live.Folder, "vigil.db", SearchOption.AllDirectories).ShouldHaveSingleItem();
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE mention_begin SET sequence = 3; DELETE FROM mention WHERE sequence < 3";
            command.ExecuteNonQuery();
        }

        foreach (string query in new[] { "merchant=M1", "location=Rome", "device=D1", "ip=10.0.0.1", "merchant=M1&sort=risk" })
            (await live.GetAsync($"{Path}?{Stream}&{query}")).Good.GetProperty("searched_from").GetString()
                .ShouldNotBeNull(query).ShouldStartWith("20");
        var count = (await live.GetAsync($"{Path}/count?{Stream}&merchant=M1")).Good;
        (count.GetProperty("count").GetInt32(), count.GetProperty("whole").GetBoolean()).ShouldBe((1, false));
        (await live.GetAsync($"{Path}?{Stream}&entity=C1")).Good.TryGetProperty("searched_from", out _).ShouldBeFalse();
    }
}
