namespace Vigil.Engine.Journal.Packing;

/// <summary>The columns of a packed part of the journal. The numbers are stored; each of numbers is followed by three of its own.</summary>
internal enum Column
{
    Frame = 0,
    Name = 1,
    NameLength = 2,
    Kind = 3,
    Received = 4,
    Shape = 5,
    Other = 6,
    OtherLength = 7,
    Time = 8,
    TextLength = 9,
    Text = 10,
    Decided = 11,
    Entity = 12,
    Box = 13,
    Place = 14,
    Delay = 15,
    Label = 16,
    Number = 20,
    Feature = 24,
    Baseline = 28,
    Contribution = 32,
    PlaceTime = 36,
}
