package dev.quartermaster.law;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions of coding agents, replayed turn by turn: each answer goes back into the conversation, which goes on at a model
 * of another provider and then comes home. No turn is refused for what another model wrote.
 */
@QuarkusTest
class AgentSessionsComponentTest {

    private static final List<String> SESSIONS =
            List.of("messages-coding-agent", "responses-coding-agent", "chat-coding-agent");

    private static final List<String> REASONING = List.of(
            "openai/gpt-5-mini",
            "openai/gpt-5-codex",
            "anthropic/claude-haiku-4-5",
            "anthropic/claude-opus-4-8",
            "google/gemini-2.5-flash",
            "google/gemini-3-flash-preview",
            "ollama/gemma4:31b",
            "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0");

    private static final List<String> PLAIN = List.of(
            "openai/gpt-4o-mini", "bedrock/amazon.nova-lite-v1:0", "bedrock/meta.llama4-maverick-17b-instruct-v1:0");

    static Stream<Arguments> journeys() {
        return SESSIONS.stream().flatMap(session -> models().stream().map(from -> Arguments.of(session, from)));
    }

    private static List<String> models() {
        return Stream.concat(REASONING.stream(), PLAIN.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("journeys")
    void goesOnAtEveryOtherModelAndComesHome(String session, String home) {
        List<String> broken = new ArrayList<>();
        int turn = 0;
        for (String other : models()) {
            Journey journey = new Journey(session, broken);
            for (String model : List.of(home, home, other, other, home)) {
                journey.turn(model, turn++ % 2 == 0);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void tokensAreCountedAtEveryProvider() {
        for (String model : models()) {
            Journey journey = new Journey("messages-coding-agent", new ArrayList<>());
            JsonNode counted = journey.counted(model);
            assertThat(counted.path("input_tokens").asInt()).as(model + counted).isGreaterThan(500);
        }
    }

    /** One session on its way over models. */
    private static final class Journey {

        private final JsonNode session;
        private final Dialogue dialogue;
        private final List<String> broken;
        private int results;
        private int asks;

        Journey(String name, List<String> broken) {
            this.session = resource(name);
            this.dialogue = Dialogue.of(
                    session.path("path").asText(), session.path("request").deepCopy());
            this.broken = broken;
        }

        void turn(String model, boolean streamed) {
            ObjectNode request = request(model, streamed);
            given().delete("/simulator/calls").then().statusCode(204);
            Response answer = asking(request).post(address(""));
            String described = model + (streamed ? " streamed: " : ": ");
            if (answer.statusCode() != 200) {
                broken.add(described + answer.asString());
                return;
            }
            JsonNode calls =
                    Draw.tree(when().get("/simulator/calls").asString()).path("calls");
            ProviderRules.broken(model, calls.get(calls.size() - 1)).forEach(rule -> broken.add(described + rule));
            dialogue.request.put("stream", streamed);
            JsonNode said = dialogue.read(answer.asString());
            List<Dialogue.Call> asked = dialogue.answered(said);
            asked.forEach(call -> dialogue.result(call, next("results", results++)));
            if (asked.isEmpty()) {
                dialogue.said(session.path("asks")
                        .get(asks++ % session.path("asks").size())
                        .asText());
            }
        }

        JsonNode counted(String model) {
            ObjectNode request = request(model, false);
            request.remove(List.of("max_tokens", "stream"));
            return Draw.tree(asking(request).post(address("/count_tokens")).asString());
        }

        /** What a client that knows the model sends: it asks only those to reason that do. */
        private ObjectNode request(String model, boolean streamed) {
            ObjectNode request = dialogue.request.deepCopy();
            request.put("model", model).put("stream", streamed);
            if (!streamed) {
                request.remove("stream_options");
            }
            if (PLAIN.contains(model)) {
                session.path("reasoning").forEach(field -> request.remove(field.asText()));
            }
            return request;
        }

        private RequestSpecification asking(ObjectNode request) {
            RequestSpecification asking =
                    given().contentType("application/json").body(request.toString());
            session.path("headers")
                    .properties()
                    .forEach(header ->
                            asking.header(header.getKey(), header.getValue().asText()));
            return asking;
        }

        private String address(String below) {
            String query = session.path("query").asText();
            return dialogue.path() + below + (query.isEmpty() ? "" : "?" + query);
        }

        private ObjectNode next(String field, int turn) {
            JsonNode all = session.path(field);
            return all.get(turn % all.size()).deepCopy();
        }

        private static JsonNode resource(String name) {
            String path = "/sessions/" + name + ".json";
            try (InputStream file = AgentSessionsComponentTest.class.getResourceAsStream(path)) {
                return Draw.JSON.readTree(file);
            } catch (IOException unreadable) {
                throw new IllegalStateException(path, unreadable);
            }
        }
    }
}
