using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Streams;

/// <summary>The columns of exports of banks and wallets in many languages and scripts.</summary>
public class BankColumnsTests
{
    [Theory]
    [InlineData("日付|摘要|支払い金額|預かり金額|差引残高", "2024/1/5|カード|1,200||9,900", "2024/1/27|||5,000|15,000",
        "日付:Time 摘要:Merchant amount:Amount")]
    [InlineData("取引日|入出金(円)|残高(円)|入出金先内容", "20240105|-1200|9900|Rewe", "20240127|5000|14900|Firma", "取引日:Time 入出金(円):Amount")]
    [InlineData("交易时间|交易对方|收/支|金额(元)|余额", "2024-01-05 10:00:00|店|支出|12.50|99.00", "2024-01-27 10:00:00|人|收入|50.00|149.00",
        "交易时间:Time 交易对方:Merchant 金额(元):Amount")]
    [InlineData("거래일시|적요|출금액|입금액|잔액", "2024.01.05 10:00|x|1200||9900", "2024.01.27 10:00|y||5000|14900",
        "거래일시:Time 적요:Merchant amount:Amount")]
    [InlineData("Дата операции|Статус|Сумма операции|Валюта операции|Кэшбэк|Остаток", "05.01.2024 10:00:00|OK|-12,50|RUB|1,00|99,00",
        "27.01.2024 10:00:00|OK|50,00|RUB||149,00", "Дата операции:Time Сумма операции:Amount Валюта операции:Currency")]
    [InlineData("Дата i час операції|Деталі операції|Сума в валюті картки (UAH)|Сума комісій (UAH)|Залишок",
        "05.01.2024 10:00:00|x|-12.50|—|99.00",
        "27.01.2024 10:00:00|y|50.00|1.10|149.00", "Дата i час операції:Time Деталі операції:Merchant Сума в валюті картки (UAH):Amount")]
    [InlineData("Ημερομηνία|Περιγραφή|Χρέωση|Πίστωση|Υπόλοιπο", "05/01/2024|x|12,50||99,00", "27/01/2024|y||50,00|149,00",
        "Ημερομηνία:Time Περιγραφή:Merchant amount:Amount")]
    [InlineData("Datum zaúčtování|Částka|Měna", "5. 1. 2024|-12,50|CZK", "27. 1. 2024|50,00|CZK",
        "Datum zaúčtování:Time Částka:Amount Měna:Currency")]
    [InlineData("Könyvelés dátuma|Bejövő/Kimenő|Összeg|Pénznem", "2024.01.05.|Kimenő|-1 250|HUF", "2024.01.27.|Bejövő|5 000|HUF",
        "Könyvelés dátuma:Time Összeg:Amount Pénznem:Currency")]
    [InlineData("Dato|Forklaring|Ut fra konto|Inn på konto", "05.01.2024|x|12,50|", "27.01.2024|y||50,00", "Dato:Time amount:Amount")]
    [InlineData("Tarih|Açıklama|Tutar|Bakiye", "05/01/2024|x|-12,50 TL|99,00", "27/01/2024|y|50,00 TL|149,00",
        "Tarih:Time Açıklama:Merchant Tutar:Amount")]
    [InlineData("Konto|Valuta|S/H|Betrag|Waehrung", "1|240105|S|12,50|EUR", "1|240127|H|50,00|EUR",
        "Konto:Entity Valuta:Time Betrag:Amount Waehrung:Currency")]
    [InlineData("Buchungsdatum|Uhrzeit|Karte|Betrag", "45296|0,416667|1|-12,50", "45318|0,416667|1|50,00",
        "Buchungsdatum:Time Betrag:Amount")]
    [InlineData("Date|Time|Gross|Fee|Net|Balance", "01/05/2024|10:00:00|-12.50|-0.30|-12.80|99.00",
        "01/27/2024|10:00:00|50.00|-1.00|49.00|149.00",
        "Date:Time Gross:Amount")]
    [InlineData("ID|Direction|Created on|Source fee amount|Source amount (after fees)", "a|OUT|2024-01-05|0.30|12.50",
        "b|IN|2024-01-27|0.00|50.00",
        "ID:Id Created on:Time Source amount (after fees):Amount")]
    [InlineData("transactionTime|amount.currency|amount.minorUnits|direction", "2024-01-05T10:00:00Z|GBP|1250|OUT",
        "2024-01-27T10:00:00Z|GBP|5000|IN",
        "transactionTime:Time amount.currency:Currency amount.minorUnits:Amount")]
    [InlineData("Data|Valor|Identificador", "05/01/2024|-12.50|659c", "27/01/2024|50.00|65ab", "Data:Time Valor:Amount Identificador:Id")]
    public void Infer_ExportOfABank_FindsTimeAndAmount(string header, string first, string second, string expected)
    {
        var result = Infer(header, [first, second]);

        result.Errors.ShouldBeEmpty();
        string.Join(' ', result.Columns.Where(c => c.Role != FieldRole.None).Select(c => $"{c.Name}:{c.Role}")).ShouldBe(expected);
        result.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("收/支", "支出", "收入")]
    [InlineData("direction", "OUT", "IN")]
    [InlineData("Тип", "Списание", "Зачисление")]
    [InlineData("Bejövő/Kimenő", "Kimenő", "Bejövő")]
    public void Infer_DirectionInAnyLanguage_GivesTheSign(string name, string outgoing, string incoming)
    {
        var amount = Infer("date|amount|" + name, [$"2024-01-05|5|{outgoing}", $"2024-01-06|7|{incoming}"])
            .Definition!.Schema.Find(FieldRole.Amount)!;

        (amount.Parts.Sign, string.Join(',', amount.Parts.Positive)).ShouldBe((name, incoming));
    }

    [Theory]
    [InlineData("USD|EUR", "EUR")]
    [InlineData("EUR|EUR", null)]
    public void Infer_AmountThatNamesItsCurrency_IsNotInThatOfAnother(string currencies, string? expected)
    {
        string[] both = currencies.Split('|');
        var schema = Infer("Date|Amount (EUR)|Original Amount|Original Currency",
            [$"2024-01-05|-5.10|5.50|{both[0]}", $"2024-01-06|-7.20|7.20|{both[1]}"]).Definition!.Schema;

        schema.Find(FieldRole.Amount)!.Currency.ShouldBe(expected);
        schema.Find(FieldRole.Currency)?.Name.ShouldBe("Original Currency");
        (schema.Find(FieldRole.Currency) is null).ShouldBe(expected is not null);
    }

    [Fact]
    public void Infer_ColumnsThatDifferInEveryRowOrAreEmpty_AreNoEntityAndNoMerchant()
    {
        string[] rows = [.. Enumerable.Range(0, 60)
            .Select(i => $"2024-01-{1 + i % 28:00}|{5 + i}.25|ch_{i * 7919}||Shop {i % 5} 01/{1 + i % 28:00} Ref {i}")];

        var roles = Infer("Date|Amount|Source|Payer Name|Description",
            rows).Columns.Where(c => c.Role != FieldRole.None).Select(c => c.Name);

        roles.ShouldBe(["Date", "Amount"]);
    }

    [Fact]
    public void Infer_MoneyThatNoNameSays_IsSaid() =>
        Infer("when|alpha|beta", ["2024-01-05|-5.10|5.5", "2024-01-06|7.20|-7.2", "2024-01-07|-6.30|-6.3"])
            .Warnings.ShouldHaveSingleItem().ShouldEndWith("--amount COLUMN: alpha, beta");

    [Theory]
    [InlineData("Eastern Time (US & Canada)", true)]
    [InlineData("Pacific Standard Time", true)]
    [InlineData("Somewhere", false)]
    public void Infer_ZoneOfATill_IsReadOrSaid(string zone, bool isRead)
    {
        var result = Infer("Date|Time|Time Zone|Amount", [$"01/05/24|10:00:00|{zone}|$5.10", $"01/25/24|10:00:00|{zone}|$7.20"]);

        result.Definition!.Schema.Find(FieldRole.Time)!.Parts.Zone.ShouldBe(isRead ? "Time Zone" : null);
        result.Warnings.Any(w => w.Contains($"'{zone}' is none that is known")).ShouldBe(!isRead);
    }

    private static InferenceResult Infer(string header, IEnumerable<string> rows) =>
        ColumnInference.Infer(new SampleTable(header.Split('|'), [.. rows.Select(r => r.Split('|'))]));
}
