using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FinkTyped.Pages.Html;

/// <summary>
/// Writes HTML. What is put into a text in braces is escaped, always: an alert's class may be <c>&lt;script&gt;</c>. Only what stands in the code
/// itself is markup.
/// </summary>
internal sealed class HtmlBuilder
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    /// <summary>Adds markup whose values are escaped.</summary>
    public HtmlBuilder Add([InterpolatedStringHandlerArgument("")] ref Markup markup) => this;

    /// <summary>Adds markup that this library has made, or comes with it.</summary>
    public HtmlBuilder AddMarkup(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();

    /// <summary>A text with values in braces.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder _html;

        public Markup(int literalLength, int formattedCount, HtmlBuilder builder) => _html = builder._html;

        public void AppendLiteral(string markup) => _html.Append(markup);

        public void AppendFormatted(string? text) => _html.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
            AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
