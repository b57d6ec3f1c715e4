namespace Vigil.Engine.Journal;

/// <summary>What an entry of the journal records. The numbers are stored.</summary>
public enum EntryKind
{
    /// <summary>A transaction and its decision: a <see cref="DecisionRecord"/>.</summary>
    Decision = 1,

    /// <summary>A label that arrived after its transaction: a <see cref="LabelRecord"/>.</summary>
    Label = 2,

    /// <summary>A model version became the champion of its stream: a <see cref="PromotionRecord"/>.</summary>
    Promotion = 3,

    /// <summary>The personal data of an entity was erased: an <see cref="ErasureRecord"/>.</summary>
    Erasure = 4,

    /// <summary>A stream has another definition: a <see cref="DefinitionRecord"/>.</summary>
    Definition = 5,
}
