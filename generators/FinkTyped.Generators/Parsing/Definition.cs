using System.Collections.Generic;
using FinkTyped.Generators.Model;

namespace FinkTyped.Generators.Parsing;

/// <summary>A type that a schema defines, and where: the first definition of its name and shape.</summary>
/// <param name="Node">The definition.</param>
/// <param name="Parent">The record it is defined in; null for the root.</param>
/// <param name="Field">The field it is defined in; null for the root.</param>
/// <param name="Place">How to get there from the root.</param>
internal sealed record Definition(NamedNode Node, Definition? Parent, FieldNode? Field, EquatableArray<SchemaStep> Place)
{
    /// <summary>All types that a record defines, itself first, then in the order of the text.</summary>
    public static IReadOnlyList<Definition> All(RecordNode root)
    {
        var found = new List<Definition>();
        Visit(root, null, null, [], found);
        return found;
    }

    private static void Visit(AvroNode type, Definition? parent, FieldNode? field, List<SchemaStep> place, List<Definition> found)
    {
        switch (type)
        {
            case ArrayNode array:
                Step(SchemaStepKind.Items, 0, array.Items, parent, field, place, found);
                break;
            case MapNode map:
                Step(SchemaStepKind.Values, 0, map.Values, parent, field, place, found);
                break;
            case UnionNode union:
                for (var i = 0; i < union.Branches.Count; i++)
                {
                    Step(SchemaStepKind.Branch, i, union.Branches[i], parent, field, place, found);
                }

                break;
            case NamedNode named when named.Canonical == named:
                var definition = new Definition(named, parent, field, new(place));
                found.Add(definition);
                if (named is not RecordNode record) break;
                for (var i = 0; i < record.Fields.Count; i++)
                {
                    Step(SchemaStepKind.Field, i, record.Fields[i].Type, definition, record.Fields[i], place, found);
                }

                break;
        }
    }

    private static void Step(
        SchemaStepKind kind, int index, AvroNode type, Definition? parent, FieldNode? field, List<SchemaStep> place, List<Definition> found)
    {
        place.Add(new SchemaStep(kind, index));
        Visit(type, parent, field, place, found);
        place.RemoveAt(place.Count - 1);
    }
}
