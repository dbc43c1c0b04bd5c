package dev.quartermaster.aws;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing one Bedrock call; most of it is the hash of the body. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark {

    @Param({"2000", "50000"})
    int bodyBytes;

    private final SigV4Signer signer = new SigV4Signer("bedrock", Clock.systemUTC());
    private final AwsCredentials credentials = AwsCredentials.of("AKIDEXAMPLE", "not-a-secret-of-anyone");
    private final URI uri =
            URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-pro-v1%3A0/converse");
    private byte[] body;

    @Setup
    public void fill() {
        body = new byte[bodyBytes];
    }

    @Benchmark
    public Map<String, String> sign() {
        return signer.sign(
                "POST", uri, Map.of("content-type", "application/json"), body, Region.US_EAST_1, credentials);
    }
}
