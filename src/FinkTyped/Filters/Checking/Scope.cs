namespace FinkTyped.Filters;

/// <summary>What names mean at a place in a filter: the fields of the alert or of an item, and around them those of what they are in.</summary>
/// <param name="Record">The record whose fields have names here; null in a list whose items are no records.</param>
/// <param name="Level">Where the frame shows the record.</param>
/// <param name="Item">What <c>it</c> is in a list whose items are no records.</param>
/// <param name="Outer">What lies around; null for the alert.</param>
internal sealed record Scope(AvroRecordSchema? Record, int Level, AvroSchema? Item, Scope? Outer);
