using Vigil.Cli.Inputs;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Server.Access;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Running;

/// <summary>Users, keys and audit log of a data folder, also while a server runs on it. Dispose closes the store.</summary>
internal sealed class AccessRun : IDisposable
{
    private readonly SqliteStore _store;
    private readonly TokenKeys _tokens;

    private AccessRun(SqliteStore store, MasterKey key, AccessOptions options, TokenKeys tokens)
    {
        (_store, _tokens, WebhookKey) = (store, tokens, AuditWebhookKey.Of(key));
        var people = new TokenCallers(_tokens, Ports.Users, options, TimeProvider.System);
        Users = new UserAdministration(Ports.Users, Ports.Audit, people, options, TimeProvider.System);
        Keys = new KeyAdministration(
            Ports.ApiKeys, Ports.Audit, new KeyCallers(Ports.ApiKeys, options, TimeProvider.System), TimeProvider.System);
    }

    /// <summary>Who the audit log says it was.</summary>
    public static Actor By { get; } = new("cli:" + Environment.UserName);

    /// <summary>What the webhook of the audit log is signed with.</summary>
    public byte[] WebhookKey { get; }

    public ProductPorts Ports => _store.Ports;

    public UserAdministration Users { get; }

    public KeyAdministration Keys { get; }

    /// <summary>Opens the store of the folder that is meant.</summary>
    /// <exception cref="Vigil.Engine.Journal.StorageException">There is none, or it cannot be used.</exception>
    public static async Task<AccessRun> OpenAsync(System.CommandLine.ParseResult parsed, CancellationToken cancellation)
    {
        var folder = DataFolder.Open(DataOption.Of(parsed), create: false);
        if (!File.Exists(folder.DatabaseFile))
            throw new BadInputException(ExitCode.BadInput,
                $"{folder.Path} has no store in it; name the data folder of a server with --data, or create one: vigil init-db");
        var key = folder.LoadOrCreateMasterKey(Environment.GetEnvironmentVariable("VIGIL_MASTER_KEY"));
        var store = SqliteStore.Open(folder, key);
        try
        {
            var options = new AccessOptions();
            return new AccessRun(
                store, key, options, await TokenKeys.LoadAsync(key, store.Ports.Secrets, options.Algorithm, cancellation));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Users.Dispose();
        _tokens.Dispose();
        _store.Dispose();
    }
}
