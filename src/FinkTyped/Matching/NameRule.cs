namespace FinkTyped;

/// <summary>Avro's rule for the names of records, enums and fixed.</summary>
internal static class NameRule
{
    /// <summary>
    /// Whether the names of a writer's and a reader's type match: the names without namespace are equal, or an alias of the reader's type is
    /// the writer's name.
    /// </summary>
    public static bool Match(AvroNamedSchema writer, AvroNamedSchema reader)
    {
        if (writer.Name == reader.Name) return true;
        foreach (var alias in reader.Aliases)
        {
            if (alias == writer.FullName || alias[(alias.LastIndexOf('.') + 1)..] == writer.Name) return true;
        }

        return false;
    }
}
