
namespace FinkTyped;

public ref partial struct AvroReader
{
    /// <summary>The first byte of the datum, for interpreters that look ahead within <see cref="Remaining"/>.</summary>
    internal readonly ref byte Origin => ref _origin;

    /// <summary>Goes on at another place of the datum, after it was looked at from <see cref="Origin"/>.</summary>
    internal void MoveTo(int position)
    {
        System.Diagnostics.Debug.Assert((uint)position <= (uint)_length, "outside the datum");
        _position = position;
    }
}
