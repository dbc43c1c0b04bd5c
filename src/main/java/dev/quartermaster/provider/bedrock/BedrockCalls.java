package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.ProviderRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls the endpoints of Bedrock's regions, authorised with the call's key where it has one: a Bedrock API key, or an access
 * key that signs; else signed with the process's AWS credentials.
 */
final class BedrockCalls {

    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    private final String baseUrl;
    private final Endpoint first;
    private final Map<Region, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final CredentialsCache credentials;
    private final SigV4Signer signer;
    private final ProviderHttpClient client;

    /** @param first the region that is called unless another is needed */
    BedrockCalls(
            String baseUrl, Region first, CredentialsCache credentials, SigV4Signer signer, ProviderHttpClient client) {
        this.baseUrl = baseUrl;
        this.first = Endpoint.of(baseUrl, first);
        this.credentials = credentials;
        this.signer = signer;
        this.client = client;
    }

    /** Returns the only region that a key is good for; null for any. */
    static @Nullable Region region(@Nullable ApiKey key) {
        return key == null ? null : key.region();
    }

    /** @param action what follows the model in the path, such as {@code converse} */
    URI uri(CallRoute route, String action) {
        return endpoint(new Region(route.region())).model(route.callId(), action);
    }

    /** The answer, whatever its status. */
    Uni<ProviderResponse> post(CallRoute route, String action, byte[] body, @Nullable ApiKey key) {
        URI uri = uri(route, action);
        return authorised(uri, new Region(route.region()), body, JSON, key)
                .chain(headers -> client.send(ProviderRequest.post(uri.toString(), headers, body)));
    }

    /** The headers for a post that is sent elsewhere. */
    Uni<Map<String, String>> authorised(URI uri, Region region, byte[] body, String accept, @Nullable ApiKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", JSON);
        headers.put("accept", accept);
        return headers("POST", uri, headers, body, region, key);
    }

    /** Some of the models there are, from the control plane of the key's region, or of the one that is called first. */
    Uni<ProviderResponse> models(@Nullable ApiKey key) {
        Region own = region(key);
        Endpoint asked = own == null ? first : endpoint(own);
        URI uri = asked.models();
        return headers("GET", uri, Map.of("accept", JSON), NOTHING, asked.region(), key)
                .chain(headers -> client.send(ProviderRequest.get(uri.toString(), headers)));
    }

    private Endpoint endpoint(Region region) {
        return region.equals(first.region())
                ? first
                : endpoints.computeIfAbsent(region, other -> Endpoint.of(baseUrl, other));
    }

    /**
     * The headers to send, those given among them. Nothing of the request may change afterwards.
     *
     * @param key null to sign
     */
    private Uni<Map<String, String>> headers(
            String method, URI uri, Map<String, String> headers, byte[] body, Region region, @Nullable ApiKey key) {
        if (key != null && key.aws() != null) {
            AwsCredentials own = key.aws();
            return Uni.createFrom().item(() -> signer.sign(method, uri, headers, body, region, own));
        }
        if (key != null) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put("authorization", "Bearer " + key.value());
            return Uni.createFrom().item(all);
        }
        return onCallersContext(credentials.current())
                .onFailure(AwsCredentials.Unavailable.class)
                .transform(none -> ProviderFailure.permanentOf(FailureKind.AUTHENTICATION, none.getMessage()))
                .map(found -> signer.sign(method, uri, headers, body, region, found));
    }

    /** A look-up ends on a worker; the call must go on where its caller waits. */
    private static Uni<AwsCredentials> onCallersContext(Uni<AwsCredentials> found) {
        Context context = Vertx.currentContext();
        return context == null ? found : found.emitOn(step -> context.runOnContext(ignored -> step.run()));
    }
}
