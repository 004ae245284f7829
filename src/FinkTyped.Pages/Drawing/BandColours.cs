namespace FinkTyped.Pages.Drawing;

/// <summary>The colours of filters: those of Rubin's guide for plots (RTN-045), moved a little where a page or a terminal would swallow them.</summary>
internal static class BandColours
{
    /// <summary>Red, green and blue on a white page.</summary>
    public static int OnWhite(string band) => band switch
    {
        "u" => 0x0C71FF,
        "g" => 0x2F9E4A,
        "r" => 0xC61C00,
        "i" => 0xB98200,
        "z" => 0xD02C8B,
        "y" => 0x5D0000,
        _ => 0x777777,
    };

    /// <summary>Red, green and blue on a dark ground.</summary>
    public static int OnDark(string band) => band switch
    {
        "u" => 0x5C9DFF,
        "g" => 0x5FD07A,
        "r" => 0xFF6A54,
        "i" => 0xFFC53D,
        "z" => 0xFF7FC4,
        "y" => 0xD5A184,
        _ => 0xAAAAAA,
    };
}
