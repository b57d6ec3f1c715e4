using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Vigil.Engine.Access;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Views;

/// <summary>
/// Saved views, whose addresses may name customers, devices and network addresses: sealed where they are kept, and gone with the person
/// whom they name.
/// </summary>
public sealed class SealedViews(ProductPorts storage, MasterKey key)
{
    // Addresses of earlier versions were not sealed; they begin with a slash.
    private const string Prefix = "sealed:";
    private readonly byte[] _secret = key.Derive("saved-views");

    /// <summary>Those of a person, by name.</summary>
    public async ValueTask<IReadOnlyList<SavedView>> ListAsync(string person, CancellationToken cancellation) =>
        [.. (await storage.SavedViews.ListAsync(person, cancellation)).Select(v => v with { Address = Open(person, v) ?? "/decisions" })];

    /// <inheritdoc cref="ISavedViewStore.SaveAsync"/>
    public async ValueTask<bool> SaveAsync(string person, SavedView view, int most, CancellationToken cancellation) =>
        await storage.SavedViews.SaveAsync(person, view with
        {
            Address = Prefix + Convert.ToBase64String(
            SealedBox.Seal(_secret, Encoding.UTF8.GetBytes(view.Address), Context(person, view.Name))),
        }, most, cancellation);

    /// <inheritdoc cref="ISavedViewStore.RemoveAsync"/>
    public ValueTask<bool> RemoveAsync(string person, string name, CancellationToken cancellation) =>
        storage.SavedViews.RemoveAsync(person, name, cancellation);

    /// <summary>Removes whoever's views name an entity, its transactions, devices or network addresses; to be called before they are
    /// forgotten.</summary>
    public async ValueTask EraseAsync(LiveStream stream, string entity, CancellationToken cancellation)
    {
        foreach (var (person, view) in await storage.SavedViews.AllAsync(cancellation))
            if (Open(person, view) is not { } address || await IsAboutAsync(address, stream, entity, cancellation))
                await storage.SavedViews.RemoveAsync(person, view.Name, cancellation);
    }

    private string? Open(string person, SavedView view)
    {
        if (!view.Address.StartsWith(Prefix, StringComparison.Ordinal))
            return view.Address;
        byte[] box = Convert.FromBase64String(view.Address[Prefix.Length..]);
        return SealedBox.Open(_secret, box, Context(person, view.Name)) is { } text ? Encoding.UTF8.GetString(text) : null;
    }

    private async ValueTask<bool> IsAboutAsync(string address, LiveStream stream, string entity, CancellationToken cancellation)
    {
        string[] parted = address.Split('?', 2);
        if (parted[0].Split('/').Any(segment => Uri.UnescapeDataString(segment) == entity))
            return true;
        foreach (var (filter, values) in QueryHelpers.ParseQuery(parted.ElementAtOrDefault(1)))
            foreach (string? value in values)
                if (value == entity || await IsOfAsync(filter, value ?? "", stream, entity, cancellation))
                    return true;
        return false;
    }

    private async ValueTask<bool> IsOfAsync(string filter, string value, LiveStream stream, string entity, CancellationToken cancellation)
    {
        var its = new DecisionFilter
        {
            Stream = stream.Name, Entity = (long)stream.Personal.EntityOf(Encoding.UTF8.GetBytes(entity)),
        };
        long Hash(FieldRole role) => (long)stream.Personal.MentionOf(role, Encoding.UTF8.GetBytes(value));
        var wanted = filter switch
        {
            "transaction_id" => its with { Id = Hash(FieldRole.Id) },
            "device" => its with { Device = Hash(FieldRole.Device) },
            "ip" => its with { Address = Hash(FieldRole.Ip) },
            _ => null,
        };
        return wanted is not null && (wanted.Id ?? wanted.Device ?? wanted.Address) != 0
            && (await storage.Decisions.ListAsync(wanted, null, newestFirst: true, 1, cancellation)).Count > 0;
    }

    private static byte[] Context(string person, string name) => Encoding.UTF8.GetBytes($"{person}/{name}");
}
