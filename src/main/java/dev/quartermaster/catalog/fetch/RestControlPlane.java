package dev.quartermaster.catalog.fetch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.fetch.ControlPlaneFailure.ControlPlaneBusy;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real control plane. */
@ApplicationScoped
class RestControlPlane implements BedrockControlPlane {

    /** The most AWS puts on a page. */
    private static final int PAGE = 1000;

    /** A client wants an address of its own, although each call brings the whole one. */
    private static final URI ANY_REGION = URI.create("https://bedrock.us-east-1.amazonaws.com");

    private final ControlPlaneApi api;
    private final ControlPlaneAuth auth;
    private final ObjectMapper json;
    private final ControlPlaneConfig config;

    RestControlPlane(ControlPlaneAuth auth, ObjectMapper json, ControlPlaneConfig config) {
        // Not injected: each client that Quarkus registers has fifty settings looked up at each start.
        this.api = QuarkusRestClientBuilder.newBuilder().baseUri(ANY_REGION).build(ControlPlaneApi.class);
        this.auth = auth;
        this.json = json;
        this.config = config;
    }

    @Override
    public Uni<Void> ready() {
        return auth.ready();
    }

    @Override
    public Uni<JsonNode> foundationModels(String region) {
        return get(region, "/foundation-models");
    }

    @Override
    public Uni<JsonNode> inferenceProfiles(String region, @Nullable String nextToken) {
        // In the order of their names, which is the order in which they are signed.
        String token = nextToken == null
                ? ""
                : "&nextToken="
                        + URLEncoder.encode(nextToken, StandardCharsets.UTF_8).replace("+", "%20");
        return get(region, "/inference-profiles?maxResults=" + PAGE + token + "&type=SYSTEM_DEFINED");
    }

    private Uni<JsonNode> get(String region, String pathAndQuery) {
        URI address = URI.create(base(region) + pathAndQuery);
        return auth.headers(address, region)
                .chain(headers -> send(address, headers))
                .map(this::read)
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> new ControlPlaneBusy("no answer within " + config.timeout()))
                .onFailure(failure -> !(failure instanceof ControlPlaneFailure))
                .transform(RestControlPlane::lost);
    }

    private Uni<String> send(URI address, Map<String, String> headers) {
        return api.get(
                address.toString(),
                headers.get("authorization"),
                headers.get("x-amz-date"),
                headers.get("x-amz-security-token"),
                headers.get("x-amz-content-sha256"));
    }

    private String base(String region) {
        String base = config.baseUrl().replace("{region}", region);
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException broken) {
            throw ControlPlaneFailure.failed("the answer is not JSON");
        }
    }

    private static ControlPlaneBusy lost(Throwable failure) {
        return new ControlPlaneBusy("no connection (" + failure.getClass().getSimpleName() + ")");
    }
}
