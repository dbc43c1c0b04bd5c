package dev.quartermaster.provider.bedrock;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.provider.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Authorised calls to one region's endpoint. */
final class BedrockCalls implements AutoCloseable {

    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    private final Endpoint endpoint;
    private final RequestAuth auth;
    private final BedrockClient client;

    BedrockCalls(Endpoint endpoint, RequestAuth auth, BedrockClient client) {
        this.endpoint = endpoint;
        this.auth = auth;
        this.client = client;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The answer, whatever its status. */
    Uni<Answer> post(URI uri, byte[] body, ApiKey key) {
        return authorised(uri, body, JSON, key).chain(headers -> client.send(HttpMethod.POST, uri, headers, body));
    }

    /** The headers for a post that is sent elsewhere. */
    Uni<Map<String, String>> authorised(URI uri, byte[] body, String accept, ApiKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", JSON);
        headers.put("accept", accept);
        return auth.headers("POST", uri, headers, body, endpoint.region(), key);
    }

    /** Some of the models there are, from the control plane. */
    Uni<Answer> models(ApiKey key) {
        URI uri = endpoint.models();
        return auth.headers("GET", uri, Map.of("accept", JSON), NOTHING, endpoint.region(), key)
                .chain(headers -> client.send(HttpMethod.GET, uri, headers, NOTHING));
    }

    @Override
    public void close() {
        client.close();
    }
}
