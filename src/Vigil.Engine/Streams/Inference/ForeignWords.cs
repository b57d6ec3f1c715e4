namespace Vigil.Engine.Streams.Inference;

/// <summary>The words of other scripts in columns' names and directions, in English. Scripts without spaces come apart by the longest word
/// that is known.</summary>
internal static class ForeignWords
{
    // Everything from here on is written without spaces, or in syllables: Chinese, Japanese, Korean.
    private const char FirstUnspaced = '\u2E80';

    private static readonly Dictionary<string, string[]> English = Words(
        """
        дата:date время:time час:time операции:transaction операція:transaction операції:transaction операция:transaction
        платежа:payment платеж:payment платежу:payment проводки:booking сумма:amount сума:amount валюта:currency валюты:currency
        валюти:currency валюті:currency валюте:currency счет:account счёт:account счета:account счёта:account рахунок:account
        рахунку:account карта:card карты:card картка:card картки:card номер:number описание:description опис:description
        деталі:description детали:description назначение:description призначення:description получатель:payee
        одержувач:payee отримувач:payee контрагент:counterparty категория:category категорія:category тип:type вид:type
        остаток:balance баланс:balance залишок:balance после:of після:of комиссия:fee комісія:fee комиссии:fee комісій:fee
        кэшбэк:cashback кешбек:cashback кешбеку:cashback курс:rate
        дебет:debit кредит:credit расход:debit расходы:debit приход:credit приходы:credit доход:credit доходы:credit
        списание:debit списания:debit зачисление:credit зачисления:credit поступление:credit поступления:credit
        витрата:debit витрати:debit надходження:credit списано:debit зараховано:credit в:in у:in
        ημερομηνία:date ημερομηνια:date ώρα:time ωρα:time ποσό:amount ποσο:amount νόμισμα:currency νομισμα:currency
        υπόλοιπο:balance υπολοιπο:balance περιγραφή:description περιγραφη:description αιτιολογία:description χρέωση:debit
        χρεωση:debit πίστωση:credit πιστωση:credit λογαριασμός:account κάρτα:card αξίας:value κίνησης:transaction
        日付:date 日時:timestamp 年月日:date 月日:date 時刻:time 時間:time 日:date 取引:transaction ご利用:transaction 利用:transaction
        お取引:transaction 取扱:transaction 金額:amount 入出金:amount 支払い:debit 支払:debit お支払い:debit お支払:debit
        引き出し:debit お引出し:debit 引出:debit
        出金:debit 預かり:credit お預かり:credit お預り:credit 預り:credit 預入:credit お預入れ:credit 入金:credit
        残高:balance 差引:of 摘要:description 内容:description
        店名:merchant 店舗:merchant 加盟店:merchant 相手:counterparty 通貨:currency 円:jpy 口座:account カード:card 会員:customer
        顧客:customer 番号:number 区分:type 種別:type
        日期:date 时间:time 時間:time 交易:transaction 记账:booking 金额:amount 余额:balance 餘額:balance 币种:currency 货币:currency
        幣別:currency 对方:counterparty 對方:counterparty 商户:merchant 商戶:merchant 收入:credit 支出:debit 收:credit 支:debit
        贷方:credit 借方:debit 貸方:credit 存入:credit 转入:credit 转出:debit 账号:account 账户:account 帳號:account 卡号:card
        单号:id 流水号:id 类型:type 類型:type 元:cny 发生额:amount 户名:name 客户:customer
        거래:transaction 일시:timestamp 일자:date 날짜:date 시간:time 금액:amount 출금:debit 입금:credit 출금액:debit 입금액:credit
        잔액:balance 적요:description 내용:description 통화:currency 계좌:account 가맹점:merchant 카드:card 고객:customer 번호:number
        """);

    private static readonly int Longest = English.Keys.Max(k => k.Length);

    /// <summary>A lower-case word in English, in one word or several; itself where it is not known.</summary>
    public static IEnumerable<string> Translate(string word) =>
        English.TryGetValue(word, out string[]? words) ? words : word.Any(c => c >= FirstUnspaced) ? TakeApart(word) : [word];

    private static IEnumerable<string> TakeApart(string text)
    {
        int unknown = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(Longest, text.Length - at);
            while (length > 0 && !English.ContainsKey(text.Substring(at, length)))
                length--;
            if (length == 0)
            {
                at++;
                continue;
            }
            if (at > unknown)
                yield return text[unknown..at];
            foreach (string word in English[text.Substring(at, length)])
                yield return word;
            unknown = at += length;
        }
        if (unknown < text.Length)
            yield return text[unknown..];
    }

    private static Dictionary<string, string[]> Words(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split(':')).DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1..], StringComparer.Ordinal);
}
