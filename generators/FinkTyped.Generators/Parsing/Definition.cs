using System.Collections.Generic;
using FinkTyped.Generators.Values;

namespace FinkTyped.Generators.Parsing;

/// <summary>A type that a schema defines, and where: the first definition of its name and shape.</summary>
/// <param name="Node">The definition.</param>
/// <param name="Parent">The record it is defined in; null for a root.</param>
/// <param name="Field">The field it is defined in; null for a root.</param>
/// <param name="Root">The schema it is part of.</param>
/// <param name="Place">How to get there from the root.</param>
internal sealed record Definition(NamedNode Node, Definition? Parent, FieldNode? Field, RecordNode Root, EquatableArray<SchemaStep> Place)
{
    /// <summary>All types that records define, each record first, then in the order of the text.</summary>
    public static IReadOnlyList<Definition> All(IEnumerable<RecordNode> roots)
    {
        var found = new List<Definition>();
        foreach (var root in roots) new Visitor(root, found).Visit(root, null, null);
        return found;
    }

    private sealed class Visitor(RecordNode root, List<Definition> found)
    {
        private readonly List<SchemaStep> _place = [];

        public void Visit(AvroNode type, Definition? parent, FieldNode? field)
        {
            switch (type)
            {
                case ArrayNode array:
                    Step(SchemaStepKind.Items, 0, array.Items, parent, field);
                    break;
                case MapNode map:
                    Step(SchemaStepKind.Values, 0, map.Values, parent, field);
                    break;
                case UnionNode union:
                    for (var i = 0; i < union.Branches.Count; i++) Step(SchemaStepKind.Branch, i, union.Branches[i], parent, field);
                    break;
                case NamedNode named when named.Canonical == named:
                    var definition = new Definition(named, parent, field, root, new(_place));
                    found.Add(definition);
                    if (named is not RecordNode record) break;
                    for (var i = 0; i < record.Fields.Count; i++)
                    {
                        Step(SchemaStepKind.Field, i, record.Fields[i].Type, definition, record.Fields[i]);
                    }

                    break;
            }
        }

        private void Step(SchemaStepKind kind, int index, AvroNode type, Definition? parent, FieldNode? field)
        {
            _place.Add(new SchemaStep(kind, index));
            Visit(type, parent, field);
            _place.RemoveAt(_place.Count - 1);
        }
    }
}
