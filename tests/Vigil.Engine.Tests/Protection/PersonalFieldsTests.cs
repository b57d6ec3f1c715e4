using System.Text;
using Vigil.Engine.Protection;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Protection;

public class PersonalFieldsTests
{
    private static readonly TransactionSchema Schema = new(
    [
        new Field("id", FieldType.Text, FieldRole.Id), new Field("time", FieldType.Time, FieldRole.Time),
        new Field("customer", FieldType.Text, FieldRole.Entity, IsPersonal: true),
        new Field("device", FieldType.Text, FieldRole.Device, IsPersonal: true),
        new Field("shop", FieldType.Text, FieldRole.Merchant), new Field("amount", FieldType.Number, FieldRole.Amount),
        new Field("age", FieldType.Number, IsPersonal: true),
    ]);

    private static readonly MasterKey Key = new(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray());

    [Fact]
    public void Unpack_WhatWasPacked_GivesTheTransactionBack()
    {
        var fields = new PersonalFields("s", Schema, new KeyedHash(Key));
        var transaction = Payment("alice", "phone");
        var masked = fields.Mask(transaction);
        var whole = fields.Unpack(masked, fields.Pack(transaction));

        foreach (int slot in Enumerable.Range(0, Schema.TextCount))
            whole.Text(slot).SequenceEqual(transaction.Text(slot)).ShouldBeTrue();
        whole.Numbers.ShouldBe(transaction.Numbers);
        (whole.Time, whole.Label).ShouldBe((transaction.Time, transaction.Label));
    }

    [Fact]
    public void Mask_PersonalValues_AreGone()
    {
        var fields = new PersonalFields("s", Schema, new KeyedHash(Key));
        var masked = fields.Mask(Payment("alice", "phone"));
        string texts = string.Concat(Enumerable.Range(0, Schema.TextCount).Select(slot => Encoding.Latin1.GetString(masked.Text(slot))));

        texts.ShouldNotContain("alice");
        texts.ShouldNotContain("phone");
        texts.ShouldContain("corner shop");
        masked.Numbers[0].ShouldBe(12.5);
        masked.Numbers[1].ShouldBe(double.NaN);
    }

    [Fact]
    public void EntityOf_SameValue_SameHashAndOtherwiseAnother()
    {
        var fields = new PersonalFields("s", Schema, new KeyedHash(Key));

        fields.EntityOf(Payment("alice", "x")).ShouldBe(fields.EntityOf("alice"u8));
        fields.EntityOf(Payment("alice", "x")).ShouldNotBe(fields.EntityOf("alicf"u8));
        new PersonalFields("t", Schema, new KeyedHash(Key)).EntityOf("alice"u8).ShouldNotBe(fields.EntityOf("alice"u8));
        new PersonalFields("s", Schema, new KeyedHash(MasterKey.Create())).EntityOf("alice"u8).ShouldNotBe(fields.EntityOf("alice"u8));
        fields.EntityOf(""u8).ShouldBe(UInt128.Zero);
    }

    [Fact]
    public void IsIdOf_OwnIdentifier_IsFound()
    {
        var fields = new PersonalFields("s", Schema, new KeyedHash(Key));
        var masked = fields.Mask(Payment("alice", "phone"));

        fields.IsIdOf(masked, fields.IdOf("t1"u8)).ShouldBeTrue();
        fields.IsIdOf(masked, fields.IdOf("t2"u8)).ShouldBeFalse();
    }

    private static Transaction Payment(string customer, string device)
    {
        var transaction = new Transaction(Schema) { Time = 1_700_000_000_000_000 };
        transaction.SetText(0, "t1"u8);
        transaction.SetText(1, Encoding.UTF8.GetBytes(customer));
        transaction.SetText(2, Encoding.UTF8.GetBytes(device));
        transaction.SetText(3, "corner shop"u8);
        transaction.Numbers[0] = 12.5;
        transaction.Numbers[1] = 44;
        return transaction;
    }
}
