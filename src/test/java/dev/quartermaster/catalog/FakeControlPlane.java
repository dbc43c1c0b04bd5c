package dev.quartermaster.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The control planes of all regions at {@code /<region>/…}. Each has one model of its own and one that all share; its
 * inference profiles come one a page, with tokens that a careless client would spoil.
 */
public final class FakeControlPlane implements QuarkusTestResourceLifecycleManager {

    static final Set<String> NOT_ENABLED = Set.of("af-south-1", "me-south-1");
    static final String THROTTLED_TWICE = "eu-west-1";
    static final String BROKEN = "sa-east-1";
    static final List<String> AUTHORISATIONS = new CopyOnWriteArrayList<>();
    static final AtomicInteger CALLS = new AtomicInteger();
    static final AtomicInteger MOST_IN_FLIGHT = new AtomicInteger();
    static volatile Duration pause = Duration.ofMillis(1);
    static volatile boolean refusesAll;

    private static final String TOKEN = "a+b/c= &é";
    private static final Map<String, AtomicInteger> THROTTLED = new ConcurrentHashMap<>();
    private static final AtomicInteger IN_FLIGHT = new AtomicInteger();

    private Vertx vertx;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer().requestHandler(this::arrive);
        int port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
        return Map.of("quartermaster.catalog.bedrock.base-url", "http://127.0.0.1:" + port + "/{region}");
    }

    @Override
    public void stop() {
        vertx.close();
    }

    /** As if no call had been made yet. */
    static void reset() {
        CALLS.set(0);
        MOST_IN_FLIGHT.set(0);
        AUTHORISATIONS.clear();
        THROTTLED.clear();
    }

    private void arrive(HttpServerRequest request) {
        CALLS.incrementAndGet();
        MOST_IN_FLIGHT.accumulateAndGet(IN_FLIGHT.incrementAndGet(), Math::max);
        AUTHORISATIONS.add(String.valueOf(request.getHeader("Authorization")));
        vertx.setTimer(pause.toMillis(), elapsed -> {
            IN_FLIGHT.decrementAndGet();
            answer(request, request.path().split("/")[1]);
        });
    }

    private static void answer(HttpServerRequest request, String region) {
        boolean throttled = region.equals(THROTTLED_TWICE)
                && THROTTLED
                                .computeIfAbsent(request.path(), path -> new AtomicInteger())
                                .incrementAndGet()
                        <= 2;
        if (NOT_ENABLED.contains(region)) {
            fail(request, 403, "UnrecognizedClientException:http://internal.amazon.com/coral/");
        } else if (refusesAll || region.equals(BROKEN)) {
            fail(request, 400, "ValidationException");
        } else if (throttled) {
            fail(request, 429, "ThrottlingException");
        } else {
            ObjectNode body =
                    request.path().endsWith("/foundation-models") ? models(region) : profiles(request, region);
            request.response().putHeader("content-type", "application/json").end(body.toString());
        }
    }

    private static void fail(HttpServerRequest request, int status, String errorType) {
        request.response()
                .setStatusCode(status)
                .putHeader("x-amzn-errortype", errorType)
                .end("{\"message\":\"arn:aws:iam::111122223333:user/someone may not\"}");
    }

    private static ObjectNode models(String region) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode models = body.putArray("modelSummaries");
        models.add(model("acme.local-" + region, "ON_DEMAND"));
        models.add(model("acme.shared-v1:0", "INFERENCE_PROFILE"));
        return body;
    }

    private static ObjectNode model(String id, String inferenceType) {
        ObjectNode model = JsonNodeFactory.instance.objectNode();
        model.put("modelId", id).put("modelName", id).put("providerName", "Acme");
        model.putArray("inferenceTypesSupported").add(inferenceType);
        model.putArray("inputModalities").add("TEXT");
        return model.put("responseStreamingSupported", true);
    }

    /** Two pages: the geography's profile, then the global one. */
    private static ObjectNode profiles(HttpServerRequest request, String region) {
        String token = request.getParam("nextToken");
        boolean asked = "SYSTEM_DEFINED".equals(request.getParam("type"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode profiles = body.putArray("inferenceProfileSummaries");
        if (asked && token == null) {
            profiles.add(profile(region.substring(0, 2) + ".acme.shared-v1:0", region));
            body.put("nextToken", TOKEN);
        } else if (asked && token.equals(TOKEN)) {
            profiles.add(profile("global.acme.shared-v1:0", ""));
        }
        return body;
    }

    private static ObjectNode profile(String id, String member) {
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        profile.put("inferenceProfileId", id).put("type", "SYSTEM_DEFINED");
        profile.putArray("models")
                .addObject()
                .put("modelArn", "arn:aws:bedrock:" + member + "::foundation-model/acme.shared-v1:0");
        return profile;
    }
}
