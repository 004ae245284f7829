using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FinkTyped.Generators.Diagnostics;
using FinkTyped.Generators.Json;
using FinkTyped.Generators.Naming;
using FinkTyped.Generators.Parsing;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Model;

/// <summary>Builds the model of the C# types from the definitions of a schema.</summary>
internal sealed class ModelBuilder
{
    private readonly IReadOnlyList<Definition> _definitions;
    private readonly TypeNames _names;
    private readonly CancellationToken _stop;
    private readonly Sizes _sizes = new();
    private readonly Dictionary<NamedNode, IReadOnlyList<GivenName>> _members = [];
    private readonly Dictionary<NamedNode, NameScope> _scopes = [];
    private readonly Dictionary<FieldNode, TypeModel> _types = [];
    private readonly List<UnionModel> _unions = [];
    private readonly DefaultBuilder _defaults;

    public ModelBuilder(IReadOnlyList<Definition> definitions, TypeNames names, CancellationToken stop)
    {
        _definitions = definitions;
        _names = names;
        _stop = stop;
        _defaults = new DefaultBuilder(field => _types[field], MemberName);
    }

    public EquatableArray<DeclaredType> Build()
    {
        foreach (var definition in _definitions) NameMembers(definition);
        foreach (var definition in _definitions) TypeFields(definition);
        var types = new List<DeclaredType>();
        foreach (var definition in _definitions)
        {
            _stop.ThrowIfCancellationRequested();
            types.Add(definition.Node switch
            {
                RecordNode record => BuildRecord(definition, record),
                EnumNode symbols => new EnumModel(_names[definition], symbols.Doc, symbols.Document.Name, symbols.FullName, new(
                    symbols.Symbols.Zip(_members[symbols], (symbol, name) => new SymbolModel(name.Name, symbol.Value)))),
                FixedNode bytes => new FixedModel(_names[definition], bytes.Doc, bytes.Document.Name, bytes.FullName, bytes.Size),
                _ => throw new InvalidOperationException(),
            });
        }

        return new([.. types, .. _unions]);
    }

    private string MemberName(NamedNode type, int index) => _members[type.Canonical!][index].Name;

    private void NameMembers(Definition definition)
    {
        var given = _names.Given(definition);
        if (given.WhyNot == WhyNot.IsAnotherShape)
        {
            definition.Node.Document.Diagnostics.Report(Descriptors.TwoShapes, definition.Node.NameRange, definition.Node.FullName, given.Name);
        }
        else
        {
            ReportChange(definition, "type", definition.Node.FullName, given, definition.Node.NameRange);
        }

        switch (definition.Node)
        {
            case RecordNode record:
                _members[record] = MemberNames.OfProperties(given.Name, [.. record.Fields.Select(f => f.Name)], out var scope);
                _scopes[record] = scope;
                for (var i = 0; i < record.Fields.Count; i++)
                {
                    ReportChange(definition, "property", record.Fields[i].Name, _members[record][i], record.Fields[i].NameRange);
                }

                break;
            case EnumNode symbols:
                _members[symbols] = MemberNames.OfSymbols([.. symbols.Symbols.Select(s => s.Value)]);
                for (var i = 0; i < symbols.Symbols.Count; i++)
                {
                    var range = symbols.Symbols[i].Range;
                    ReportChange(definition, "symbol", symbols.Symbols[i].Value, _members[symbols][i], new TextRange(range.Start + 1, range.End - 1));
                }

                break;
        }
    }

    private static void ReportChange(Definition definition, string what, string avroName, GivenName given, TextRange range)
    {
        if (given.WhyNot == WhyNot.Nothing) return;
        definition.Node.Document.Diagnostics.Report(Descriptors.NameChanged, range, what, avroName, given.Name, given.Wanted, InWords(given.WhyNot));
    }

    private static string InWords(WhyNot whyNot) => whyNot switch
    {
        WhyNot.HasNoLetter => "has no letter or digit",
        WhyNot.IsAnotherProperty => "is another property",
        WhyNot.IsAnotherSymbol => "is another symbol",
        WhyNot.IsAnotherShape => "is the type of another shape",
        WhyNot.IsWhatItIsIn => "is the name of what it is in",
        WhyNot.IsItsType => "is the name of its type",
        WhyNot.IsEveryTypesMember => "is a member of every record",
        _ => "is another type",
    };

    private void TypeFields(Definition definition)
    {
        if (definition.Node is not RecordNode record) return;
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var unionName = _names[definition] + _members[record][i].Name;
            _types[record.Fields[i]] = TypeOf(record.Fields[i].Type, unionName, record.Fields[i].Name, record.Document.Name);
        }
    }

    private RecordModel BuildRecord(Definition definition, RecordNode record)
    {
        var properties = new List<PropertyModel>();
        for (var i = 0; i < record.Fields.Count; i++)
        {
            var field = record.Fields[i];
            var name = _members[record][i].Name;
            var type = _types[field];
            var isBytes = (type is NullableModel nullable ? nullable.Value : type) is PrimitiveModel { Kind: PrimitiveKind.Bytes };
            var backing = isBytes ? _scopes[record].Take("_" + char.ToLowerInvariant(name[0]) + name.Substring(1)) : null;
            properties.Add(new PropertyModel(name, field.Name, field.Doc, type, DefaultOf(record, field), backing));
        }

        var isRoot = definition.Node == definition.Root;
        var origin = new SchemaOrigin(isRoot ? SchemaJsonWriter.Write(record) : null, _names.Of(definition.Root), definition.Place);
        return new RecordModel(_names[definition], record.Doc, record.Document.Name, record.FullName, new(properties), origin);
    }

    private DefaultModel? DefaultOf(RecordNode record, FieldNode field)
    {
        if (field.Default is not { } json) return null;
        var fit = _defaults.Of(field);
        if (fit.Kind == DefaultFitKind.Misfit)
        {
            field.IsDefaultIgnored = true;
            record.Document.Diagnostics.Report(Descriptors.DefaultIgnored, json.Range, field.Name, "it does not fit the type");
        }

        return fit.Value is ImpliedDefault ? null : fit.Value;
    }

    private TypeModel TypeOf(AvroNode type, string unionName, string fieldName, string file) => type switch
    {
        PrimitiveNode primitive => new PrimitiveModel(primitive.Kind, Sizes.Of(primitive.Kind)),
        ArrayNode array => new ArrayModel(TypeOf(array.Items, unionName, fieldName, file)),
        MapNode map => new MapModel(TypeOf(map.Values, unionName, fieldName, file)),
        UnionNode union => UnionOf(union, unionName, fieldName, file),
        _ => NamedOf((NamedNode)type.Target),
    };

    private NamedModel NamedOf(NamedNode named) => named switch
    {
        EnumNode symbols => new NamedModel(NamedKind.Enum, _names.Of(named), symbols.Symbols.Count, 1),
        FixedNode bytes => new NamedModel(NamedKind.Fixed, _names.Of(named), bytes.Size, _sizes.Of(named)),
        _ => new NamedModel(NamedKind.Record, _names.Of(named), 0, _sizes.Of(named)),
    };

    private TypeModel UnionOf(UnionNode union, string unionName, string fieldName, string file)
    {
        var nullIndex = union.Branches.ToList().FindIndex(b => b is PrimitiveNode { Kind: PrimitiveKind.Null });
        if (union.Branches.Count == 1) return new SingleModel(TypeOf(union.Branches[0], unionName, fieldName, file));
        if (union.Branches.Count == 2 && nullIndex >= 0)
        {
            return new NullableModel(TypeOf(union.Branches[1 - nullIndex], unionName, fieldName, file), nullIndex);
        }

        // Before unions within it take the name.
        var name = _names.TakeFree(unionName, unionName + "Union");
        var kindName = _names.TakeFree(name + "Kind");
        var branches = union.Branches.Select(b => TypeOf(b, unionName, fieldName, file)).ToList();
        var scope = MemberNames.OfBranches();
        _unions.Add(new UnionModel(name, file, fieldName, kindName, new(branches.Select(b => new BranchModel(scope.Take(BranchName(b)), b)))));
        return new NamedModel(NamedKind.Union, name, nullIndex >= 0 ? 1 : 0, 1);
    }

    private static string BranchName(TypeModel type) => type switch
    {
        PrimitiveModel primitive => primitive.Kind.ToString(),
        NamedModel named => named.Name,
        ArrayModel => "Array",
        _ => "Map",
    };
}
