using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>Which columns are personal by default: who it is, from where and with what, and what is named like it.</summary>
public static class PersonalColumns
{
    // Words that name something of a person; glued ones too, as other languages write them.
    private static readonly HashSet<string> Telling =
    [
        "surname", "firstname", "lastname", "fullname", "forename", "nickname", "username", "vorname", "nachname", "nom", "prenom",
        "nombre",
        "apellido", "cognome", "naam", "holder", "cardholder", "inhaber", "titulaire", "beneficiary", "payee", "payer", "sender",
        "recipient", "receiver", "empfanger", "zahlungsempfanger", "begunstigter", "auftraggeber", "beneficiaire", "beneficiario",
        "begunstigde",
        "email", "mail", "correo", "phone", "telephone", "telefon", "telefono", "tel", "mobile", "msisdn", "fax", "handy",
        "address", "addr", "adresse", "direccion", "indirizzo", "street", "strasse", "rue", "calle", "zip", "zipcode", "postcode", "postal",
        "plz", "birth", "birthdate", "birthday", "dob", "geburtsdatum", "geburtstag", "naissance", "nacimiento", "nascita",
    ];

    // Numbers that are somebody's, whatever else the name says.
    private static readonly HashSet<string> Numbers =
    [
        "iban", "pan", "cardnumber", "cardno", "kartennummer", "ccnum", "ssn", "passport", "nif", "nino", "bsn", "cpf", "kontonummer",
    ];

    // Words that are told only by the one beside them.
    private static readonly string[][] Phrases =
    [
        ["card", "number"], ["card", "no"], ["card", "num"], ["cc", "num"], ["cc", "number"], ["credit", "card"], ["account", "number"],
        ["account", "no"], ["acct", "num"], ["tax", "id"], ["national", "id"], ["social", "security"], ["e", "mail"], ["user", "agent"],
        ["date", "of", "birth"],
    ];

    private static readonly HashSet<string> Names = ["name", "names"];

    // What has a name and is nobody.
    private static readonly HashSet<string> Things =
    [
        "merchant", "merch", "shop", "store", "vendor", "product", "item", "city", "country", "state", "region",
        "bank", "terminal", "category",
        "file",
        "event", "currency", "company", "branch", "channel", "type", "model", "device", "host", "domain", "place", "location", "service",
    ];

    /// <summary>
    /// The stream with its personal columns marked. Numbers and times among them become texts: in features they could not be erased.
    /// </summary>
    public static StreamDefinition Mark(StreamDefinition stream)
    {
        var schema = new TransactionSchema([.. stream.Schema.Fields.Select(Mark)], stream.Schema.TimeZone);
        bool isSame = schema.Fields.Select(f => f.Type).SequenceEqual(stream.Schema.Fields.Select(f => f.Type));
        return stream with
        {
            Schema = schema,
            Features = isSame ? stream.Features : stream.Features with { Features = DefaultFeatures.Of(schema) },
        };
    }

    /// <summary>Whether a column's name says that it is personal.</summary>
    public static bool IsNamedSo(string name)
    {
        var column = new ColumnName(name);
        if (Says(column, Numbers) || Phrases.Any(phrase => column.IndexOf(phrase) >= 0))
            return true;
        return (Says(column, Telling) || Says(column, Names)) && !Says(column, Things);
    }

    private static bool Says(ColumnName column, HashSet<string> words) =>
        column.Words.Any(words.Contains) || words.Contains(column.Joined);

    private static Field Mark(Field field) => field.Role switch
    {
        FieldRole.Entity or FieldRole.Ip or FieldRole.Device when field.Type == FieldType.Text => field with { IsPersonal = true },
        FieldRole.None when IsNamedSo(field.Name) => field with { Type = FieldType.Text, Format = null, IsPersonal = true },
        // Who is paid may be a person, and a place somebody's address.
        _ when field.Type == FieldType.Text && IsNamedSo(field.Name) => field with { IsPersonal = true },
        _ => field,
    };
}
