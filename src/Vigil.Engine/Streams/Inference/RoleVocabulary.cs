using System.Globalization;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>How a role is called.</summary>
/// <param name="Phrases">Names of the role, strongest first, each with a weight of 0…1.</param>
/// <param name="Companions">Words beside them that leave the meaning as it is.</param>
/// <param name="Spoilers">Words that make it something else: <c>previous</c> date.</param>
/// <param name="OtherWord">What any other word leaves of the weight.</param>
internal sealed record RoleNames((string[] Words, double Weight)[] Phrases, string[] Companions, string[] Spoilers, double OtherWord)
{
    /// <summary>How much a name speaks for the role, 0…1.</summary>
    public double Score(ColumnName name)
    {
        if (IsSpoiled(name))
            return 0;
        double best = 0;
        foreach (var (words, weight) in Phrases)
            if (name.IndexOf(words) is var start and >= 0)
                best = Math.Max(best, weight * Rest(name, start, words.Length));
        return best;
    }

    /// <summary>Whether a word makes it something else, and not only says what was taken off: <c>amount (after fees)</c>.</summary>
    public bool IsSpoiled(ColumnName name) =>
        name.Words.Where((w, i) => Spoilers.Contains(w) && !name.Words.Take(i).Any(RoleVocabulary.IsApart)).Any();

    private double Rest(ColumnName name, int start, int length)
    {
        double rest = 1;
        for (int i = 0; i < name.Words.Count; i++)
            if (i < start || i >= start + length)
                rest *= Rest(name.Words[i]);
        return rest;
    }

    private double Rest(string word) =>
        word == "name" ? 0.8 : Companions.Contains(word) || RoleVocabulary.IsFiller(word) ? 0.98 : OtherWord;
}

/// <summary>The names that columns have in practice, per role.</summary>
internal static class RoleVocabulary
{
    private const string Parties = "merchant merch customer client user home shipping billing card account ip";

    private static readonly string[] Fillers = Split(
        "id ids no nr num number key code ref hash transaction trans tran tx txn trx is of the event node in booking buchungs transaktions "
        + "operation operacion operazione transaccion transazione transacao transactie de del della du des der");

    private static readonly string[] Apart =
        ["after", "before", "incl", "including", "inclusive", "excl", "excluding", "without", "less", "inkl", "ohne"];

    private static readonly Dictionary<FieldRole, RoleNames> Event = new()
    {
        [FieldRole.Id] = Names(
            """
            transaktionscode:1 identifier:.8 identificador:.8 identifiant:.8 document number:.7
            transaction id:1 trans id:1 tx id:1 txn id:1 trx id:1 trans num:1 transaction num:1 transaction number:1 transaction ref:.9
            transaction:.6 transaktions id:1 transaktionsnummer:1 event id:.9 request id:.9 payment id:.9 transfer id:.9
            order id:.8 log id:.8 record id:.8 message id:.8
            uuid:.8 guid:.8 row id:.7 id:.7 index:.5
            """,
            "unique", "", 0.1),
        [FieldRole.Time] = Names(
            """
            timestamp:1 datetime:1 event time:1 date time:1 date trans time:1 time:.95 date:.9 ts:.9 created at:.95 created:.8
            unix time:.85 epoch:.8 when:.8 step:.7 dt:.7 day:.5 at:.5 started date:1 booking date:1 posting date:.95 booked:.8
            datum:.9 buchungsdatum:1 buchungs datum:1 buchungstag:1 zeitstempel:1 zeit:.8 uhrzeit:.6
            fecha:.9 hora:.6 data:.85 ora:.6 dato:.85 bogforingsdato:.95 bokforingsdag:.95 bokforingsdatum:.95 horodatage:1 heure:.6
            valuta:.7 valutadatum:.8 wertstellung:.7 wertstellungsdatum:.8 valeur:.6 buchung:.7 datuma:.9 data operacji:.9 tanggal:.9
            paiva:.8 paivays:.8 valutadag:.8 transaksjonsdato:.95 date operation:.95
            datum operacji:.9 pvm:.8 tarih:.85 kirjauspaiva:.95
            """,
            "utc local booking posting started initiated operazione order payment purchase request ms seconds sec unix epoch",
            """
            previous prev last next first birth dob expiry expiration expires label response duration elapsed processing updated end
            opened closed settlement session since zone login vencimiento nascimento
            """,
            0.7),
        [FieldRole.Entity] = Names(
            """
            customer:1 cust:1 user:1 account:.95 acct:.95 acc:.9 client:.95 member:.9 card:.9 cc:.9 pan:.8 sender:.85 payer:.85 orig:.85
            originator:.85 cardholder:.9 subscriber:.9 username:.9 employee:.8 owner:.7 source:.65 from:.65 person:.8 host:.5
            konto:.9 kontonummer:.95 kunde:.9 kundennummer:1 kunden:.8 auftragskonto:.95
            compte:.9 client:.9 cuenta:.9 cliente:.9 conto:.85 conta:.9 rekening:.9 rachunek:.9 tili:.85 hesap:.85
            """,
            "from sender source orig holder primary account acct customer card numero nummer nr",
            "referenz gegenkonto tegenrekening contrepartie "
            + "to dest destination receiver recipient beneficiary target payee ip type lat long",
            0.3),
        [FieldRole.Amount] = Names(
            """
            amount:1 amt:1 transaction value:.95 price:.85 value:.75 total:.75 payment:.7 cost:.75 sum:.7 response time:.8 latency:.8
            duration:.6 elapsed:.6 bytes:.6 size:.5 quantity:.4 usd:.6 eur:.6
            betrag:1 umsatz:.9 summe:.75 montant:1 importe:1 monto:1 cantidad:.6 importo:1 valor:.8 quantia:.8 bedrag:1 belopp:1 belob:1
            gross:.85 brutto:.85 net:.8 netto:.8 subtotal:.72 belop:1 summa:.9 objem:.8 jumlah:.9 nominal:.8 znesek:1 valoare:.9 brut:.7
            kwota:1 castka:1 suma:.8 tutar:1 osszeg:1 maara:.9 iznos:1
            """,
            "in transaktions transactions total usd eur gbp chf jpy cny inr pln czk huf uah rub sek nok dkk brl ms local purchase payment "
            + "order net gross currency source minor units cents pence after before fees fee",
            "previous prev balance saldo solde kontostand typ limit average avg mean max min old new fee fees gebuhr tax vat rate",
            0.6),
        [FieldRole.Currency] = Names(
            "currency:1 curr:.9 ccy:1 iso currency:1 wahrung:1 devise:1 moneda:1 divisa:1 moeda:1 valuta:.9 waluta:1 valutakod:1 mena:.8 "
            + "waehrung:1 munt:.9 penznem:1 doviz:.8 valiuta:1",
            "code iso transaction original amount payment", "rate exchange converted base", 0.3),
    };

    private static readonly Dictionary<FieldRole, RoleNames> Surroundings = new()
    {
        [FieldRole.Merchant] = Names(
            """
            merchant:1 merch:.8 vendor:.9 shop:.9 store:.85 seller:.9 retailer:.9 payee:.9 counterparty:.9 beneficiary:.9 recipient:.85
            receiver:.85 dest:.85 destination:.8 target:.7 to:.6 empfanger:.9 zahlungsempfanger:1 zahlungs empfanger:1 begunstigter:.9
            auftraggeber:.7 verwendungszweck:.5
            beneficiaire:.9 libelle:.5 beneficiario:.9 comercio:.9 concepto:.5 commerce:.8 negozio:.8 descrizione:.5 begunstigde:.9 naam:.5
            mottagare:.9 modtager:.9 mottaker:.9 odbiorca:.9 prijemce:.9 alici:.9 destinatario:.8 saaja:.9 debtor:.7
            narration:.45 particulars:.45 opis:.45 popis:.45 beskrivelse:.45 aciklama:.45 omschrijving:.45 tekst:.4
            creditor:.85 description:.5 narrative:.45 page:.9 url:.9 uri:.9 endpoint:.9 path:.8 route:.7 resource:.6
            """,
            "in account acct customer client user card web creditor", "ip lat long type", 0.3),
        [FieldRole.Terminal] = Names("terminal:1 pos:.8 atm:.7 till:.8 kiosk:.8", "merchant", "type", 0.3),
        [FieldRole.Device] = Names(
            "device:1 imei:.9 fingerprint:.8 handset:.8 phone:.4", "fingerprint user customer", "type os model", 0.3),
        [FieldRole.Ip] = Names(
            "ip:1 ipv 4:1 remote addr:.9", "address addr client source src user customer remote", "country city", 0.4),
        [FieldRole.Location] = Names(
            "location:1 city:.9 town:.9 country:.8 region:.7 state:.65 province:.65 place:.7 postcode:.5 zip:.5",
            Parties, "pop population", 0.3),
        [FieldRole.Latitude] = Names("latitude:1 lat:.95", Parties + " location", "", 0.3),
        [FieldRole.Longitude] = Names("longitude:1 long:.95 lon:.95 lng:.95", Parties + " location", "", 0.3),
        [FieldRole.Type] = Names(
            "type:1 typ:.9 kind:.9 umsatztyp:.9 buchungstext:.7 merchant category:.8 category:.8 mcc:.75 operation:.7 "
            + "method:.6 channel:.5 action:.6",
            "payment transfer request", "card device customer account fraud", 0.3),
        [FieldRole.Label] = Names(
            """
            is fraud:1 fraud:1 fraudulent:1 is anomaly:1 anomaly:1 anomalous:1 is outlier:1 outlier:.95 label:.9 class:.85 target:.7
            chargeback:.7 is attack:.9 attack:.7
            """,
            "flag", "time date type score prob probability flagged scenario", 0.4),
    };

    /// <summary>The names of each role that has any.</summary>
    public static IReadOnlyDictionary<FieldRole, RoleNames> All { get; } = Event.Concat(Surroundings).ToDictionary();

    private static readonly HashSet<string> Known =
        [.. All.Values.SelectMany(n => n.Phrases.SelectMany(p => p.Words).Concat(n.Companions).Concat(n.Spoilers)), .. Fillers, "name"];

    /// <summary>Whether a word means something here, so that glued words can be taken apart.</summary>
    public static bool IsKnown(string word) => Known.Contains(word);

    /// <summary>Whether what follows a word is no part of the column.</summary>
    public static bool IsApart(string word) => Apart.Contains(word);

    /// <summary>Whether a word changes no meaning.</summary>
    public static bool IsFiller(string word) => Fillers.Contains(word);

    private static RoleNames Names(string phrases, string companions, string spoilers, double otherWord) =>
        new(Phrases(phrases), Split(companions), Split(spoilers), otherWord);

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static (string[], double)[] Phrases(string text)
    {
        var result = new List<(string[], double)>();
        var words = new List<string>();
        foreach (string part in Split(text))
        {
            string[] halves = part.Split(':');
            words.Add(halves[0]);
            if (halves.Length == 1)
                continue;
            result.Add(([.. words], double.Parse(halves[1], CultureInfo.InvariantCulture)));
            words.Clear();
        }
        return [.. result];
    }
}
