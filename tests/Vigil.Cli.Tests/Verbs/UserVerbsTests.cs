using System.Text;
using System.Text.Json;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Tests.Verbs;

/// <summary>Users, keys and audit log through the real program on a real store.</summary>
public sealed class UserVerbsTests : IDisposable
{
    private const string Phrase = "correct horse battery";
    private readonly ScratchFolder _folder = new();

    public UserVerbsTests()
    {
        var folder = DataFolder.Open(_folder.At("vigil-data"), create: true);
        using var store = SqliteStore.Open(folder, folder.LoadOrCreateMasterKey());
    }

    [Fact]
    public async Task User_AddRoleList_ShowsTheUserAndThePasswordOnce()
    {
        var added = await _folder.Run("user", "add", "Ann", "--role", "analyst", "auditor");
        var changed = await _folder.Run("user", "role", "ann", "model_owner");
        var listed = await _folder.Run("user", "list", "--json");

        added.ExitCode.ShouldBe(0);
        added.Lines.ShouldHaveSingleItem().Length.ShouldBe(23);
        changed.ExitCode.ShouldBe(0);
        using var user = JsonDocument.Parse(listed.Lines.ShouldHaveSingleItem());
        user.RootElement.GetProperty("name").GetString().ShouldBe("ann");
        user.RootElement.GetProperty("roles")[0].GetString().ShouldBe("model_owner");
        user.RootElement.GetProperty("must_change_password").GetBoolean().ShouldBeTrue();
        listed.Text.ShouldNotContain(added.Lines[0]);
    }

    [Fact]
    public async Task UserAdd_PasswordOnStandardInput_IsNotPrinted()
    {
        var run = await VigilProcess.Run(
            _folder.Path, Encoding.UTF8.GetBytes(Phrase + "\n"), [], "user", "add", "ann", "--role", "admin", "--password-stdin");

        run.ExitCode.ShouldBe(0);
        (run.Text + run.Error).ShouldNotContain(Phrase);
    }

    [Theory]
    [InlineData("user add ann --role boss", "'boss' is no role")]
    [InlineData("user add <script> --role admin", "cannot be a user name")]
    [InlineData("user role nobody admin", "no user 'nobody'")]
    [InlineData("user password nobody", "no user 'nobody'")]
    [InlineData("key revoke nothing", "no key with the id 'nothing'")]
    [InlineData("key create x --scope manage_users", "'manage_users' is no scope")]
    [InlineData("key create x --scope score --expires yesterday", "found 'yesterday'")]
    [InlineData("user list --data elsewhere", "init-db")]
    public async Task Verbs_WhatCannotBe_IsSaid(string command, string expected)
    {
        var run = await _folder.Run(command.Split(' '));

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(expected);
        run.Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task UserRole_OfTheLastAdministrator_IsRefused()
    {
        await _folder.Run("user", "add", "root", "--role", "admin");

        var run = await _folder.Run("user", "role", "root", "analyst");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("last administrator");
    }

    [Fact]
    public async Task Key_CreateRevokeList_ShowsTheKeyOnce()
    {
        var created = await _folder.Run("key", "create", "the checkout", "--scope", "score", "--scope", "read", "--expires", "90d");
        string key = created.Lines.ShouldHaveSingleItem();
        string id = key.Split('_')[1];
        var revoked = await _folder.Run("key", "revoke", id);
        var listed = await _folder.Run("key", "list");

        key.ShouldStartWith("vk_");
        revoked.ExitCode.ShouldBe(0);
        listed.Text.ShouldContain(id);
        listed.Text.ShouldContain("revoked");
        listed.Text.ShouldNotContain(key[(key.LastIndexOf('_') + 1)..]);
    }

    [Fact]
    public async Task Audit_ListAndVerify_NameWhatWasDoneHere()
    {
        await _folder.Run("user", "add", "ann", "--role", "admin");
        await _folder.Run("key", "create", "a key", "--scope", "read");

        var listed = await _folder.Run("audit", "list", "--json");
        var filtered = await _folder.Run("audit", "list", "--action", "key.", "--from", "2000-01-01");
        var verified = await _folder.Run("audit", "verify");

        listed.Lines.Length.ShouldBe(2);
        listed.Text.ShouldContain($"\"actor\":\"cli:{Environment.UserName}\"");
        filtered.Text.ShouldContain("key.create");
        filtered.Text.ShouldNotContain("user.create");
        verified.ExitCode.ShouldBe(0);
        verified.Text.ShouldContain("whole");
    }

    public void Dispose() => _folder.Dispose();
}
