namespace FinkTyped;

/// <summary>An alert, or what a query made of it, and where it is from.</summary>
/// <typeparam name="T">A record type generated from a schema file, or what the query gives.</typeparam>
/// <param name="Alert">The alert.</param>
/// <param name="Place">The file it is from, the block, and its index.</param>
public readonly record struct AlertInFile<T>(T Alert, AlertPlace Place);
