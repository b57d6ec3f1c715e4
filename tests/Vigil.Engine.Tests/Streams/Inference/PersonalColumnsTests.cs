using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

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
    [InlineData("Empfänger")]
    [InlineData("Zahlungsempfänger")]
    [InlineData("Begünstigter")]
    [InlineData("Bénéficiaire")]
    [InlineData("receiver_name")]
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

    [Theory]
    [InlineData("payee_name", FieldRole.Merchant, true)]
    [InlineData("beneficiary", FieldRole.Merchant, true)]
    [InlineData("Empfänger", FieldRole.Merchant, true)]
    [InlineData("merchant_name", FieldRole.Merchant, false)]
    [InlineData("zip", FieldRole.Location, true)]
    [InlineData("city", FieldRole.Location, false)]
    [InlineData("account_number", FieldRole.Id, true)]
    [InlineData("id", FieldRole.Id, false)]
    [InlineData("customer", FieldRole.Entity, true)]
    public void Mark_TextOfAnyRole_IsPersonalWhenItsNameSaysSo(string name, FieldRole role, bool isPersonal)
    {
        var schema = new TransactionSchema(
            [new Field("time", FieldType.Time, FieldRole.Time), new Field(name, FieldType.Text, role)], TimeZoneInfo.Utc);

        var marked = PersonalColumns.Mark(new StreamDefinition(
            "s", schema, new FeatureSet(DefaultFeatures.Of(schema), TimeSpan.Zero), new ModelOptions(), new PolicyOptions()));

        marked.Schema.Fields[1].ShouldBe(schema.Fields[1] with { IsPersonal = isPersonal });
    }
}
