namespace FinkTyped.Simulation.Sky;

/// <summary>A vector in equatorial axes.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(Dot(this));

    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator *(double factor, Vector a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    public double Dot(Vector other) => X * other.X + Y * other.Y + Z * other.Z;

    public Vector Cross(Vector other) => new(Y * other.Z - Z * other.Y, Z * other.X - X * other.Z, X * other.Y - Y * other.X);

    /// <summary>The unit vector towards a place on the sky.</summary>
    public static Vector Towards(SkyPosition position)
    {
        var (sinRa, cosRa) = Math.SinCos(position.Ra * Math.PI / 180);
        var (sinDec, cosDec) = Math.SinCos(position.Dec * Math.PI / 180);
        return new(cosDec * cosRa, cosDec * sinRa, sinDec);
    }
}
