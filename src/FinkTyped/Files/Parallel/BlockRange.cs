using Microsoft.Win32.SafeHandles;

namespace FinkTyped;

/// <summary>Blocks of a file that follow each other.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">Where the first begins.</param>
/// <param name="End">Where the last ends.</param>
/// <param name="FirstBlock">Which block the first is.</param>
/// <param name="FirstAlert">Which alert the first of it is.</param>
internal readonly record struct BlockRange(SafeFileHandle File, long Start, long End, long FirstBlock, long FirstAlert);
