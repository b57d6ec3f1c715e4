using Vigil.Engine.Streams.Inference;

namespace Vigil.Engine.Tests.Streams.Inference;

public sealed class PersonalColumnsTests
{
    [Theory]
    [InlineData("first_name")]
    [InlineData("customerName")]
    [InlineData("Surname")]
    [InlineData("Name")]
    [InlineData("Vorname")]
    [InlineData("card_holder")]
    [InlineData("e-mail")]
    [InlineData("EmailAddress")]
    [InlineData("phone_number")]
    [InlineData("Mobile")]
    [InlineData("billing address")]
    [InlineData("street")]
    [InlineData("zip")]
    [InlineData("dob")]
    [InlineData("date_of_birth")]
    [InlineData("Geburtsdatum")]
    [InlineData("IBAN")]
    [InlineData("beneficiary_iban")]
    [InlineData("cc_num")]
    [InlineData("Card Number")]
    [InlineData("bank_account_number")]
    public void IsNamedSo_WhatIsOfAPerson_IsPersonal(string name) => PersonalColumns.IsNamedSo(name).ShouldBeTrue();

    [Theory]
    [InlineData("amount")]
    [InlineData("merchant_name")]
    [InlineData("city_name")]
    [InlineData("product")]
    [InlineData("merchant_zip")]
    [InlineData("terminal_id")]
    [InlineData("card_type")]
    [InlineData("number_of_items")]
    [InlineData("category")]
    public void IsNamedSo_WhatIsOfAThing_IsNot(string name) => PersonalColumns.IsNamedSo(name).ShouldBeFalse();
}
