package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.provider.failure.ProviderResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Authorised calls to the endpoints of Bedrock's regions. */
final class BedrockCalls implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    private final Endpoints endpoints;
    private final RequestAuth auth;
    private final BedrockClient client;

    BedrockCalls(Endpoints endpoints, RequestAuth auth, BedrockClient client) {
        this.endpoints = endpoints;
        this.auth = auth;
        this.client = client;
    }

    /** @param action what follows the model in the path, such as {@code converse} */
    URI uri(CallRoute route, String action) {
        return endpoints.of(new Region(route.region())).model(route.callId(), action);
    }

    /** The answer, whatever its status. */
    Uni<ProviderResponse> post(CallRoute route, String action, byte[] body, @Nullable ApiKey key) {
        URI uri = uri(route, action);
        return authorised(uri, new Region(route.region()), body, JSON, key)
                .chain(headers -> client.send(HttpMethod.POST, uri, headers, body));
    }

    /** The headers for a post that is sent elsewhere. */
    Uni<Map<String, String>> authorised(URI uri, Region region, byte[] body, String accept, @Nullable ApiKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", JSON);
        headers.put("accept", accept);
        return auth.headers("POST", uri, headers, body, region, key);
    }

    /** Some of the models there are, from the control plane of the region that is called first. */
    Uni<ProviderResponse> models(@Nullable ApiKey key) {
        Endpoint first = endpoints.first();
        URI uri = first.models();
        return auth.headers("GET", uri, Map.of("accept", JSON), NOTHING, first.region(), key)
                .chain(headers -> client.send(HttpMethod.GET, uri, headers, NOTHING));
    }

    @Override
    public void close() {
        client.close();
    }
}
