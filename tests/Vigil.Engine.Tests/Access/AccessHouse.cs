using Vigil.Engine.Access;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Access;

/// <summary>All parts of the slice over a store in memory, with few rounds of hashing.</summary>
internal sealed class AccessHouse : IDisposable
{
    /// <summary>A password that is taken.</summary>
    public const string Phrase = "correct horse battery";

    public AccessHouse(TokenAlgorithm algorithm = TokenAlgorithm.HS256)
    {
        Options = new AccessOptions { PasswordRounds = 10, Algorithm = algorithm };
        // The store in memory answers at once.
        Keys = TokenKeys.LoadAsync(Master, Store, algorithm, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Callers = new TokenCallers(Keys, Store, Options, Clock);
        Programs = new KeyCallers(Store, Options, Clock);
        SignIn = new SignIn(Store, Store, Keys, Callers, Options, Clock);
        Users = new UserAdministration(Store, Store, Callers, Options, Clock);
        ApiKeys = new KeyAdministration(Store, Store, Programs, Clock);
    }

    public static MasterKey Master { get; } = new(Enumerable.Repeat((byte)7, MasterKey.Length).ToArray());

    public SetClock Clock { get; } = new();

    public MemoryAccessStore Store { get; } = new();

    public AccessOptions Options { get; }

    public TokenKeys Keys { get; }

    public TokenCallers Callers { get; }

    public KeyCallers Programs { get; }

    public SignIn SignIn { get; }

    public UserAdministration Users { get; }

    public KeyAdministration ApiKeys { get; }

    public static Actor Somebody { get; } = new("somebody");

    public async Task AddUserAsync(string name, Roles roles = Roles.Analyst) =>
        (await Users.AddAsync(name, Phrase, roles, Somebody, TestContext.Current.CancellationToken)).ShouldBe(UserOutcome.Done);

    public Task<SignInResult> LoginAsync(string name, string phrase = Phrase) =>
        SignIn.LoginAsync(name, phrase, "192.0.2.1", TestContext.Current.CancellationToken);

    public async Task<SignedIn> SignedInAsync(string name) => (await LoginAsync(name)).Tokens.ShouldNotBeNull();

    public async Task<Caller?> FindAsync(SignedIn tokens) =>
        (await Callers.FindAsync(tokens.Access, TestContext.Current.CancellationToken)).Caller;

    public void Dispose() => Keys.Dispose();
}
