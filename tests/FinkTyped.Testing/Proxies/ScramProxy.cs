using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace FinkTyped.Tests;

/// <summary>
/// Stands before the embedded broker, which has no SASL: asks each connection for SCRAM-SHA-512 and, once it is satisfied, passes bytes on.
/// </summary>
internal sealed class ScramProxy : BrokerProxy
{
    private const short ApiVersions = 18;
    private const short SaslHandshake = 17;
    private const short SaslAuthenticate = 36;
    private const short AuthenticationFailed = 58;

    private readonly string _user;
    private readonly string _password;
    private int _authenticated;

    public ScramProxy(string broker, Action<int, string, int> advertise, string user, string password) : base(broker, advertise) => (_user, _password) = (user, password);

    /// <summary>Whether it says nothing where a password is wrong, and closes the connection; Kafka's own servers say so.</summary>
    public bool HangsUp { get; init; }

    /// <summary>How many connections gave the right password.</summary>
    public int Authenticated => _authenticated;

    protected override async Task ServeAsync(NetworkStream near, NetworkStream far)
    {
        if (!await AuthenticateAsync(near, far)) return;
        Interlocked.Increment(ref _authenticated);
        await PassAsync(near, far, Stop);
    }

    private async Task<bool> AuthenticateAsync(NetworkStream near, NetworkStream far)
    {
        var scram = new ScramServer(_user, _password);
        while (true)
        {
            var request = await ReadFrameAsync(near);
            var api = BinaryPrimitives.ReadInt16BigEndian(request);
            var version = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2));
            var correlation = request.AsSpan(4, 4).ToArray();
            var clientId = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(8));
            var body = request.AsMemory(10 + Math.Max((short)0, clientId));
            switch (api)
            {
                case ApiVersions:
                    await WriteFrameAsync(far, request);
                    await WriteFrameAsync(near, WithSasl(await ReadFrameAsync(far), version));
                    break;
                case SaslHandshake:
                    await WriteFrameAsync(near, [.. correlation, 0, 0, .. Int32(1), .. Text("SCRAM-SHA-512")]);
                    break;
                case SaslAuthenticate:
                    var answer = scram.Answer(Encoding.UTF8.GetString(body.Span[4..]));
                    if (answer is null && HangsUp) return false;
                    byte[] reply = answer is null
                        ? [.. Int16(AuthenticationFailed), .. Text("Authentication failed due to invalid credentials with SASL mechanism SCRAM-SHA-512"), .. Int32(0)]
                        : [0, 0, 255, 255, .. Int32(answer.Length), .. Encoding.UTF8.GetBytes(answer)];
                    await WriteFrameAsync(near, [.. correlation, .. reply, .. new byte[version >= 1 ? 8 : 0]]);
                    if (answer is null) return false;
                    if (scram.IsDone) return true;
                    break;
                default:
                    throw new IOException($"request {api} before authentication");
            }
        }
    }

    /// <summary>Adds the two requests of SASL to the broker's list of what it understands.</summary>
    private static byte[] WithSasl(byte[] response, short version)
    {
        var error = BinaryPrimitives.ReadInt16BigEndian(response.AsSpan(4));
        if (version > 2 || error != 0) return response;
        var count = BinaryPrimitives.ReadInt32BigEndian(response.AsSpan(6));
        var end = 10 + 6 * count;
        return
        [
            .. response[..6], .. Int32(count + 2), .. response[10..end],
            .. Int16(SaslHandshake), 0, 0, 0, 1, .. Int16(SaslAuthenticate), 0, 0, 0, 1, .. response[end..],
        ];
    }

    private static byte[] Int16(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Int32(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Text(string text) => [.. Int16(text.Length), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>The server's side of SCRAM (RFC 5802) with SHA-512.</summary>
    private sealed class ScramServer(string user, string password)
    {
        private const int Iterations = 4096;

        private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);
        private string _first = "";
        private string _challenge = "";

        public bool IsDone { get; private set; }

        /// <summary>What to answer; null where the password is wrong.</summary>
        public string? Answer(string message)
        {
            if (_first.Length == 0)
            {
                // "n,,n=user,r=nonce"
                _first = message["n,,".Length..];
                _challenge = $"r={Attribute(_first, 'r')}{Guid.NewGuid():N},s={Convert.ToBase64String(_salt)},i={Iterations}";
                return _challenge;
            }

            IsDone = true;
            var salted = Rfc2898DeriveBytes.Pbkdf2(password, _salt, Iterations, HashAlgorithmName.SHA512, 64);
            var clientKey = HMACSHA512.HashData(salted, "Client Key"u8);
            var signed = Encoding.UTF8.GetBytes($"{_first},{_challenge},{message[..message.LastIndexOf(",p=", StringComparison.Ordinal)]}");
            var signature = HMACSHA512.HashData(SHA512.HashData(clientKey), signed);
            var proof = Convert.FromBase64String(Attribute(message, 'p'));
            var expected = clientKey.Zip(signature, (a, b) => (byte)(a ^ b)).ToArray();
            if (Attribute(_first, 'n') != user || !proof.AsSpan().SequenceEqual(expected)) return null;
            return $"v={Convert.ToBase64String(HMACSHA512.HashData(HMACSHA512.HashData(salted, "Server Key"u8), signed))}";
        }

        private static string Attribute(string message, char name) =>
            message.Split(',').First(part => part.StartsWith($"{name}=", StringComparison.Ordinal))[2..];
    }
}
