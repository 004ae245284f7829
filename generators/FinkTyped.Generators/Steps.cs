namespace FinkTyped.Generators;

/// <summary>The names of the pipeline's steps, for tests to ask what was done again.</summary>
internal static class Steps
{
    public const string Files = nameof(Files);
    public const string Outlines = nameof(Outlines);
    public const string Sets = nameof(Sets);
    public const string Modelled = nameof(Modelled);
    public const string Models = nameof(Models);
    public const string TypeLists = nameof(TypeLists);
    public const string Clashes = nameof(Clashes);
    public const string Output = nameof(Output);
    public const string ReportOptions = nameof(ReportOptions);
    public const string Diagnostics = nameof(Diagnostics);
}
