using Vigil.Simulation.Customers;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation;

/// <summary>Fills in the fields that go together; honest and fraudulent payments are made by the same functions.</summary>
internal static class Payments
{
    public static SimulatedTransaction AtTerminal(Customer customer, Merchant merchant, PaymentTerminal terminal, long time,
        long cents) => new()
        {
            TimeMicroseconds = time,
            CustomerId = customer.Id,
            CustomerIndex = customer.Index,
            MerchantId = merchant.Id,
            MerchantCategory = merchant.Category.Name,
            Terminal = terminal,
            DeviceId = "",
            Ip = "",
            Place = merchant.City!,
            LatitudeE4 = merchant.LatitudeE4,
            LongitudeE4 = merchant.LongitudeE4,
            Channel = merchant.Category == Category.Cash ? Channel.Atm : Channel.Pos,
            Type = merchant.Category == Category.Cash ? TransactionType.Withdrawal : TransactionType.Purchase,
            Cents = cents,
            Scenario = "",
        };

    public static SimulatedTransaction Online(
        Customer customer, Merchant merchant, long time, long cents, TransactionType type, string device, string ip, City city) =>
        OverNetwork(customer, merchant.Id, merchant.Category, time, cents, type, device, ip, city);

    public static SimulatedTransaction Transfer(
        Customer from, Customer to, long time, long cents, string device, string ip, City city) =>
        OverNetwork(from, to.Id, Category.Transfer, time, cents, TransactionType.Transfer, device, ip, city);

    private static SimulatedTransaction OverNetwork(
        Customer customer, string payee, Category category, long time, long cents, TransactionType type, string device, string ip,
        City city) => new()
        {
            TimeMicroseconds = time,
            CustomerId = customer.Id,
            CustomerIndex = customer.Index,
            MerchantId = payee,
            MerchantCategory = category.Name,
            DeviceId = device,
            Ip = ip,
            Place = city,
            LatitudeE4 = city.LatitudeE4,
            LongitudeE4 = city.LongitudeE4,
            Channel = Channel.Online,
            Type = type,
            Cents = cents,
            Scenario = "",
        };
}
