using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace FinkTyped.Kafka;

/// <summary>librdkafka's mock cluster (<c>rdkafka_mock.h</c>), which the .NET client does not expose.</summary>
internal static unsafe partial class MockCluster
{
    private const string Name = "librdkafka";
    private const int Producer = 0;

    // The names under which the librdkafka.redist package ships the library: with and without GSSAPI, and for musl.
    private static readonly string[] Libraries = [Name, "centos8-librdkafka", "alpine-librdkafka"];

    static MockCluster() => NativeLibrary.SetDllImportResolver(typeof(MockCluster).Assembly, Resolve);

    /// <summary>A librdkafka handle for the mock cluster's threads and timers; it connects to nothing itself.</summary>
    public static nint NewHandle()
    {
        var error = stackalloc byte[512];
        var conf = ConfNew();
        // Without brokers of its own the handle would complain in the log.
        if (ConfSet(conf, "log_level", "2", error, 512) != 0) throw Failed("rd_kafka_conf_set", Text(error));
        var handle = New(Producer, conf, error, 512);
        return handle != 0 ? handle : throw Failed("rd_kafka_new", Text(error));
    }

    /// <summary>Turns a failed call into an exception.</summary>
    public static void Check(int error, string what)
    {
        if (error != 0) throw new KafkaException(new Error((ErrorCode)error, $"{what}: {new Error((ErrorCode)error).Reason}"));
    }

    public static InvalidOperationException Failed(string call, string reason) => new($"{call} failed: {reason}");

    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Name) return 0;
        foreach (var candidate in Libraries)
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var library)) return library;
        return 0;
    }

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    private static partial nint ConfNew();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ConfSet(nint conf, string name, string value, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    private static partial nint New(int type, nint conf, byte* error, nuint errorSize);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy")]
    public static partial void Destroy(nint handle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_new")]
    public static partial nint ClusterNew(nint handle, int brokers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    public static partial void ClusterDestroy(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    public static partial byte* Bootstraps(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    public static partial void SetInitialRebalanceDelay(nint cluster, int milliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TopicCreate(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_delete", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TopicDelete(nint cluster, string topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void TopicSetError(nint cluster, string topic, int error);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int PartitionSetLeader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_coordinator_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CoordinatorSet(nint cluster, string keyType, string key, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_down")]
    public static partial int BrokerSetDown(nint cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_up")]
    public static partial int BrokerSetUp(nint cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    public static partial int BrokerSetRoundTrip(nint cluster, int broker, int milliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_host_port", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BrokerSetHostPort(nint cluster, int broker, string host, int port);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    public static partial void PushRequestErrors(nint cluster, short request, nuint count, int* errors);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    public static partial void ClearRequestErrors(nint cluster, short request);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_start_request_tracking")]
    public static partial void StartRequestTracking(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_get_requests")]
    public static partial nint* Requests(nint cluster, out nuint count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_request_api_key")]
    public static partial short RequestApiKey(nint request);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_request_destroy_array")]
    public static partial void DestroyRequests(nint* requests, nuint count);
}
