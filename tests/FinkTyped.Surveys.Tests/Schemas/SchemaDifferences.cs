namespace FinkTyped.Surveys.Tests;

/// <summary>
/// Says where two schemas differ in what reaches the wire: names, order and types of fields. Names of records do not count.
/// </summary>
internal static class SchemaDifferences
{
    /// <param name="ours">The schema under test.</param>
    /// <param name="theirs">The writer's schema.</param>
    /// <param name="promoteInt">Whether a double of ours may stand for an int of theirs.</param>
    public static List<string> Find(AvroSchema ours, AvroSchema theirs, bool promoteInt = false)
    {
        var found = new List<string>();
        Compare(ours, theirs, "", promoteInt, found);
        return found;
    }

    private static void Compare(AvroSchema ours, AvroSchema theirs, string path, bool promoteInt, List<string> found)
    {
        switch (ours, theirs)
        {
            case (AvroRecordSchema a, AvroRecordSchema b):
                CompareFields(a, b, path, promoteInt, found);
                break;
            case (AvroArraySchema a, AvroArraySchema b):
                Compare(a.Items, b.Items, path + "[]", promoteInt, found);
                break;
            case (AvroMapSchema a, AvroMapSchema b):
                Compare(a.Values, b.Values, path + "{}", promoteInt, found);
                break;
            case (AvroUnionSchema a, AvroUnionSchema b) when a.Branches.Count == b.Branches.Count:
                for (var i = 0; i < a.Branches.Count; i++) Compare(a.Branches[i], b.Branches[i], path, promoteInt, found);
                break;
            case (AvroPrimitiveSchema { Type: AvroType.Double }, AvroPrimitiveSchema { Type: AvroType.Int }) when promoteInt:
            case (AvroPrimitiveSchema a, AvroPrimitiveSchema b) when a.Type == b.Type:
                break;
            default:
                found.Add($"{path}: {ours} is {theirs} there");
                break;
        }
    }

    private static void CompareFields(AvroRecordSchema ours, AvroRecordSchema theirs, string path, bool promoteInt, List<string> found)
    {
        for (var i = 0; i < Math.Max(ours.Fields.Count, theirs.Fields.Count); i++)
        {
            var (a, b) = (ours.Fields.ElementAtOrDefault(i), theirs.Fields.ElementAtOrDefault(i));
            if (a?.Name == b?.Name) Compare(a!.Schema, b!.Schema, $"{path}.{a.Name}", promoteInt, found);
            else found.Add($"{path}: field {i} is '{a?.Name}' here and '{b?.Name}' there");
        }
    }
}
