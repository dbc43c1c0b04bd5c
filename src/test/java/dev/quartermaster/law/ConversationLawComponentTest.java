package dev.quartermaster.law;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.testing.ForAll;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random conversations of every dialect, at every provider: what is sent keeps to the provider's rules, what cannot be sent
 * is refused by a field of the caller's own or reported as left out, and the answer is taken back in a second turn.
 */
@QuarkusTest
class ConversationLawComponentTest {

    private static final List<String> MODELS = List.of(
            "openai/gpt-4o-mini",
            "openai/gpt-5-mini",
            "openai/gpt-5-codex",
            "anthropic/claude-haiku-4-5",
            "anthropic/claude-3-haiku-20240307",
            "anthropic/claude-opus-4-8",
            "google/gemini-2.5-flash",
            "google/gemini-3-flash-preview",
            "ollama/gpt-oss:20b",
            "ollama/gemma4:31b",
            "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
            "bedrock/amazon.nova-lite-v1:0",
            "bedrock/meta.llama3-3-70b-instruct-v1:0");

    /** A Claude that may not reason behind another model's calls takes these, and no longer once it reasons again. */
    private static final Set<String> SAMPLING = Set.of("temperature", "top_p", "top_k");

    private static final int MOST_SHOWN = 1_500;

    /** What is broken, without its numbers, and the first case of it. */
    private final Map<String, String> broken = new LinkedHashMap<>();

    private int sent;
    private int refused;

    @Test
    void everyConversationThatCanBeCarriedIsCarried() {
        int[] turn = {0};
        ForAll.seeds(random -> {
            for (int i = 0; i < Integer.getInteger("law.models", 3); i++) {
                String model = MODELS.get(turn[0]++ % MODELS.size());
                converse(model, dialogue(random));
            }
        });
        assertThat(broken).as("%s sent, %s refused", sent, refused).isEmpty();
        assertThat(sent).isGreaterThan(refused);
    }

    private static Dialogue dialogue(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> Dialogue.of("/v1/messages", RandomMessages.request(random));
            case 1 -> Dialogue.of("/v1/responses", RandomResponses.request(random));
            default -> Dialogue.of("/v1/chat/completions", RandomChat.request(random));
        };
    }

    private void converse(String model, Dialogue dialogue) {
        ObjectNode request = dialogue.request;
        request.put("model", model);
        Response answer = ask(model, dialogue, "first turn");
        if (answer.statusCode() != 200) {
            return;
        }
        try {
            dialogue.goOn(dialogue.read(answer.asString()));
        } catch (RuntimeException | AssertionError unreadable) {
            note(model, dialogue, "the answer cannot be read: " + unreadable, answer.asString());
            return;
        }
        Response second = ask(model, dialogue, "second turn");
        if (second.statusCode() != 200
                && !SAMPLING.contains(
                        Draw.tree(second.asString()).at("/error/param").asText())) {
            note(model, dialogue, "second turn refused: " + second.asString(), "");
        }
    }

    private Response ask(String model, Dialogue dialogue, String when) {
        given().delete("/simulator/calls").then().statusCode(204);
        Response answer = given().contentType("application/json")
                .body(dialogue.request.toString())
                .post(dialogue.path());
        JsonNode calls = Draw.tree(when().get("/simulator/calls").asString()).path("calls");
        if (calls.isEmpty()) {
            refused++;
            refusal(model, dialogue, when, answer);
            return answer;
        }
        sent++;
        JsonNode call = calls.get(calls.size() - 1);
        ProviderRules.broken(model, call)
                .forEach(rule -> note(
                        model, dialogue, when + ": " + rule, call.path("body").toString()));
        if (answer.statusCode() != 200) {
            note(model, dialogue, when + ": " + answer.statusCode() + " " + answer.asString(), call.toString());
        }
        warnings(model, dialogue, answer);
        return answer;
    }

    private void refusal(String model, Dialogue dialogue, String when, Response answer) {
        String text = answer.asString();
        if (answer.statusCode() != 400) {
            note(model, dialogue, when + ": refused with " + answer.statusCode() + " " + text, "");
            return;
        }
        JsonNode error = Draw.tree(text).path("error");
        boolean named = error.hasNonNull("param")
                ? BodyPaths.exists(dialogue.request, error.path("param").asText())
                : BodyPaths.names(error.path("message").asText(), dialogue.request);
        if (!named) {
            note(model, dialogue, when + ": names no field: " + text, "");
        }
    }

    private void warnings(String model, Dialogue dialogue, Response answer) {
        String header = answer.header("x-quartermaster-warnings");
        if (header == null) {
            return;
        }
        for (String warning : header.split(", ")) {
            int colon = warning.indexOf(": ");
            String field = colon > 0 ? warning.substring(0, colon) : "";
            boolean known = BodyPaths.exists(dialogue.request, field) || dialogue.request.findValue(field) != null;
            if (colon > 0 && !known) {
                note(model, dialogue, "a warning names no field: " + warning, "");
            }
        }
    }

    private void note(String model, Dialogue dialogue, String what, String sent) {
        String provider = model.substring(0, model.indexOf('/'));
        String kind = provider + dialogue.path() + " " + what.replaceAll("\\d+", "#");
        kind = kind.length() > 300 ? kind.substring(0, 300) : kind;
        String shown = model + " " + dialogue.request + "\n   sent: " + sent;
        broken.putIfAbsent(kind, shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) : shown);
    }
}
