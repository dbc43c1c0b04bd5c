package dev.quartermaster.credentials.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SignedPost;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The calls of Secrets Manager. What it answers is never part of a failure's message. */
final class SecretsManager {

    private static final String TARGET = "secretsmanager.";
    private static final String JSON = "application/x-amz-json-1.1";

    /** Most pages of secrets that are read, of twenty each. */
    private static final int MOST_PAGES = 50;

    private final SignedPost post;
    private final ObjectMapper json;

    /** A call that failed. The message may be shown. */
    static final class CallFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CallFailed(String message) {
            super(message, null, false, false);
        }
    }

    SecretsManager(Vertx vertx, SecretsConfig config, CredentialsCache credentials, ObjectMapper json, Clock clock) {
        Region region = new Region(config.region());
        String base = config.baseUrl().orElse("https://secretsmanager." + region + ".amazonaws.com");
        this.post = new SignedPost(vertx, "secretsmanager", region, base, config.timeout(), credentials, clock);
        this.json = json;
    }

    /** Reads a secret that is a JSON object. */
    Uni<ObjectNode> object(String secretId) {
        return call("GetSecretValue", json.createObjectNode().put("SecretId", secretId))
                .map(answer -> object(answer.path("SecretString")));
    }

    /** Replaces a secret. */
    Uni<Void> replace(String secretId, ObjectNode secret) {
        ObjectNode question = json.createObjectNode()
                .put("SecretId", secretId)
                .put("ClientRequestToken", UUID.randomUUID().toString())
                .put("SecretString", secret.toString());
        return call("PutSecretValue", question).replaceWithVoid();
    }

    /** Reads all secrets whose names begin so; returns their values by what follows the prefix. */
    Uni<Map<String, String>> startingWith(String prefix) {
        return page(prefix, null, new LinkedHashMap<>(), MOST_PAGES);
    }

    private Uni<Map<String, String>> page(String prefix, @Nullable String token, Map<String, String> found, int left) {
        ObjectNode question = json.createObjectNode();
        ObjectNode filter = question.putArray("Filters").addObject().put("Key", "name");
        filter.putArray("Values").add(prefix);
        if (token != null) {
            question.put("NextToken", token);
        }
        return call("BatchGetSecretValue", question).chain(answer -> {
            requireNoErrors(answer);
            for (JsonNode secret : answer.path("SecretValues")) {
                String name = secret.path("Name").asText("");
                if (name.startsWith(prefix) && secret.path("SecretString").isTextual()) {
                    found.put(
                            name.substring(prefix.length()),
                            secret.path("SecretString").textValue());
                }
            }
            String next = answer.path("NextToken").textValue();
            return next == null || left <= 1 ? Uni.createFrom().item(found) : page(prefix, next, found, left - 1);
        });
    }

    /** A page may lack some secrets; without them keys would seem to be gone. */
    private static void requireNoErrors(JsonNode answer) {
        JsonNode first = answer.path("Errors").path(0);
        if (first.isObject()) {
            throw new CallFailed("a secret could not be read ("
                    + word(first.path("ErrorCode").asText("")) + ")");
        }
    }

    private ObjectNode object(JsonNode text) {
        try {
            if (json.readTree(text.asText("")) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException quotesIt) {
            // Said below, without its words.
        }
        throw new CallFailed("the secret is not a JSON object");
    }

    private Uni<JsonNode> call(String action, ObjectNode question) {
        return post.send(
                        Map.of("content-type", JSON, "x-amz-target", TARGET + action),
                        question.toString().getBytes(StandardCharsets.UTF_8))
                .map(this::answer);
    }

    private JsonNode answer(SignedPost.Reply reply) {
        JsonNode body = tree(reply.body());
        if (!reply.isSuccess()) {
            String type = body.path("__type").asText("");
            throw new CallFailed("status " + reply.status() + " (" + word(type.substring(type.indexOf('#') + 1)) + ")");
        }
        return body;
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException quotesIt) {
            throw new CallFailed("Secrets Manager's answer could not be read");
        }
    }

    private static String word(String code) {
        return code.matches("[A-Za-z]{1,64}") ? code : "no code";
    }

    void close() {
        post.close();
    }
}
