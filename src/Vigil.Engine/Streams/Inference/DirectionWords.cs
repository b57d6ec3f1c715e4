namespace Vigil.Engine.Streams.Inference;

/// <summary>How columns and values say that money goes out or comes in.</summary>
internal static class DirectionWords
{
    private static readonly string[][] DebitNames = Phrases(
        """
        debit,debits,dr,withdrawal,withdrawals,withdrawn,money out,paid out,amount out,out,outgoing,outflow,spent,expense,
        expenses,soll,ausgang,ausgaben,belastung,lastschrift,debe,cargo,cargos,debito,debet,dare,uscite,uscita,addebito,
        addebiti,ut,uit,uttag,udbetaling,udgift,utgift,vydaj,vydaje,terheles,otto,af,uitgaven,saida,saidas,
        gasto,gastos,obciazenia,wydatki,borc
        """);

    private static readonly string[][] CreditNames = Phrases(
        """
        credit,credits,cr,deposit,deposits,money in,paid in,amount in,in,incoming,inflow,received,income,haben,eingang,
        einnahmen,gutschrift,haber,abono,abonos,credito,avere,entrate,entrata,accredito,accrediti,bij,inkomsten,entrada,
        entradas,inn,insattning,insattningar,indbetaling,indtaegt,inntekt,prijem,prijmy,jovairas,pano,ingreso,ingresos,uznania,wplywy,alacak
        """);

    private static readonly string[] NotSides =
        ["card", "type", "limit", "score", "account", "line", "balance", "saldo", "rating", "history", "days", "count", "rate", "date",
            "mode"];

    private static readonly HashSet<string> Out = Set(
        """
        debit,d,db,dr,dbit,deb,debits,withdrawal,withdraw,out,outgoing,outflow,sent,send,payment,purchase,expense,s,soll,
        ausgang,lastschrift,belastung,debito,cargo,debe,dare,addebito,uscita,af,saida,gasto,-,−,charge,sale,spend,money out,
        paid out,direct debit,ut,uit,kimeno,terheles,wychodzacy,obciazenie,vydaj,gider,borc,debet,debited
        """);

    private static readonly HashSet<string> In = Set(
        """
        credit,c,cr,crdt,cre,credits,deposit,in,incoming,inflow,received,receive,refund,refunded,reversal,return,returned,
        income,h,haben,eingang,gutschrift,credito,abono,haber,avere,accredito,entrata,bij,entrada,ingreso,+,chargeback,cashback,
        inn,bejovo,jovairas,przychodzacy,uznanie,prijem,gelir,alacak,credited,
        payout,salary,money in,paid in,top-up,topup,cash_in,cash-in,remboursement,ruckerstattung,erstattung,reembolso,rimborso
        """);

    private static readonly HashSet<string> InParts = Set(
        "refund,refunded,reversal,chargeback,cashback,deposit,incoming,received,eingang,gutschrift,remboursement,reembolso,erstattung");

    private static readonly string[] LetterNames =
        ["debit", "credit", "dc", "cd", "dr", "cr", "sign", "side", "direction", "indicator", "soll", "haben", "type", "typ", "flag",
            "kz", "cdi", "cdt"];

    /// <summary>Whether a column is named like money that goes out.</summary>
    public static bool IsDebit(ColumnName name) => Names(name, DebitNames) && !Names(name, CreditNames);

    /// <summary>Whether a column is named like money that comes in.</summary>
    public static bool IsCredit(ColumnName name) => Names(name, CreditNames) && !Names(name, DebitNames);

    /// <summary>Whether a column's name says that single letters in it are directions.</summary>
    public static bool NamesDirection(ColumnName name) =>
        name.Words.Any(LetterNames.Contains) || LetterNames.Contains(name.Joined) || NamesBothSides(name.Words);

    /// <summary>1 for a word of money that comes in, −1 for one of money that goes out, 0 for any other.</summary>
    public static int SideOf(string value)
    {
        string word = ColumnName.Plain(value.Trim()).ToLowerInvariant();
        if (!word.All(char.IsAscii) && ForeignWords.Translate(word).ToArray() is [var english])
            word = english;
        if (Out.Contains(word) && !In.Contains(word))
            return -1;
        return In.Contains(word) || word.Split(' ', '_', '-', '/').Any(InParts.Contains) ? 1 : 0;
    }

    /// <summary>A name that is both directions and no more: S/H, in/out.</summary>
    private static bool NamesBothSides(IReadOnlyList<string> words) => words.Count == 2 && SideOf(words[0]) * SideOf(words[1]) < 0;

    private static bool Names(ColumnName name, string[][] phrases) =>
        !name.Words.Any(NotSides.Contains) && phrases.Any(p => name.IndexOf(p) >= 0);

    private static string[][] Phrases(string text) => [.. Split(text).Select(p => p.Split(' '))];

    private static HashSet<string> Set(string text) => [.. Split(text)];

    private static string[] Split(string text) =>
        text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
