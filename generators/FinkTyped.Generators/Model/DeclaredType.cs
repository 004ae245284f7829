using FinkTyped.Generators.Parsing;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>A C# type to generate.</summary>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Doc">What the schema says about it; null where it says nothing.</param>
/// <param name="File">The name of the schema file it comes from, without folders, which differ from machine to machine.</param>
internal abstract record DeclaredType(string Name, string? Doc, string File);

/// <summary>A C# record for an Avro record.</summary>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Doc">What the schema says about it; null where it says nothing.</param>
/// <param name="File">The name of the schema file it comes from.</param>
/// <param name="AvroName">Its full name in the schema.</param>
/// <param name="Properties">The fields in the order of their bytes.</param>
/// <param name="Schema">Its schema.</param>
internal sealed record RecordModel(
    string Name, string? Doc, string File, string AvroName, EquatableArray<PropertyModel> Properties, SchemaOrigin Schema)
    : DeclaredType(Name, Doc, File);

/// <summary>Where the schema of a record comes from at run time.</summary>
/// <param name="Json">The schema without docs, one field a line; null where it is part of another record's.</param>
/// <param name="Root">The record whose schema it is part of.</param>
/// <param name="Place">How to get from there to the record's own.</param>
internal sealed record SchemaOrigin(string? Json, string Root, EquatableArray<SchemaStep> Place);

/// <summary>A property of a C# record.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="AvroName">The field's name in the schema.</param>
/// <param name="Doc">What the schema says about it; null where it says nothing.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">The schema's default; null where there is none, or none to write.</param>
/// <param name="Backing">The private field behind the property where it has one of its own; else null.</param>
internal sealed record PropertyModel(string Name, string AvroName, string? Doc, TypeModel Type, DefaultModel? Default, string? Backing);

/// <summary>A C# enum for an Avro enum.</summary>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Doc">What the schema says about it; null where it says nothing.</param>
/// <param name="File">The name of the schema file it comes from.</param>
/// <param name="AvroName">Its full name in the schema.</param>
/// <param name="Symbols">The symbols in the order of their indexes.</param>
internal sealed record EnumModel(string Name, string? Doc, string File, string AvroName, EquatableArray<SymbolModel> Symbols)
    : DeclaredType(Name, Doc, File);

/// <summary>A member of a C# enum.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="AvroName">The symbol in the schema.</param>
internal sealed record SymbolModel(string Name, string AvroName);

/// <summary>A C# struct for an Avro fixed.</summary>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="Doc">What the schema says about it; null where it says nothing.</param>
/// <param name="File">The name of the schema file it comes from.</param>
/// <param name="AvroName">Its full name in the schema.</param>
/// <param name="Size">The number of bytes.</param>
internal sealed record FixedModel(string Name, string? Doc, string File, string AvroName, int Size) : DeclaredType(Name, Doc, File);

/// <summary>A C# struct for a union of several types.</summary>
/// <param name="Name">Its name in C#, without namespace.</param>
/// <param name="File">The name of the schema file it comes from.</param>
/// <param name="FieldName">The field whose type it is, in the schema.</param>
/// <param name="KindName">The enum that tells the branches apart.</param>
/// <param name="Branches">The branches in the order of their indexes.</param>
internal sealed record UnionModel(string Name, string File, string FieldName, string KindName, EquatableArray<BranchModel> Branches)
    : DeclaredType(Name, null, File);

/// <summary>A branch of a union of several types.</summary>
/// <param name="Name">What its members are called after: Long gives IsLong, AsLong, TryGetLong.</param>
/// <param name="Type">Its type.</param>
internal sealed record BranchModel(string Name, TypeModel Type)
{
    public bool IsNull => Type is PrimitiveModel { Kind: PrimitiveKind.Null };
}
